"""Questions about somebody's words: "What did Lind say about the bridge?" -> who is asked for, and about what.

Retrieval ranks the passages first that hold what this person says of it (`with_said`), under all spellings of the name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from index.datatypes import Passage
from index.speakers.called import is_part_of
from rag.datatypes import Query
from rag.evidence.roles import Office, holders, office
from rag.text.verbatim import verbatim
from rag.text.words import content_words, phrases, stem, stems, words

if TYPE_CHECKING:
    from index.archive import Archive
    from index.speakers import Attribution

FOUND = 100
"""Passages with the topic's words that are looked through beside those that the whole question finds."""
SAID = 2.0
"""Added to the score of a passage in which this person speaks of all of the topic: as much as the best words give."""
NEAR = 0.5
"""Share of it where the topic stands in the passage and not in the person's own words."""

_SAY = (
    r"(?:say|said|says|tell|told|think|thought|call|called|describe|described|warn|warned|argue|argued|claim|claimed|"
    r"promise|promised|ask|asked|demand|demanded|respond|reply|comment|commented|emphasi[sz]e|explain|explained|"
    r"predict|predicted|announce|announced|concede|admit|admitted|accuse|joke|react|justify|urge|urged|deny|denied)"
)
_SPEAKER = r"(?P<speaker>\S.{0,80}?)"
_ASKS = (
    re.compile(
        rf"\b(?:what|how)\b[^?]{{0,60}}?\b(?:did|does|do|has|had|have)\s+{_SPEAKER}\s+(?:(?:also|ever|just|then)\s+)?"
        rf"{_SAY}\b(?P<topic>[^?]*)",
        re.IGNORECASE,
    ),
    re.compile(rf"^\W*according to {_SPEAKER},\s*what\b(?P<topic>[^?]*)", re.IGNORECASE),
    re.compile(rf"\bwhat\b(?P<topic>[^?]*?),?\s+according to {_SPEAKER}\W*$", re.IGNORECASE),
)
_WHO = re.compile(
    r"^\W*(?:and\s+)?who\s+(?:has\s+|had\s+)?(?:said|says|told|claimed|claims|warned|warns|argued|argues|announced|denied|denies|"
    r"promised|predicted|explained|admitted|described|called|accused|insisted|stated|added|wrote)\b(?P<topic>[^?]*)",
    re.IGNORECASE,
)
_IN_SINGLE = re.compile(r"(?<!\w)['‘](.+)['’](?!\w)")
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|from|at)\s+(?=(?:the\s+)?(?-i:[A-Z]))", re.IGNORECASE)
_NOT_NAMED = re.compile(r"^(?:he|she|it|they|we|i|you|people|anyone|anybody|everyone|each|both|those|these)\b", re.I)
_LEAD = re.compile(r"^(?:the|a|an|his|her|its|their|some|this|that|these|those)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Whose words are asked for, as written and under other spellings, and the stems of what they are to be about."""

    names: tuple[str, ...]
    topic: frozenset[str]
    written: str = ""
    """The speaker in the words of the question: "the mayor of Tarnwick"."""
    office: Office | None = None
    """What the speaker is, where no name is asked for."""
    quoted: str = ""
    """What was said letter for letter, where the question has it in quotation marks."""

    def called(self, text: str) -> tuple[str, ...]:
        """The names by which an article with this text may call the person: of an office also who holds it there."""
        return (*self.names, *sorted(holders(self.office, text))) if self.office else self.names

    def is_by(self, one: "Attribution", text: str) -> bool:
        """Whether the person said it in this text: by the name, or by the role that is asked for ("the mayor")."""
        speaker, role = (_folded(_LEAD.sub("", told)) for told in (one.speaker or "", one.role or ""))
        if self.office and (self.office.is_another(speaker) or self.office.is_another(role)):
            return False
        asked = [_folded(name) for name in self.called(text)]
        return any(is_part_of(one, speaker) or is_part_of(speaker, one) or is_part_of(one, role) for one in asked)

    def has(self, text: str) -> bool:
        """Whether these very words stand in a text, where the question quotes some."""
        return bool(self.quoted) and verbatim(self.quoted.casefold(), text.casefold()) is not None

    def share(self, text: str) -> float:
        """The share (0 to 1) of the topic that stands in the text; 0 where nothing is said of a topic."""
        if not self.topic:
            return 0.0
        likely = _likely(self.topic)
        there = {stem(word) for word in set(likely.findall(text))} if likely else stems(text)
        return len(self.topic & there) / len(self.topic)


def asked_words(query: Query) -> Said | None:
    """Whose words a question asks for; None where it asks for something else, or for an outlet's own reports."""
    if query.kind != "quote":
        return None
    found = next((match for pattern in _ASKS if (match := pattern.search(query.standalone))), None)
    if found is None or _NOT_NAMED.match(found["speaker"]):
        return None
    asked = office(found["speaker"])
    names = (_LEAD.sub("", found["speaker"].strip()),) if asked else _names(query, found["speaker"])
    if not names or any(_folded(names[0]) <= _folded(outlet) for outlet in query.filter.outlets):
        return None
    taken = set().union(*map(stems, (*names, found["speaker"])))
    return Said(names, _topic(query, found["topic"]) - taken, found["speaker"].strip(), asked)


def asked_saying(query: Query) -> Said | None:
    """What was said, where it is asked who said it; None where something else is asked."""
    found = _WHO.search(query.standalone) if query.kind == "who" else None
    topic = _topic(query, found["topic"]) if found else frozenset[str]()
    quoted = quoted_in(found["topic"]) if found else ""
    return Said((), topic, quoted=quoted) if topic or quoted else None


def quoted_in(question: str) -> str:
    """The words that a question has in quotation marks, without them; empty where it has fewer than two."""
    found = [*phrases(question), *_IN_SINGLE.findall(question)]
    return next((one.strip(" .,!?…") for one in found if len(one.split()) > 1), "")


def topic_words(query: Query) -> list[str]:
    """The words of the topic as the question writes them: what is searched for among somebody's words."""
    asked = asked_words(query)
    found = content_words(query.subject or query.standalone) if asked else []
    return [word.written for word in found if asked and word.stem in asked.topic]


def with_said(query: Query, passages: Sequence[Passage], archive: "Archive") -> list[Passage]:
    """The passages, in their order, those in which the person speaks of what is asked with a higher score."""
    asked = asked_words(query)
    if asked is None or not passages:
        return list(passages)
    near = [asked.share(f"{one.article.title}\n{one.text}") for one in passages]
    texts = {
        one.article.id: one.article.text
        for one, share in zip(passages, near, strict=True)
        if share or not asked.topic  # elsewhere nothing can be said of it
    }
    spoken = archive.said_in(tuple({name for text in texts.values() for name in asked.called(text)}), texts)
    return [
        replace(one, score=one.score + _gain(asked, one, share, spoken.get(one.article.id, ())))
        for one, share in zip(passages, near, strict=True)
    ]


def _gain(asked: Said, passage: Passage, near: float, spoken: Iterable["Attribution"]) -> float:
    text = passage.article.text
    here = (one for one in spoken if one.start < passage.end and passage.start < one.end)
    own = " ".join(one.content for one in here if asked.is_by(one, text))
    if not own:
        return 0.0
    return SAID * max(asked.share(own), NEAR * near) if asked.topic else SAID * NEAR


@lru_cache(maxsize=16)
def _likely(topic: frozenset[str]) -> re.Pattern[str] | None:
    """What the words with these stems begin with: to stem all words of a hundred passages takes 100 ms, these 2.

    None where the beginning tells too little.
    """
    if any(len(one) < 3 or not (one.isascii() and one.isalnum()) for one in topic):
        return None
    begins = "|".join(sorted(one[:-1] if one[-1] in "iey" and len(one) > 3 else one for one in topic))
    return re.compile(rf"\b(?:{begins})[^\W_]*", re.IGNORECASE)


def _names(query: Query, phrase: str) -> tuple[str, ...]:
    """The names in the phrase with their spellings, or the phrase itself: "officials"."""
    person = _OF.split(phrase, maxsplit=1)[0]  # "Sato of Norvex"
    in_phrase = [name for name in query.names if name.written in phrase]
    named = [name for name in in_phrase if name.written in person] or in_phrase
    if named:
        name = max(named, key=lambda one: phrase.index(one.written))  # "Estmark's president Ada Lind"
        return (name.written, *name.spellings)
    bare = _LEAD.sub("", phrase.strip())
    return (bare,) if len(bare.split()) <= 3 and re.search(r"\w", bare) else ()


def _topic(query: Query, written: str) -> frozenset[str]:
    """The stems of what is asked about, without the words that have become a filter."""
    about = _ABOUT.split(written, maxsplit=1)[-1]
    kept = {word.stem for word in content_words(query.subject or query.standalone)}
    return frozenset(word.stem for word in words(about) if not word.common and word.stem in kept)


def _folded(name: str) -> frozenset[str]:
    return frozenset(word.written.casefold() for word in words(name))
