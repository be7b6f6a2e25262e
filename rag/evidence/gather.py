"""Every sentence of the passages as evidence for a question: what speaks for it, in numbers.

The numbers are combined by a logistic model (`weights.py`) into the probability that the sentence answers the question.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.datatypes import Passage
from index.sentences import sentence_spans
from index.speakers import Attribution, speaker_at
from rag.datatypes import Query
from rag.evidence.asked import Asked, asked_of
from rag.evidence.differs import MOST as MOST_LACKING
from rag.evidence.differs import Differs
from rag.evidence.heard import keep
from rag.evidence.planted import addresses_answerer
from rag.evidence.spans import Found, Reading, SpanReader
from rag.evidence.turn_questions import asks, question_before
from rag.questions.languages import language_of
from rag.questions.spellings import asked_as_in
from rag.text.values import Value, value_at
from rag.text.words import words

FEATURES = (
    "coverage",  # share of the question's words, weighted by rarity, that sentence or speaker has in any wording
    "other words",  # share of them that it has in other words only
    "missing names",  # share of the question's names and numbers that the article does not have at all
    "passage rank",  # 1 for the first passage of retrieval, 1/2 for the second, ...
    "answer",  # the score of the best answer that the reader finds in the sentence
    "nowhere",  # the score that it gives to there being none in this part of the passage
    "rank",  # how well it says that this part answers as a whole
    "agreement",  # how well other articles' sentences are rated that have the same answer
    "mentions",  # how many other articles' sentences have the words of the answer (logarithm)
    "asked back",  # share of the answer's words that the question has already
    "lacking values",  # numbers and dates of the question that the article does not have, two at most
    "denied",  # how far the question denies what the sentence says
    "contrary",  # whether the sentence has the opposite of a word of the question
)
MOST = 24  # sentences of a question, those whose answers score best: with twice as many, none more is right
UNREAD = -20.0  # the score of a sentence that the reader did not get to
NO_GUESS = -15.0  # and the least that counts of one in a language that it does not know

_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A sentence of a passage: `passage.article.text[start:end] == text`; `features` in the order of FEATURES.

    `answer` is the stretch of it that answers best, if the sentence answers.
    """

    passage: Passage
    start: int
    end: int
    text: str
    speaker: str | None
    features: NDArray[np.float64]
    answer: Found | None = None
    probability: float = 0.0

    def feature(self, name: str) -> float:
        """The feature of this name."""
        return float(self.features[FEATURES.index(name)])


def gather(query: Query, passages: Sequence[Passage], archive: Archive, reader: SpanReader) -> list[Evidence]:
    """The sentences of the passages that might answer, each once, with their features.

    Raises EmbeddingError where the reader's model cannot be loaded.
    """
    if not passages:
        return []
    asked = asked_of(query, archive)
    # The reader knows a name only as it is written: it is asked in the spelling that the passage has.
    read = [(asked_as_in(query.standalone, query.names, one.text), one) for one in passages]
    readings = reader.read(read) if asked.worth.guess or language_of(query.standalone) is None else []
    texts = {one.article.id: one.article.text for one in passages}
    said = archive.attributions_in(texts)
    keep(texts, said)
    found: dict[tuple[str, int], Evidence] = {}
    for rank, passage in enumerate(passages, start=1):
        own = [reading for reading in readings if reading.passage is passage]
        for evidence in _of_passage(asked, passage, rank, own, said[passage.article.id]):
            found.setdefault((passage.article.id, evidence.start), evidence)
    ranked = sorted(found.values(), key=lambda one: one.feature("answer"), reverse=True)
    kept = _agreeing(query, _most(ranked, of_each=asked.story))
    # "Did three bridges open?" is answered by there being four, and by their not having opened.
    return kept if asked.foreign or query.kind == "yes/no" else _differing(query, kept)


def _most(ranked: Sequence[Evidence], *, of_each: bool) -> list[Evidence]:
    """The first of them, and of each article at least its best: all of its articles tell a story."""
    best = {one.passage.article.id: one for one in reversed(ranked)} if of_each else {}
    return [one for place, one in enumerate(ranked) if place < MOST or best.get(one.passage.article.id) is one]


