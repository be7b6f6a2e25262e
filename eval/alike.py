"""Which cases of two runs may be set side by side, and in what the runs were not alike."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from eval.records import CaseRecord, Run, RunHeader
from index.errors import RunError

Pair = tuple[CaseRecord, CaseRecord]
Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Differing:
    """Something that the runs were not alike in, such as a setting; None where a run does not name it."""

    what: str
    a: str | None
    b: str | None


def check_finished(run: Run, name: str, instead: str = "") -> None:
    """Raises RunError for a run that lacks records, with the command that finishes it and what else can be done."""
    done, wanted = len(run.records), run.header.cases
    if done < wanted:
        raise RunError(
            f"The run in {name} is not finished: {done} of {wanted} cases are done. Finish it with "
            f"`dateline eval run --resume {name}`{instead}."
        )


def same_cases(a: Run, b: Run, names: Names) -> list[Pair]:
    """Every case of two finished runs of the same questions. Raises RunError where they are not."""
    if a.header.digest != b.header.digest:
        raise RunError(
            f"The runs are of different questions: {names[0]} of {_questions(a.header)}; {names[1]} of "
            f"{_questions(b.header)}. Compare runs of the same set and selection, or only the cases that both have "
            "unchanged, with --common."
        )
    for run, name in zip((a, b), names, strict=True):
        check_finished(run, name, "; or compare the cases that both have, with --common")
    pairs = _pairs(a, b)
    if len(pairs) < a.header.cases:
        raise RunError(
            f"The records of {names[0]} and {names[1]} are not of the same cases, though their questions are: "
            f"{len(pairs)} of {a.header.cases} agree. One of them was changed by hand; run it again, or use --common."
        )
    return pairs


def common_cases(a: Run, b: Run, names: Names) -> list[Pair]:
    """The cases that both runs have unchanged, of any sets. Raises RunError where there are none."""
    pairs = _pairs(a, b)
    if not pairs:
        raise RunError(
            f"No case is the same in both runs: {names[0]} has {len(a.records)} of {_questions(a.header)}; "
            f"{names[1]} {len(b.records)} of {_questions(b.header)}. Compare runs that share questions."
        )
    return pairs


def times_compare(a: RunHeader, b: RunHeader) -> bool:
    """Whether times were taken under the same conditions."""
    return a.jobs == b.jobs and a.machine == b.machine


def caveats(a: RunHeader, b: RunHeader, compared: int) -> Iterator[str]:
    """What must be known to read the figures, in words."""
    if compared < max(a.cases, b.cases):
        yield f"Compared are the {compared} cases that both runs have unchanged: A is of {a.cases}, B of {b.cases}."
    if _archive(a) != _archive(b):
        yield (
            f"The archive changed between the runs: {a.archive.get('articles')} articles ({_archive(a)[:12]}) in A, "
            f"{b.archive.get('articles')} ({_archive(b)[:12]}) in B. A difference may come from the articles rather "
            "than from what you changed."
        )
    if a.retrieval_only != b.retrieval_only:
        yield f"{'A' if a.retrieval_only else 'B'} only searched: there are no answers to compare."
    if a.top_k != b.top_k:
        yield f"A judged {a.top_k} passages a question and B {b.top_k}: MRR, MAP and nDCG look no further than that."
    if not times_compare(a, b):
        yield "Times are left out: they compare only on the same machine with as many cases asked side by side."


def differing(a: RunHeader, b: RunHeader) -> Iterator[Differing]:
    """What the runs were made with, where it is not the same."""
    first, second = _facts(a), _facts(b)
    for what in [*first, *(what for what in second if what not in first)]:
        if first.get(what) != second.get(what):
            yield Differing(what, first.get(what), second.get(what))


def _pairs(a: Run, b: Run) -> list[Pair]:
    """Records of the same case, which its digest tells, in A's order."""
    others = {record.case: record for record in b.records}
    return [(record, others[record.case]) for record in a.records if record.case in others]


def _questions(header: RunHeader) -> str:
    return f"{header.cases} cases of {header.set_name}, digest {header.digest[:12]}"


def _archive(header: RunHeader) -> str:
    return str(header.archive.get("content") or header.snapshot)


def _facts(header: RunHeader) -> dict[str, str]:
    """By what people call it; not what follows from the rest or is new each time."""
    told: dict[str, Any] = {"question set": header.set_name, "cases": header.cases}
    told |= {f"selection, {name}": value for name, value in asdict(header.selection).items()}
    told |= {"passages judged": header.top_k, "only searched": header.retrieval_only}
    told |= {"day of asking": header.as_of, "asked side by side": header.jobs, "judgements per answer": header.judge}
    groups = {
        "archive": {name: value for name, value in header.archive.items() if name not in ("snapshot", "outlets")},
        "setting": header.settings,
        "version": header.versions,
        "machine": header.machine,
    }
    told |= {f"{group}, {name}": value for group, values in groups.items() for name, value in values.items()}
    return {what: str(value) for what, value in told.items()}
