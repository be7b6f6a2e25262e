"""A sentence of the archive that may stand in an answer, and what a form of answer has chosen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.datatypes import Article, Passage
from index.sentences import sentence_spans
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard_at
from rag.evidence.planted import addresses_answerer
from rag.evidence.witness import owner
from rag.text.words import content_words

SAME = 0.5
"""Share of content words in common from which two sentences may say the same."""
NEARLY = 0.7
"""A further sentence is at least this share as likely as the best."""
LONGEST = 600
"""Characters; what is longer is a table or a list that lost its line breaks."""
LOOKED_THROUGH = 12_000
"""Characters of an article, from its beginning, that a form looks through besides the passages."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: `text` is `article.text[start:end]`, letter for letter; `rating` is its probability."""

    passage: Passage
    start: int
    end: int
    speaker: str | None = None
    rating: float = 0.0
    answer: str = ""
    """The words of it that the reader takes for the answer."""
    note: str = ""
    """Our words about it; see `Statement.note`."""

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.passage.article

    @property
    def text(self) -> str:
        """Its words."""
        return self.article.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: sorts sentences by article id and offset, and tells two apart."""
        return self.article.id, self.start


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences of an answer in the order in which they are read, and the short answer where there is one."""

    sentences: tuple[Sentence, ...]
    short: str | None = None
    notes: tuple[str, ...] = ()
    """What the asker should know of the choice, in our words."""


def sentence_of(evidence: Evidence) -> Sentence:
    """The evidence as a sentence."""
    answer = evidence.answer.text if evidence.answer else ""
    return Sentence(evidence.passage, evidence.start, evidence.end, evidence.speaker, evidence.probability, answer)


def likely(evidence: Sequence[Evidence], threshold: float, share: float = NEARLY) -> list[Evidence]:
    """Those above the threshold that are at least this share as likely as the best."""
    floor = max(threshold, share * evidence[0].probability) if evidence else 0.0
    return [one for one in evidence if one.probability >= floor]


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's content words that the other has too."""
    mine, theirs = ({word.stem for word in content_words(text)} for text in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def distinct(sentences: Iterable[Sentence], most: int, same: float = SAME) -> list[Sentence]:
    """The first `most` that each say something else than those before."""
    kept: list[Sentence] = []
    for one in sentences:
        if len(kept) < most and all(overlap(one.text, other.text) < same for other in kept):
            kept.append(one)
    return kept


def articles_of(evidence: Sequence[Evidence]) -> list[Passage]:
    """A passage of each article that has evidence, the likeliest article first."""
    return one_of_each(one.passage for one in evidence)


def one_of_each(passages: Iterable[Passage]) -> list[Passage]:
    """One passage of each article, the first."""
    found: dict[str, Passage] = {}
    for one in passages:
        found.setdefault(one.article.id, one)
    return list(found.values())


def sentences_in(passage: Passage) -> Iterator[Sentence]:
    """The sentences of the passage's article, without the speakers, which cost time: `with_speaker` finds one."""
    text = passage.article.text[:LOOKED_THROUGH]
    for start, end in sentence_spans(text):
        whole = end < len(text) or len(text) == len(passage.article.text)
        if end - start <= LONGEST and whole and not addresses_answerer(text[start:end]):
            yield Sentence(passage, start, end)


def told_by(sentence: Sentence) -> str | None:
    """Who speaks in it, as the article says."""
    return sentence.speaker or heard_at(sentence.article.text, sentence.start, sentence.end)


def outlet_of(sentence: Sentence) -> str:
    """Whose text it stands in, or else its article's id: what an outlet is told apart by."""
    return owner(sentence.passage) or sentence.article.id


def is_prose(text: str) -> bool:
    """Whether it is a whole sentence, and not a headline, a caption, a label or a question."""
    return bool(re.search(r"[.!…][\"”’'»)]*$", text)) and len(text.split()) >= 5