def _agreeing(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with how far other articles agree on its answer."""
    place, end = FEATURES.index("agreement"), FEATURES.index("lacking values")
    scores = [one.feature("answer") for one in evidence]
    answers = [plain_words(one.answer.text) if one.answer else "" for one in evidence]
    texts = [f" {plain_words(one.text)} " for one in evidence]
    asked = set(plain_words(query.standalone).split())
    for one, answer in zip(evidence, answers, strict=True):
        others = [row for row, other in enumerate(evidence) if other.passage.article.id != one.passage.article.id]
        same = _of_each(evidence, [row for row in others if answer and answers[row] == answer])
        having = _of_each(evidence, [row for row in others if answer and f" {answer} " in texts[row]])
        words = answer.split()
        one.features[place:end] = (
            sum(max(np.exp(scores[row] - max(scores)) for row in rows) for rows in same),
            np.log1p(len(having)),
            len(asked & set(words)) / len(words) if words else 0.0,
        )
    return list(evidence)


def _differing(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with what the question says otherwise than it."""
    place = FEATURES.index("lacking values")
    outlets = "|".join(map(re.escape, (*query.filter.outlets, *query.without))) or r"(?!)"
    differs = Differs(re.sub(outlets, " ", query.standalone, flags=re.IGNORECASE))  # "Seven News" counts nothing
    articles = {one.passage.article.id: one.passage.article for one in evidence}
    lacking = {id_: min(len(differs.lacking(article)), MOST_LACKING) for id_, article in articles.items()}
    for one in evidence:
        one.features[place:] = (lacking[one.passage.article.id], *differs.features(one.text))
    return list(evidence)


def _of_each(evidence: Sequence[Evidence], rows: Sequence[int]) -> list[list[int]]:
    """The rows by article."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        found[evidence[row].passage.article.id].append(row)
    return list(found.values())


def value_told(one: Evidence) -> Value | None:
    """The value that the reader takes for the answer, with its place in the sentence; None where it is none."""
    return value_at(one.text, one.answer.start - one.start, one.answer.end - one.start) if one.answer else None


def plain_words(text: str) -> str:
    """The words alone, without articles: what two answers are compared by."""
    return " ".join(word for word in _WORD.findall(text.casefold()) if word not in ("a", "an", "the"))


def _of_passage(
    asked: Asked, passage: Passage, rank: int, readings: Sequence[Reading], said: Sequence[Attribution]
) -> Iterator[Evidence]:
    missing = _missing(asked.names, passage)
    headline = asked.meant.stems(passage.article.title) if asked.story else set[str]()
    for first, last in sentence_spans(passage.text, passage.article.language or "en"):
        start, end, text = passage.start + first, passage.start + last, passage.text[first:last]
        # Either has the words of our question, or of an answer to it, and tells nothing.
        if asks(text) or addresses_answerer(text):
            continue
        speaker = speaker_at(passage.article.text, start, end, said)
        said_here = " ".join((speaker or "", text, _question(passage, start)))
        stems = asked.meant.stems(said_here) | asked.inflected.told(said_here)
        otherwise = asked.wordings.told(words(said_here)) - stems
        reading = next((one for one in reversed(readings) if one.start <= start), None)
        guess = reading.best(start, end) if reading else None
        answer = guess if not asked.foreign else None
        told = (reading.nowhere, reading.rank) if reading else (0.0, 0.0)
        later = (0.0,) * (len(FEATURES) - FEATURES.index("agreement"))  # set by _agreeing and _differing
        found = answer.score if answer else UNREAD
        by_words_ = _by_words(asked, stems | otherwise | headline, guess)
        score = max(found, by_words_) if asked.open or asked.foreign else found
        # Where words alone decide, another word is worth no more than the one that was asked for.
        covered = (_coverage(asked, stems | otherwise), 0.0 if asked.open else _coverage(asked, otherwise))
        features = (*covered, missing, 1 / rank, score, *told, *later)
        yield Evidence(passage, start, end, text, speaker, np.array(features), answer if score == found else None)


def _question(passage: Passage, start: int) -> str:
    """The question of an interview that the sentence begins to answer: "No." says nothing without it."""
    asked = question_before(passage.article.text, start)
    return passage.article.text[slice(*asked)] if asked else ""


def _by_words(asked: Asked, there: set[str], guess: Found | None) -> float:
    none, all_, each = asked.worth
    return none + (all_ - none) * _coverage(asked, there) + each * max(guess.score if guess else UNREAD, NO_GUESS)


def _coverage(asked: Asked, there: set[str]) -> float:
    total = sum(asked.weights.values())
    return sum(weight for stem, weight in asked.weights.items() if stem in there) / total if total else 0.0


def _missing(names: Sequence[Sequence[str]], passage: Passage) -> float:
    one = passage.article
    year = one.published_day.year if one.published_day else ""  # news of a year seldom names it
    article = f"{one.title}\n{one.text}\n{one.outlet or ''}\n{year}".casefold()
    return sum(all(form.casefold() not in article for form in forms) for forms in names) / len(names) if names else 0.0
