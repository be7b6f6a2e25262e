"""Questions whose sentence is known but not their answer: the reader finds it, and learns from what it is sure of.

Given the sentence, finding the answer is much easier than in a passage; what is then learnt from is the passage, made
of the sentence and those around it (self-training; Yarowsky 1995, Xie et al. 2020).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.datatypes import Article, Passage
from rag.evidence.spans import Found, SpanReader
from reading.examples import Example, Read, rows_of

AROUND = 2  # sentences on either side
WORDS = 10  # a longer answer takes half the sentence in
SURE = 0.75  # share of the labels that are kept, by how far they are ahead of there being no answer


def labelled(path: Path, reader: SpanReader) -> Iterator[Example]:
    """An Example for each question whose answer the reader is sure of, given its sentence."""
    rows = [row | {"sentence": row["sentence"].strip()} for row in rows_of(path)]
    found: list[tuple[float, dict[str, Any], Found]] = []
    for row in rows:
        reading = reader.read([(_plain(row["question"]), _alone(row["sentence"]))])[0]
        best = reading.best(0, len(row["sentence"]))
        if best is not None and len(best.text.split()) <= WORDS:
            found.append((best.score - reading.nowhere, row, best))
    found.sort(key=lambda one: -one[0])
    distinct = list(dict.fromkeys(row["sentence"] for row in rows))
    order = {sentence: place for place, sentence in enumerate(distinct)}
    for _, row, answer in found[: round(SURE * len(found))]:
        yield _example(row, answer, distinct, order[row["sentence"]])


def _example(row: dict[str, Any], answer: Found, sentences: Sequence[str], place: int) -> Example:
    before = " ".join(sentences[max(0, place - AROUND) : place])
    after = " ".join(sentences[place + 1 : place + 1 + AROUND])
    head = f"\n{before} " if before else "\n"
    text = f"{head}{row['sentence']} {after}".rstrip()
    span = len(head) + answer.start, len(head) + answer.end
    return Example("squad-sentences", _plain(row["question"]), (Read(text, (span,)),))


def _alone(sentence: str) -> Passage:
    return Passage(Article("one", "", sentence), 0, len(sentence), sentence, 0.0)


def _plain(question: str) -> str:
    return question.strip().removesuffix("?").strip() + "?"
