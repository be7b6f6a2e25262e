"""Who said what in a text: each quotation and reported statement with its speaker, in the order of the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.speakers.beside import is_in_passing
from index.speakers.beside_quotation import BesideQuotation, goes_on
from index.speakers.cue_reader import CueReader
from index.speakers.cues import FORMS, PHRASAL, PREPOSITIONS
from index.speakers.genders import is_given
from index.speakers.grammar import opening, owns
from index.speakers.items import Item, Sentence, sentences
from index.speakers.noun_phrase import Phrase
from index.speakers.nouns import CARRIED
from index.speakers.quotations import Quotation, quotations
from index.speakers.sources import NOBODY, Source, Sources
from index.speakers.titles import is_body
from index.speakers.turns import turns
from index.speakers.words import OTHER

_CUES = FORMS.keys() | OTHER | PHRASAL.keys()
RULES = 4
"""Raised with every change of the rules by which a text may be attributed otherwise: stored ones are renewed then."""
_REPORTS = frozenset("poll polls report study survey camp campaign newspaper analysis lawyer".split())
"""What may stand before the colon of a headline besides names."""
_WHILE = frozenset("when as after before while once".split())
_WORDS = 4
"""Words of the shortest quotation that is listed though nothing says who speaks: a shorter one may be a title."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """`content == text[start:end]` is what `speaker` says: in quotation marks when `direct`, else as the text reports.

    `speaker` is the fullest name that the text gives, or the describing phrase as written; None when unsure. `role` is
    what the text says beside the name ("the mayor of Tarnwick"); `named_at` is where it says who speaks.
    """

    speaker: str | None
    start: int
    end: int
    content: str
    direct: bool
    role: str | None = None
    named_at: tuple[int, int] | None = None


def attributions(text: str) -> list[Attribution]:
    """All that the text says that somebody says, in order; direct ones never overlap, reported ones may hold others."""
    spoken, reader = turns(text), _Reader(text)
    found = [
        Attribution(
            reader.sources.people.full_name(one.speaker)[0],
            one.start,
            one.end,
            text[one.start : one.end],
            True,
            None,
            one.named_at,
        )
        for one in spoken
    ]
    found += reader.read([(one.named_at[0], one.end) for one in spoken])
    return sorted(found, key=lambda one: (one.start, -one.end, one.direct))


class _Reader:
    """Reads a text sentence by sentence and remembers who spoke last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sources = Sources(text)
        self.cues = CueReader(self.sources)
        self.beside = BesideQuotation(text, self.sources)
        self.last = NOBODY  # who spoke last in this paragraph
        self.open = NOBODY  # who spoke last in the paragraph before
        self.before = NOBODY  # the subject of the sentence before in this paragraph
        self.end = 0  # of the sentence before

    def read(self, skipped: list[tuple[int, int]]) -> Iterator[Attribution]:
        """The attributions outside the skipped spans."""
        spans = iter(skipped)
        span = next(spans, None)
        for sentence in sentences(self.text, quotations(self.text)):
            while span and span[1] <= sentence[0].start:
                span = next(spans, None)
            if span and span[0] <= sentence[0].start:
                continue
            self._enter(sentence)
            yield from self._sentence(sentence)
            self.end = sentence[-1].end

    def _enter(self, sentence: Sentence) -> None:
        if "\n" in self.text[self.end : sentence[0].start]:
            self.open, self.last, self.before = self.last, NOBODY, NOBODY
        self.cues.subject = NOBODY
        self.sources.people.go_on()

    def _sentence(self, sentence: Sentence) -> Iterator[Attribution]:
        quoted = dict[int, Source]()
        floor, reached = 0, -1
        for cue, item in enumerate(sentence):
            if item.lower not in _CUES:
                continue
            read = self.cues.read(sentence, cue, floor)
            if read is None:
                continue
            source, ranges = read
            # What stands within another's words is no subject of what follows.
            if (cue > reached or ranges[0][1] < cue) and not self._is_owner(sentence, cue):
                self.cues.subject = source
            reached = max([reached, *(last for _, last in ranges)])
            for first, last in ranges:
                another = quoted.get(last, source)
                if last < cue and sentence[first].lower in _WHILE and another is not source and another.speaker:
                    continue  # it is theirs: "When Lee shouted, “Go,” Hart nodded"
                yield from self._said(sentence, source, first, last, quoted, keeps=item.lower in CARRIED)
            if ranges and ranges[0][1] < cue:
                floor = cue + 1
        quoted |= self.beside.introduced(sentence)
        yield from self._labelled(sentence, quoted)
        yield from self._rest(sentence, quoted)
        self._remember(sentence)

    def _is_owner(self, sentence: Sentence, cue: int) -> bool:
        """Whether only the owner of a claim stands here, another the subject: "After Lee's claim that ..., Hart"."""
        if sentence[cue].lower not in CARRIED or not owns(sentence[cue - 1].lower):
            return False
        return bool(self.cues.subject.speaker) or cue < opening(sentence)

    def _said(
        self,
        sentence: Sentence,
        source: Source,
        first: int,
        last: int,
        quoted: dict[int, Source],
        *,
        keeps: bool = False,
    ) -> Iterator[Attribution]:
        if _is_empty(sentence[first : last + 1]):
            return
        for place in range(first, last + 1):
            if sentence[place].quoted:
                quoted[place] = quoted.get(place, source) if keeps else source
        if any(
            sentence[place].quoted is None and sentence[place].word[0].isalnum() for place in range(first, last + 1)
        ):
            start, end = sentence[first].start, sentence[last].end
            yield Attribution(source.speaker, start, end, self.text[start:end], False, source.role, source.named_at)
        if source.speaker or quoted:
            self.last = source
            self.sources.people.spoke = source.speaker or ""

    def _labelled(self, sentence: Sentence, quoted: dict[int, Source]) -> Iterator[Attribution]:
        """A headline that begins with its speaker: "Lee: Bridge Will Hold"."""
        if self.end or self.cues.subject.speaker:
            return
        for colon in range(1, min(5, len(sentence) - 1)):
            if sentence[colon].word == ":" and all(item.is_name for item in sentence[:colon]):
                source = self.sources.read(sentence, Phrase(0, colon - 1))
                if self._may_label(sentence[colon - 1]):
                    yield from self._said(sentence, source, colon + 1, len(sentence) - 1, quoted)
                return

    def _may_label(self, last: Item) -> bool:
        """Whether the last word before the colon is that of a person, a poll, a paper or the like."""
        body = is_body(last.word) and not last.word.isupper()
        return body or last.lower in _REPORTS or self.sources.people.knows(last.word) or is_given(last.word)

    def _rest(self, sentence: Sentence, quoted: dict[int, Source]) -> Iterator[Attribution]:
        """The quotations of a sentence, with those that nothing in it attributes."""
        for place, item in enumerate(sentence):
            if item.quoted is None:
                continue
            source = quoted.get(place) or self._unattributed(sentence, place, item.quoted)
            if source.speaker is None and len(self.text[item.start : item.start + 80].split()) < _WORDS:
                continue
            self.last = source if source.speaker else self.last
            yield Attribution(
                source.speaker,
                item.start,
                item.end,
                self.text[item.start : item.end],
                True,
                source.role,
                source.named_at,
            )

    def _unattributed(self, sentence: Sentence, place: int, quotation: Quotation) -> Source:
        alone = _is_alone(sentence)
        words = len(self.text[quotation.start : min(quotation.end, quotation.start + 80)].split())
        if quotation.continues:
            return self.open
        if alone and (signed := self.beside.signed(sentence[-1].end)).speaker:
            return signed
        if alone:
            return self.last if self.last.named_at else self.before if self.before.speaker else self.open
        if place and sentence[place - 1].word in (":", ","):
            named = self.cues.subject if self.cues.subject.speaker else self.sources.first_named(sentence, place)
            named = self.beside.before_colon(sentence, place - 1, named)
            return named if named.speaker or words < _WORDS else self.last
        if sentence[place].word[1:] in (",", "?", "!") and not any(item.quoted for item in sentence[place + 1 :]):
            return self.beside.next_to(sentence, place + 1, self.last)  # "“Go,” Lee barked"
        if (owner := self.beside.owner(sentence, place)).speaker:
            return owner
        return self.last if place == 0 or goes_on(sentence, place) else NOBODY

    def _remember(self, sentence: Sentence) -> None:
        """Meet the people of a sentence, the one named first last: a pronoun means the subject more often."""
        self.sources.ask(sentence)
        places = [at for at, item in enumerate(sentence) if item.is_name and self.sources.is_person(sentence, at)]
        for place in reversed(places[:6]):
            self.sources.people.meet(sentence[place].word)
        if self.cues.subject.speaker and self.sources.people.knows(self.cues.subject.speaker.split()[-1]):
            self.sources.people.meet(self.cues.subject.speaker)
        last = sentence[-1]
        if last.word == ":":
            self.last = (
                self.cues.subject if self.cues.subject.speaker else self.sources.first_named(sentence, len(sentence))
            )
        alone = _is_alone(sentence)
        self.before = NOBODY if alone else self.sources.person(self.sources.first_named(sentence, len(sentence)))
        beside = [sentence[place].word for place in places if not is_in_passing(sentence, place)]
        self.sources.people.follow(self.before.speaker or "", beside)


def _is_alone(sentence: Sentence) -> bool:
    """Whether there are but quotations."""
    return all(item.quoted or not item.word[0].isalnum() for item in sentence)


def _is_empty(said: Sentence) -> bool:
    """Whether nothing is said: a count ("7-2"), a word that only points ("for"), "to be named"."""
    words = [item.lower for item in said if item.word[0].isalnum()]
    if any(item.quoted for item in said) or words in (["to", "be", "named"], ["to", "be", "identified"]):
        return not any(item.quoted for item in said)
    return not any(word[0].isalpha() and word not in PREPOSITIONS for word in words)
