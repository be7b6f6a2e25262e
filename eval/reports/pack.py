"""Every case of a run packed for its HTML page: a small index, and blocks of details that are unpacked when looked at.

A block is JSON, compressed by zlib and written in base64, so no text of others can become markup. A passage is kept
once, however many cases name it.
"""

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from eval.labels import METRICS
from eval.records import CaseRecord, Cited, KeptPassage, PassageKey, Run
from eval.reports.rows import expected, got, titles_of
from eval.score import LOST, OUTCOMES, outcome

PER_BLOCK = 100
"""Cases, or passages, of one block: unpacked in a few milliseconds."""
SAMPLED = 16
EXCERPT = 120
"""Characters of answers in the index."""
Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Packed:
    """The parts of a page, each ready to be written: `index`, and the blocks of cases and passages."""

    index: str
    cases: tuple[str, ...]
    passages: tuple[str, ...] = ()


def pack_cases(run: Run) -> Packed:
    """The run's cases, still without the passages that they name.

    A passage that the run did not keep is named by its article.
    """
    numbers = {passage.key: number for number, passage in enumerate(_passages_by_article(run))}
    details = [_details(record, numbers, run.passages) for record in run.records]
    return Packed(pack(_index(run)), tuple(pack(block) for block in _blocks(details)))


def pack_passages(run: Run, shortened: int | None = None) -> tuple[str, ...]:
    """The blocks of passages, numbered as the cases name them.

    Args:
        run: With the passages that its records name.
        shortened: Characters that are kept of a passage, cited words always; None for whole passages.
    """
    cited = _cited_spans(run.records)
    return tuple(pack(_shown(block, cited, shortened)) for block in _blocks(_passages_by_article(run)))


def passages_size(run: Run, shortened: int | None = None) -> int:
    """About how many bytes `pack_passages` takes, from every SAMPLED-th block."""
    cited, blocks = _cited_spans(run.records), _blocks(_passages_by_article(run))
    sizes = [len(pack(_shown(block, cited, shortened))) for block in blocks[::SAMPLED]]
    return round(sum(sizes) / len(sizes) * len(blocks)) if sizes else 0


def pack(value: object) -> str:
    """JSON, compressed, in base64. A half character, which UTF-8 cannot carry, becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")


def excerpt(text: str, length: int = EXCERPT) -> str:
    """The beginning of a text, on one line and at most `length` characters, cut between words where there are any."""
    line = " ".join(text[: 2 * length].split())
    if len(line) <= length and len(text) <= 2 * length:
        return line
    return (line[: length - 1].rpartition(" ")[0] or line[: length - 1]) + "…"


def _passages_by_article(run: Run) -> list[KeptPassage]:
    """Those that the records name, an article's side by side: they share words, which compresses well."""
    named = {passage.key for record in run.records for passage in record.retrieved}
    return [run.passages[key] for key in sorted(named) if key in run.passages]


def _shown(
    passages: Iterable[KeptPassage], cited: Mapping[str, Iterable[Span]], shortened: int | None
) -> list[dict[str, Any]]:
    return [_passage(passage, cited.get(passage.article, ()), shortened) for passage in passages]


def _blocks(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + PER_BLOCK] for start in range(0, len(items), PER_BLOCK)]


def _index(run: Run) -> dict[str, Any]:
    """A column per field: what the list shows, filters and sorts by."""
    records, titles = run.records, titles_of(run)
    tags = sorted({tag for record in records for tag in record.tags})
    places = {tag: place for place, tag in enumerate(tags)}
    return {
        "perBlock": PER_BLOCK,
        "outcomes": OUTCOMES,
        "lost": list(LOST),
        "tags": tags,
        "labels": {name: metric.label for name, metric in METRICS.items()},
        "id": [record.id for record in records],
        "question": [record.question for record in records],
        "outcome": [OUTCOMES.index(outcome(record)) for record in records],
        "unanswerable": [int(record.answerable is False) for record in records],
        "tagged": [[places[tag] for tag in dict.fromkeys(record.tags)] for record in records],
        "expected": [excerpt(expected(record)) for record in records],
        "got": [excerpt(got(record, titles)) for record in records],
        "rank": [record.rank for record in records],
        "confidence": [round(record.confidence, 3) if record.answered is not None else None for record in records],
        "ms": [_rounded(record.search_ms if record.ask_ms is None else record.ask_ms) for record in records],
    }


