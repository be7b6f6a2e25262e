"""Who said what in a text: each quotation and reported statement with its speaker, in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.speakers.beside import is_in_passing, modifies
from index.speakers.beside_quotation import BesideQuotation, goes_on, is_put_to, is_work
from index.speakers.cue_reader import CueReader
from index.speakers.cues import FORMS, PHRASAL
from index.speakers.foreign import is_foreign
from index.speakers.grammar import is_passive, opening, owns
from index.speakers.headlines import labelled
from index.speakers.items import Sentence, sentences
from index.speakers.nouns import CARRIED
from index.speakers.plain import is_alone, is_empty
from index.speakers.quotations import Quotation, quotations
from index.speakers.sources import NOBODY, Source, Sources
from index.speakers.turns import Turn, turns
from index.speakers.words import OTHER

_CUES = FORMS.keys() | OTHER | PHRASAL.keys()
RULES = 10
"""Raised with every change of the rules by which a text may be attributed otherwise: stored ones are renewed then."""
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
    """All that the text says that somebody says, in order; direct ones never overlap, reported ones may hold others.

    Of a text that is not English these are its quotations, whosever they are.
    """
    if is_foreign(text):
        quoted = (one for one in _Reader(text).read(()) if one.direct)
        return [Attribution(None, one.start, one.end, one.content, True) for one in quoted]
    spoken, reader = turns(text), _Reader(text)
    found = [
        Attribution(name, one.start, one.end, text[one.start : one.end], True, None, one.named_at)
        for one in spoken
        for name in [reader.sources.people.full_name(one.speaker)[0] if one.speaker else None]
    ]
    found += reader.read(spoken)
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

    def read(self, spoken: Sequence[Turn]) -> Iterator[Attribution]:
        """The attributions outside the turns of an interview, and what is told in those without quotation marks."""
        coming = iter(spoken)
        turn = next(coming, None)
        for sentence in sentences(self.text, quotations(self.text)):
            while turn and turn.end <= sentence[0].start:
                turn = next(coming, None)
            within = turn if turn and turn.named_at[0] <= sentence[0].start else None
            said = [item for item in sentence if item.start >= within.start] if within else sentence
            if said:
                self._enter(said)
                self.sources.first_person = within.speaker if within else None
                yield from (one for one in self._sentence(said) if not (within and one.direct))
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
            # What stands within another's words is no subject of what follows, and who says it does not go on.
            outer = ranges[0][0] < floor  # "“Go,” Lee said, according to Hart"
            within = outer or (cue <= reached and ranges[0][1] >= cue)
            if not within and not self._is_owner(sentence, cue):
                self.cues.subject = source
            reached = max([reached, *(last for _, last in ranges)])
            for first, last in ranges:
                another = quoted.get(last, source)
                if (
                    last < cue
                    and not outer
                    and sentence[first].lower in _WHILE
                    and another is not source
                    and another.speaker
                ):
                    continue  # it is theirs: "When Lee shouted, “Go,” Hart nodded"
                yield from self._said(
                    sentence, source, first, last, quoted, keeps=outer or item.lower in CARRIED, within=within
                )
            if ranges and ranges[0][1] < cue and not is_passive(sentence, cue):
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
        within: bool = False,
    ) -> Iterator[Attribution]:
        if is_empty(sentence[first : last + 1]):
            return
        for place in range(first, last + 1):
            if sentence[place].quoted:
                quoted[place] = quoted.get(place, source) if keeps else source
        if any(
            sentence[place].quoted is None and sentence[place].word[0].isalnum() for place in range(first, last + 1)
        ):
            start, end = sentence[first].start, sentence[last].end
            yield Attribution(source.speaker, start, end, self.text[start:end], False, source.role, source.named_at)
        if (source.speaker or quoted) and not within:
            self.last = source
            self._note(source.speaker or "")

    def _note(self, speaker: str) -> None:
        """Remember who spoke: in one sentence a person rather than the group that spoke behind them."""
        people = self.sources.people
        if not people.has_spoken() or any(people.knows(word) for word in speaker.split()[-1:]):
            people.spoke = speaker

    def _labelled(self, sentence: Sentence, quoted: dict[int, Source]) -> Iterator[Attribution]:
        """A headline that begins with its speaker: "Lee: Bridge Will Hold"."""
        if not self.end and (found := labelled(sentence, self.sources)):
            yield from self._said(sentence, found[0], found[1], len(sentence) - 1, quoted, keeps=True)

    def _rest(self, sentence: Sentence, quoted: dict[int, Source]) -> Iterator[Attribution]:
        """The quotations of a sentence, with those that nothing in it attributes."""
        for place, item in enumerate(sentence):
            if item.quoted is None or is_work(sentence, place):
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
        alone = is_alone(sentence)
        words = len(self.text[quotation.start : min(quotation.end, quotation.start + 80)].split())
        if quotation.continues:
            return self.open
        dash = place == 0 and not alone and sentence[1].word in ("—", "–", "--")  # "“It holds.” — Lee"
        if (alone or dash) and (signed := self.beside.signed(sentence[-1 if alone else 0].end)).speaker:
            return signed
        if alone:
            return self.last if self.last.named_at else self.before if self.before.speaker else self.open
        if place and sentence[place - 1].word in (":", ","):
            return self._led(sentence, place, words)
        apart = place == 0 or not sentence[place - 1].word[-1].isalnum()
        ends = sentence[place].word[1:] in (",", "?", "!")
        if apart and ends and not any(item.quoted for item in sentence[place + 1 :]):
            return self.beside.next_to(sentence, place + 1, self.last)  # "“Go,” Lee barked"
        if place and sentence[place - 1].word in ("—", "–", "--") and words >= _WORDS:
            return self.sources.person(self.sources.first_named(sentence, place))
        if (owner := self.beside.owner(sentence, place)).speaker:
            return owner
        return self.last if place == 0 or goes_on(sentence, place) else NOBODY

    def _led(self, sentence: Sentence, place: int, words: int) -> Source:
        """Whose a quotation behind a colon or comma is: of whom the sentence is about, if they were not asked it."""
        if is_put_to(sentence, place - 2):
            return NOBODY
        named = self.cues.subject if self.cues.subject.speaker else self.sources.first_named(sentence, place)
        named = self.beside.before_colon(sentence, place - 1, named)
        return named if named.speaker or words < _WORDS else self.last

    def _is_met(self, sentence: Sentence, place: int) -> bool:
        return self.sources.is_person(sentence, place) and not modifies(sentence, place)

    def _remember(self, sentence: Sentence) -> None:
        """Meet the people of a sentence, the one named first last: a pronoun means the subject more often."""
        self.sources.ask(sentence)
        places = [at for at, item in enumerate(sentence) if item.is_name and self._is_met(sentence, at)]
        for place in reversed(places[:6]):
            self.sources.people.meet(sentence[place].word)
        if self.cues.subject.speaker and self.sources.people.knows(self.cues.subject.speaker.split()[-1]):
            self.sources.people.meet(self.cues.subject.speaker)
        last = sentence[-1]
        if last.word == ":":
            self.last = (
                self.cues.subject if self.cues.subject.speaker else self.sources.first_named(sentence, len(sentence))
            )
        alone = is_alone(sentence)
        self.before = NOBODY if alone else self.sources.person(self.sources.first_named(sentence, len(sentence)))
        beside = [sentence[place].word for place in places if not is_in_passing(sentence, place)]
        self.sources.people.follow(self.before.speaker or "", beside)
