"""The bundled reader: where in a passage the answer to a question stands, if anywhere, and how well it answers.

One small model reads question and passage together (`index/models/reader/`, with its card).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.bundled import MODELS, BundledModel, ModelFiles
from index.chunk import embedding_text
from index.datatypes import Passage
from index.embed import MODEL_FOLDER, TOKENIZER_SHA256
from index.sentences import sentence_spans

if TYPE_CHECKING:
    from tokenizers import Encoding

FILES = ModelFiles(
    "reader",
    MODELS / "reader" / "model.onnx",
    MODEL_FOLDER / "tokenizer.json",  # both models have one vocabulary
    sha256="f3dc243797655c0fd9e7df7d7af83432ec12910d102ecc73811111f9a017a7d3",
    tokenizer_sha256=TOKENIZER_SHA256,
)
MAX_TOKENS = 240
LONGEST = 24  # tokens of an answer
PART = 900  # characters read at once, as many as a chunk has
HEADLINE = 200  # characters of a headline that are read: a longer one would leave no room for the passage
OPENING = 50  # characters of an article without a headline that stand in for it: as many as in training

_AROUND = " \t\n,;:()[]\"'“”‘’«»"  # belongs to no answer, at its ends
# Brackets and quotation marks whose partner stands in an answer stay in it.
_PARTNERS = dict(zip("()[]“”‘’«»", ")(][”“’‘»«", strict=True))
# Whether an answer may start at one token and end at another: not before it, nor too far behind.
_FITS = np.triu(np.ones((MAX_TOKENS, MAX_TOKENS), dtype=bool)) & ~np.triu(
    np.ones((MAX_TOKENS, MAX_TOKENS), dtype=bool), LONGEST
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of an article that may answer: `article.text[start:end] == text`; scores compare across passages."""

    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the reader makes of a stretch of a passage. Of the headline nothing is quoted: it is read only."""

    passage: Passage
    start: int
    """The offset in the article from which the passage was read."""
    places: NDArray[np.int64]
    """Where each token of the passage's text starts and ends in the article, [tokens, 2]."""
    scores: NDArray[np.float32]
    """How well an answer starts and ends at each token, [tokens, 2]."""
    nowhere: float
    """The score of there being no answer in the passage, on the scale of the answers' scores."""
    rank: float
    """How well the passage as a whole answers."""

    def best(self, start: int, end: int) -> Found | None:
        """The best answer within `article.text[start:end]`; None where the model has read nothing of it."""
        first, last = (int(place) for place in np.searchsorted(self.places[:, 0], (start, end)))
        if first == last:
            return None
        both = self.scores[first:last, None, 0] + self.scores[None, first:last, 1]
        place = int(np.where(_FITS[: last - first, : last - first], both, -np.inf).argmax())
        from_token, to_token = divmod(place, last - first)
        least, most = max(start, self.passage.start), min(end, self.passage.end)
        return self._found(first + from_token, first + to_token, least, most)

    def _found(self, first: int, last: int, least: int, most: int) -> Found:
        """The answer from one token to another, in whole words, within these offsets."""
        text = self.passage.article.text
        start, end = max(least, int(self.places[first, 0])), min(most, int(self.places[last, 1]))
        while start > least and _within_word(text, start):
            start -= 1
        while end < most and _within_word(text, end):
            end += 1
        while start < end - 1 and _is_around(text[start], text[start:end]):
            start += 1
        while start < end - 1 and _is_around(text[end - 1], text[start:end]):
            end -= 1
        return Found(start, end, text[start:end], float(self.scores[first, 0] + self.scores[last, 1]))


def _is_around(letter: str, answer: str) -> bool:
    """Whether a mark at an end of the answer is none of it: not a bracket whose partner is within."""
    return letter in _AROUND and (letter not in _PARTNERS or _PARTNERS[letter] not in answer)


def _within_word(text: str, at: int) -> bool:
    """Whether the offset parts a word, or a letter from its marks."""
    return (text[at - 1].isalnum() and text[at].isalnum()) or unicodedata.category(text[at]).startswith("M")


class SpanReader:
    """Reads passages for a question. Safe to use from several threads."""

    def __init__(self, files: ModelFiles = FILES, *, threads: int | None = None) -> None:
        self._model = BundledModel(files, max_tokens=MAX_TOKENS, threads=threads)

    def read(self, asked: Sequence[tuple[str, Passage]]) -> list[Reading]:
        """One Reading for each passage and what is asked of it, or several for a long one, in order.

        Raises EmbeddingError where the model cannot be loaded.
        """
        parts = [(question, passage, start, end) for question, passage in asked for start, end in _parts(passage)]
        readings: dict[int, Reading] = {}

        def take(rows: list[int], encodings: Sequence["Encoding"], outputs: list[Any]) -> None:
            for place, row in enumerate(rows):
                _, passage, start, _ = parts[row]
                spans, rank = outputs[0][place], float(outputs[1][place, 0])
                readings[row] = _reading(passage, start, encodings[place], spans, rank)

        texts = [(question, embedding_text(_headline(one), one.article.text[i:j])) for question, one, i, j in parts]
        self._model.run(texts, take)
        return [readings[row] for row in range(len(parts))]


def _parts(passage: Passage) -> Iterator[tuple[int, int]]:
    """The passage in stretches of whole sentences that the model can read at once, as offsets in the article."""
    first = last = 0
    for start, end in sentence_spans(passage.text):
        if end - first > PART and last > first:
            yield passage.start + first, passage.start + last
            first = start
        last = end
    yield passage.start + first, passage.end


def _headline(passage: Passage) -> str:
    """The article's headline, which says what its parts are about; without one its first words."""
    return passage.article.title[:HEADLINE] or passage.article.text[:OPENING]


def _reading(passage: Passage, start: int, encoding: "Encoding", scores: NDArray[np.float32], rank: float) -> Reading:
    before = len(embedding_text(_headline(passage), ""))
    offsets = np.array(encoding.offsets, dtype=np.int64)
    inside = (np.array(encoding.type_ids) == 1) & (offsets[:, 0] >= before) & (offsets[:, 1] > offsets[:, 0])
    places = offsets[inside] - before + start
    return Reading(passage, start, places, scores[: len(offsets)][inside], float(scores[0].sum()), rank)
