"""From records to figures: where each case ended, and the metrics over a group of cases."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eval.metrics import citation_exactness, percentile, refusal_precision, refusal_recall
from eval.records import CaseRecord

Outcome = Literal[
    "right",
    "refused rightly",
    "not retrieved",
    "refused wrongly",
    "wrong",
    "answered wrongly",
    "error",
    "retrieved",
    "not judged",
]
LOST: tuple[Outcome, ...] = ("error", "not retrieved", "refused wrongly", "wrong", "answered wrongly")
LOST_IN_WORDS: dict[Outcome, str] = {
    "error": "the case failed with a message",
    "not retrieved": "no hit among the passages, and no right answer",
    "refused wrongly": "retrieved, and yet not answered",
    "wrong": "retrieved and answered, but with something else",
    "answered wrongly": "answered, though the archive has no answer",
}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over the cases that it applies to; None where there are none."""

    value: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A group of cases in figures: `group` is "all" or a tag, `figures` are by metric name, latencies in ms."""

    group: str
    cases: int
    figures: dict[str, Figure] = field(default_factory=dict)
    outcomes: dict[Outcome, int] = field(default_factory=dict)

    def value(self, metric: str) -> float | None:
        """The metric's value, None where it does not apply."""
        figure = self.figures.get(metric)
        return figure.value if figure else None


def outcome(record: CaseRecord) -> Outcome:
    """Where the case ended; every case has one, a failed one too.

    Without a language model's judgement "right" means: an accepted answer is in the answer or its quotes (`contains`);
    for a case without accepted answers, one of its articles is cited. Where only passages were asked for, a hit is
    "retrieved".
    """
    if record.error is not None:
        return "error"
    if not record.asked:
        return _outcome_of_search(record)
    if record.answerable is False:
        return "answered wrongly" if record.answered else "refused rightly"
    return _outcome_of_answer(record) if record.answered else _outcome_of_refusal(record)


def _outcome_of_search(record: CaseRecord) -> Outcome:
    if "mrr" not in record.scores:
        return "not judged"
    return "retrieved" if record.rank else "not retrieved"


def _outcome_of_answer(record: CaseRecord) -> Outcome:
    score = record.scores.get("contains", record.scores.get("article_precision"))
    if score is None:
        return "not judged"
    if score:
        return "right"
    return "not retrieved" if _went_missing(record) else "wrong"


def _outcome_of_refusal(record: CaseRecord) -> Outcome:
    if record.answerable is None:
        return "not judged"
    return "not retrieved" if _went_missing(record) else "refused wrongly"


def _went_missing(record: CaseRecord) -> bool:
    return bool(record.articles) and record.rank is None


def summarise(records: Sequence[CaseRecord], group: str = ALL) -> Summary:
    """The metrics over these records."""
    outcomes = Counter(outcome(record) for record in records)
    figures = {name: figure for name, figure in _figures(records, outcomes) if figure.cases}
    return Summary(group, len(records), figures, dict(outcomes))


def summarise_by_tag(records: Sequence[CaseRecord]) -> list[Summary]:
    """A summary per tag, by name; a case counts under each of its tags."""
    tags = sorted({tag for record in records for tag in record.tags})
    return [summarise([record for record in records if tag in record.tags], tag) for tag in tags]


def failures(records: Iterable[CaseRecord]) -> list[tuple[Outcome, CaseRecord]]:
    """The cases that were lost, by where, otherwise in their order."""
    lost = [(where, record) for record in records if (where := outcome(record)) in LOST]
    return sorted(lost, key=lambda pair: LOST.index(pair[0]))


def _figures(records: Sequence[CaseRecord], outcomes: Counter[Outcome]) -> Iterator[tuple[str, Figure]]:
    asked = any(record.asked for record in records)
    if asked:
        judged = len(records) - outcomes["not judged"]
        right = outcomes["right"] + outcomes["refused rightly"]
        yield "right", Figure(right / judged if judged else None, judged)
    yield from _means(records)
    if asked:
        yield "citation_exactness", _exactness(records)
        yield from _refusals(records)
    for step in ("ask_ms", "search_ms"):
        taken = [value for record in records if (value := getattr(record, step)) is not None]
        for share in (50, 95, 99):
            yield f"{step}_p{share}", Figure(percentile(taken, share / 100), len(taken))


def _means(records: Sequence[CaseRecord]) -> Iterator[tuple[str, Figure]]:
    names = dict.fromkeys(name for record in records for name in record.scores)
    for name in names:
        values = [record.scores[name] for record in records if name in record.scores]
        yield name, Figure(sum(values) / len(values), len(values))


def _exactness(records: Sequence[CaseRecord]) -> Figure:
    answered = [record for record in records if record.answered]
    cited = [citation for record in answered for citation in record.citations]
    bare = sum(not record.citations for record in answered)
    return Figure(citation_exactness(sum(c.exact for c in cited), len(cited), bare), len(answered))


def _refusals(records: Sequence[CaseRecord]) -> Iterator[tuple[str, Figure]]:
    # A failed case is no refusal, but an unanswerable one that failed still lowers the recall.
    known = [record for record in records if record.answerable is not None]
    refused = [record for record in known if record.answered is False]
    rightly = sum(record.answerable is False for record in refused)
    unanswerable = sum(record.answerable is False for record in known)
    yield "refusal_precision", Figure(refusal_precision(rightly, len(refused)), len(refused))
    yield "refusal_recall", Figure(refusal_recall(rightly, unanswerable), unanswerable)


class RunningScore:
    """The score so far, for a progress bar: counts only, so that it costs the same at every case."""

    def __init__(self) -> None:
        self._judged = self._right = self._sought = 0
        self._found = 0.0
        self._errors = 0

    def add(self, record: CaseRecord) -> None:
        """Count one more case."""
        where = outcome(record)
        self._judged += record.asked and where != "not judged"
        self._right += where in ("right", "refused rightly")
        self._errors += where == "error"
        self._sought += "hit@10" in record.scores
        self._found += record.scores.get("hit@10", 0.0)

    def __str__(self) -> str:
        parts = [f"right {self._right / self._judged:.2f}"] if self._judged else []
        parts += [f"hit@10 {self._found / self._sought:.2f}"] if self._sought else []
        parts += [f"errors {self._errors}"] if self._errors else []
        return "  ".join(parts)
