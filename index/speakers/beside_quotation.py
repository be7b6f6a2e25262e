"""Whose a quotation is that no verb attributes, by what stands beside it: a dash, a colon, an owner, a line below."""

import re

from index.speakers.cues import PAST
from index.speakers.grammar import ends_subject, is_passive, owns
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.sources import NOBODY, Source, Sources

_SIGNED = re.compile(
    r"(?:\s*\n\s*-|\s*(?:--|[–—―]))\s*(?P<name>[A-Z][\w’'-]*\.?(?: [A-Z][\w’'-]*\.?){0,4}?)\.?[ \t]*(?:\n|,|$)"
)
_PULLED = re.compile(
    r"[ \t]*\n(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*?){1,3})(?:,[^\n\"”]{1,60})?\.?[\"”][ \t.]*(?:\n|$)"
)
"""The name on the line below that ends with the mark which the quotation lacks."""
_CLOSED = frozenset("\"”»'’")
_SUBJECT = 10
"""Items of the longest subject of a verb of no list."""
_LEAD = 3
"""Items before a quotation with which somebody goes on."""
_SMALL = 4
"""Letters of the shortest word that has a capital in a title."""


class BesideQuotation:
    """Looks beside the quotations of one text."""

    def __init__(self, text: str, sources: Sources) -> None:
        self.text = text
        self.sources = sources

    def introduced(self, sentence: Sentence) -> dict[int, Source]:
        """The quotations behind a name and a colon, with a dash or "from" before it: "— Ann Lee: “It ...”"."""
        found = dict[int, Source]()
        for place in range(3, len(sentence)):
            if sentence[place].quoted and sentence[place - 1].word == ":" and sentence[place - 2].is_name:
                first = place - 2
                while first > 0 and (sentence[first - 1].is_name or sentence[first - 1].lower == "and"):
                    first -= 1
                if first > 0 and sentence[first - 1].lower in ("-", "–", "—", "--", "from"):
                    found[place] = self.sources.read(sentence, Phrase(first, place - 2))
        return found

    def signed(self, end: int) -> Source:
        """Whose name stands alone behind a dash, on the line below or on its own."""
        pulled = None if self.text[end - 1 : end] in _CLOSED else _PULLED.match(self.text, end)
        match = pulled or _SIGNED.match(self.text, end)
        if match is None:
            return NOBODY
        return Source(self.sources.people.meet(match["name"]), None, match.span("name"))

    def before_colon(self, sentence: Sentence, colon: int, named: Source) -> Source:
        """The person named just before the colon, if no person is what the sentence begins with."""
        last = colon - 1
        if sentence[colon].word != ":" or last < 1 or self.sources.person(named).speaker:
            return named
        if not self.sources.is_person(sentence, last):
            return named
        first = last
        while first > 0 and sentence[first - 1].is_name:
            first -= 1
        return self.sources.read(sentence, Phrase(first, last))

    def owner(self, sentence: Sentence, place: int) -> Source:
        """Reads "Lee's “we can” pledge": words of the owner, not the title of a work of theirs."""
        if not place or not owns(sentence[place - 1].lower):
            return NOBODY
        words = self.text[sentence[place].start + 1 : sentence[place].end - 1].split()
        name = re.sub(r"[’']s?$", "", sentence[place - 1].word)
        if not self.sources.people.knows(name) or all(word[0].isupper() or len(word) < _SMALL for word in words):
            return NOBODY
        return self.sources.read(sentence, Phrase(place - 1, place - 1))

    def next_to(self, sentence: Sentence, first: int, spoke: Source) -> Source:
        """The subject of a verb of no list behind it: "“Go,” Lee barked"; who spoke, where a paper read so."""
        first += sentence[first].lower in ("read", "reads") if first < len(sentence) else 0  # "reads the sign"
        last = first - 1
        while last + 1 < len(sentence) and last - first < _SUBJECT and not ends_subject(sentence, last + 1, first):
            last += 1
        if last < first or last + 1 >= len(sentence) or sentence[last + 1].quoted or sentence[first].lower in PAST:
            return NOBODY
        if last > first and sentence[last + 1].lower == "read":  # "the statement read": of who made it
            return spoke if spoke.speaker else self.sources.read(sentence, Phrase(first, last))
        return self.sources.read(sentence, Phrase(first, last))


def goes_on(sentence: Sentence, place: int) -> bool:
    """Whether a speaker goes on with the end of a short sentence: "“Go,” Lee said. It is “the only way there is.”"."""
    last = sentence[place]
    if place > _LEAD or place + 1 < len(sentence) or last.word[1:] not in (".", "?", "!"):
        return False
    return not any(item.quoted for item in sentence[:place])


def is_put_to(sentence: Sentence, asked: int) -> bool:
    """Whether a question follows that the subject did not ask: "Lee was asked, “Why?”", "When asked: “Why?”"."""
    if asked < 1 or sentence[asked].lower != "asked":
        return False
    return is_passive(sentence, asked) or sentence[asked - 1].lower == "when"


def is_work(sentence: Sentence, place: int) -> bool:
    """Whether what stands in quotation marks is a work with its author behind it: "“Nine Winters” by Ada Lind"."""
    behind = sentence[place + 1 : place + 3]
    bare = sentence[place].word[1:].isalnum()
    return bare and len(behind) > 1 and behind[0].lower == "by" and behind[1].is_name
