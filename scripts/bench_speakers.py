"""Measure who is said to have said what against PolNeAR (Newell et al. 2018), whose articles people annotated.

    python scripts/bench_speakers.py --data DATA [--split dev] [--articles N] [--misses N]

DATA holds `polnear/train.jsonl.gz` and `polnear/dev.jsonl.gz`. Build and tune on train, report dev.

How it counts. A gold attribution has a content and, mostly, a source. It is *found* when one of our attributions covers
at least half of the characters of its content, or several of one speaker together do; of several that do, the one that
fits best (most characters shared for those that either has) is looked at, and no other. It is *right* when we name a
speaker for it and

- the source is a name or noun: the last word of our speaker, or of the words in which we read who speaks, stands in the
  source, and there is not the owner of something else ("Lee" is wrong for "Lee's spokesman");
- the source is a pronoun or a relative ("he", "who"): we read the speaker from that very word, or from what stands
  directly before the relative. The data does not say
  whom a pronoun means, so the name we put for it is not checked; the figures are given without these too.

It is *wrong* when it is found with another speaker. Gold attributions without a source name nobody; they are left out
of the shares and counted in the head line. Precision: of our attributions with a speaker, the share of which at least
half lies in the content of a gold attribution for which that speaker is right.

Some articles were annotated by up to six people, and count as often in the first shares. In the second an article
counts once: each of its annotations by its share.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from index.speakers import Attribution, attributions

Span = tuple[int, int]
_PRONOUN = frozenset("he she they it who i we you which that his her their its my our one him them".split())
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_OPENING = '"“«'


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution: the spans of its content and of its source."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    source_text: str
    direct: bool

    @property
    def length(self) -> int:
        """Characters of the content."""
        return sum(end - start for start, end in self.content)

    @property
    def is_pronoun(self) -> bool:
        """Whether the source is a pronoun alone."""
        return self.source_text.lower() in _PRONOUN


def main() -> None:
    """Read the arguments, score the split, print the table."""
    parser = argparse.ArgumentParser(description="Speakers against PolNeAR.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/")
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--articles", type=int, help="only the first so many")
    parser.add_argument("--misses", type=int, default=0, help="print so many attributions that went wrong")
    arguments = parser.parse_args()
    rows = list(_rows(arguments.data / "polnear" / f"{arguments.split}.jsonl.gz"))[: arguments.articles]
    counts, once = Counter[str](), defaultdict[str, float](float)
    annotated = Counter(row["doc_id"] for row in rows)
    misses = list[str]()
    seconds = 0.0
    for row in rows:
        began = perf_counter()
        ours = attributions(row["text"])
        seconds += perf_counter() - began
        gold, found = list(_gold(row)), Counter[str]()
        for one in gold:
            misses += _score(row["text"], one, ours, found)
        _score_precision(gold, ours, found)
        counts += found
        for name, number in found.items():
            once[name] += number / annotated[row["doc_id"]]
    print(f"{len(rows)} annotations of {len(annotated)} articles, {counts['all']} attributions", end=", ")
    print(f"{counts['no source']} of them without a source")
    _report(counts)
    print("each article once")
    _report(once)
    print(f"{seconds / (sum(len(row['text']) for row in rows) or 1) * 5e6:.2f} ms for 5,000 characters")
    step = max(len(misses) // arguments.misses, 1) if arguments.misses else 1
    print(*misses[::step][: arguments.misses], sep="\n")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _gold(row: dict[str, Any]) -> Iterator[Gold]:
    for one in row["attributions"]:
        content = _spans(one.get("content", ()))
        if content:
            source = _spans(one.get("source", ()))
            written = " ".join(row["text"][start:end] for start, end in source)
            yield Gold(content, source, written, row["text"][content[0][0]] in _OPENING)


def _spans(pieces: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(sorted((start, end) for piece in pieces for start, end in piece["spans"]))


def _score(text: str, gold: Gold, ours: Sequence[Attribution], counts: Counter[str]) -> list[str]:
    """Count one gold attribution; what is said of it when it went wrong."""
    counts["all"] += 1
    if not gold.source:
        counts["no source"] += 1
        return []
    found = _best(gold, ours)
    right = bool(found and is_right(gold, found))
    outcome = "right" if right else "wrong" if found and found.speaker else "unnamed" if found else "not found"
    for kind in ("any", *(["direct"] if gold.direct else []), *([] if gold.is_pronoun else ["named"])):
        counts[f"{kind} gold"] += 1
        counts[f"{kind} {outcome}"] += 1
    if gold.direct and not gold.is_pronoun:
        counts["direct named gold"] += 1
        counts[f"direct named {outcome}"] += 1
    if right:
        return []
    start = min(gold.content[0][0], gold.source[0][0])
    around = text[max(start - 60, 0) : gold.content[-1][1] + 80].replace("\n", "/")[:400]
    kind = "DIRECT " if gold.direct else ""
    said = found and (found.speaker, found.content[:60])
    content = text[slice(*gold.content[0])][:90]
    return [f"{kind}{outcome} [{gold.source_text}] {content!r}\n    ours {said}\n    {around}"]


def _best(gold: Gold, ours: Sequence[Attribution]) -> Attribution | None:
    near = [(one, _shared(gold.content, (one.start, one.end))) for one in ours]
    near = [(one, shared) for one, shared in near if shared]
    fitting = [(shared / (gold.length + one.end - one.start - shared), one) for one, shared in near]
    enough = [(fit, one) for (fit, one), (_, shared) in zip(fitting, near, strict=True) if shared * 2 >= gold.length]
    if enough:
        return max(enough, key=lambda pair: (pair[0], pair[1].speaker is not None))[1]
    together = defaultdict[str | None, int](int)
    for one, shared in near:
        together[one.speaker] += shared if one.direct or not any(other.direct for other, _ in near) else 0
    for speaker, shared in together.items():
        if shared * 2 >= gold.length:
            return next(one for one, _ in near if one.speaker == speaker)
    return None


def is_right(gold: Gold, ours: Attribution) -> bool:
    """Whether our speaker is the gold attribution's, by the rule of this file's head."""
    if ours.speaker is None:
        return False
    if gold.is_pronoun:
        start = gold.source[0][0]
        if ours.named_at is None or _shared(gold.source, ours.named_at):
            return ours.named_at is not None
        return gold.source_text.lower() in ("who", "that", "which") and 0 < start - ours.named_at[1] <= 2
    words = _WORD.findall(gold.source_text)
    heads = {_head(ours.speaker)}
    if ours.named_at and _shared(gold.source, ours.named_at):
        # What we read stands in the source: its own head counts, whatever fuller name we gave it.
        heads |= {_head(gold.source_text)} if _covers(gold, ours.named_at) else set()
    return any(word in heads for word in words)


def _head(speaker: str) -> str:
    """The head of a name or noun phrase: the last word before "of", "for" and the like."""
    before = re.split(r"\s+(?:of|for|in|from|at|on|with|who|to|by|among|about|close)\s+|,", speaker)[0]
    words: list[str] = _WORD.findall(before) or [""]
    return words[-1]


def _covers(gold: Gold, named_at: Span) -> bool:
    """Whether what we read as the source and the gold source are nearly the same span."""
    shared = _shared(gold.source, named_at)
    return shared * 2 >= max(sum(end - start for start, end in gold.source), named_at[1] - named_at[0])


def _score_precision(gold: Sequence[Gold], ours: Sequence[Attribution], counts: Counter[str]) -> None:
    for one in ours:
        if one.speaker is None:
            continue
        kind = "direct" if one.direct else "reported"
        counts[f"ours {kind}"] += 1
        length = one.end - one.start
        counts[f"ours {kind} right"] += any(
            _shared(other.content, (one.start, one.end)) * 2 >= length and is_right(other, one) for other in gold
        )


def _shared(spans: Iterable[Span], other: Span) -> int:
    return sum(max(min(end, other[1]) - max(start, other[0]), 0) for start, end in spans)


def _report(counts: Mapping[str, float]) -> None:
    for kind in ("direct", "direct named", "any", "named"):
        total = counts.get(f"{kind} gold") or 1
        shares = ", ".join(
            f"{outcome} {counts.get(f'{kind} {outcome}', 0) / total:.3f}"
            for outcome in ("right", "wrong", "unnamed", "not found")
        )
        print(f"{kind:13} {total:7.0f}  {shares}")
    for kind in ("direct", "reported"):
        total = counts.get(f"ours {kind}") or 1
        print(f"precision of ours, {kind}: {counts.get(f'ours {kind} right', 0) / total:.3f} of {total:.0f}")


if __name__ == "__main__":
    main()