def _details(
    record: CaseRecord, numbers: Mapping[PassageKey, int], kept: Mapping[PassageKey, KeptPassage]
) -> dict[str, Any]:
    """What the index does not say; empty fields are left out. Passages are named by their number."""
    fields: dict[str, Any] = {
        name: getattr(record, name)
        for name in (
            *("expected", "articles", "answerable", "speaker", "as_of", "asked", "read_rank", "deep_rank"),
            *("in_archive", "answered", "short", "reason", "chosen", "verdicts", "judge_failures", "error"),
        )
    }
    fields |= {
        "before": record.turns[:-1],
        "query": _query(record),
        "passages": [_named(passage.key, passage.hit, numbers) for passage in record.retrieved],
        "sentences": [(said.text, said.markers, said.proved) for said in record.sentences],
        "text": "" if record.sentences else record.text,
        "citations": [_citation(cited, record, numbers, kept) for cited in record.citations],
        "usage": asdict(record.usage) if record.usage else None,
        "scores": {name: round(score, 4) for name, score in record.scores.items()},
        "search_ms": _rounded(record.search_ms),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}


def _named(key: PassageKey, hit: bool, numbers: Mapping[PassageKey, int]) -> list[Any]:
    """(number, hit), or where the run kept no text: (article, hit)."""
    return [numbers.get(key, key[0]), int(hit)]


def _query(record: CaseRecord) -> dict[str, Any]:
    """The question as understood, without what only repeats the question or says nothing."""
    query = {name: value for name, value in record.query.items() if name != "text" and value}
    if query.get("standalone") == record.question:
        del query["standalone"]
    if isinstance(query.get("filter"), Mapping):
        query["filter"] = {name: value for name, value in query["filter"].items() if value}
    return query


def _citation(
    cited: Cited, record: CaseRecord, numbers: Mapping[PassageKey, int], kept: Mapping[PassageKey, KeptPassage]
) -> dict[str, Any]:
    """A citation; where one of the case's passages holds the quote, by that passage's number (`in`) and not again."""
    fields: dict[str, Any] = {"marker": cited.marker, "start": cited.start, "end": cited.end, "exact": cited.exact}
    if cited.speaker:
        fields["speaker"] = cited.speaker
    holder = next((passage.key for passage in record.retrieved if _holds(kept.get(passage.key), cited)), None)
    if holder is not None:
        return fields | {"in": numbers[holder]}
    return fields | {"quote": cited.quote, "title": cited.title, "article": cited.article}


def _holds(passage: KeptPassage | None, cited: Cited) -> bool:
    if passage is None or passage.article != cited.article:
        return False
    within = passage.start <= cited.start <= cited.end <= passage.end
    return within and passage.text[cited.start - passage.start : cited.end - passage.start] == cited.quote


def _passage(passage: KeptPassage, cited: Iterable[Span], shortened: int | None) -> dict[str, Any]:
    fields = {
        "article": passage.article,
        "start": passage.start,
        "title": passage.title,
        "outlet": passage.outlet,
        "published": passage.published,
        "url": passage.url,
        "copies": passage.copies or None,
    }
    pieces = kept_spans(passage, cited, shortened)
    texts = [(start, passage.text[start - passage.start : end - passage.start]) for start, end in pieces]
    cut = {"end": passage.end} if texts != [(passage.start, passage.text)] else {}
    return {name: value for name, value in fields.items() if value is not None} | cut | {"pieces": texts}


def kept_spans(passage: KeptPassage, cited: Iterable[Span], shortened: int | None) -> list[Span]:
    """The spans of a passage that the page keeps, in order and apart: what is cited, and the beginning.

    Together they are no longer than `shortened`, unless what is cited is longer alone.
    """
    end = passage.start + len(passage.text)
    if shortened is None or len(passage.text) <= shortened:
        return [(passage.start, end)]
    needed = _joined((max(first, passage.start), min(last, end)) for first, last in cited)
    room = shortened - sum(last - first for first, last in needed)
    return _joined([*needed, (passage.start, passage.start + max(room, 0))])


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that meet made one, empty ones left out."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _cited_spans(records: Iterable[CaseRecord]) -> Mapping[str, set[Span]]:
    spans: defaultdict[str, set[Span]] = defaultdict(set)
    for record in records:
        for cited in record.citations:
            spans[cited.article].add((cited.start, cited.end))
    return spans


def _rounded(ms: float | None) -> float | None:
    return None if ms is None else round(ms, 1)
