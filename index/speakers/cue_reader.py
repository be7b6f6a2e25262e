"""A word of saying in a sentence -> whose it is and what is said: "Lee said", "Lee's claim", "criticized by Lee"."""

from index.speakers.clause import of_clause
from index.speakers.contents import SHORT, Range, contents
from index.speakers.cues import (
    ADDRESSED,
    ADJECTIVES,
    ATTITUDE,
    CLAUSE,
    FORMS,
    MAY_STAND_FIRST,
    MISLEADING,
    NOUNS,
    PAST,
    PHRASAL,
    PREPOSITIONS,
    SPOKEN,
)
from index.speakers.fillers import is_auxiliary, is_filler, skip_back
from index.speakers.grammar import (
    closes,
    is_noun,
    is_object,
    is_passive,
    main_subject,
    opening,
    past_dateline,
    takes_base,
)
from index.speakers.items import Sentence
from index.speakers.named import named_in
from index.speakers.nouns import CARRIED, LIGHT, of_made
from index.speakers.phrases import Phrase, before, behind
from index.speakers.plain import goes_on, is_aside, is_denied, is_headline, is_inquiry, is_plain
from index.speakers.sources import NOBODY, Source, Sources
from index.speakers.words import OTHER, of_word

_TOLD = frozenset({"say", "tell", "state", "mention", "write"})
"""Verbs of which "not" leaves nothing said: "Lee did not say that ..."."""
_WITH = 8
"""Items between "with" and the verb that belongs to it."""
_PEOPLE = frozenset("those some many others both people voters candidates officials".split())
"""Whose a form in "ing" is that stands just behind them."""
_AS = 12
"""Items between "quoted" and the "as saying" that belongs to it."""
_MADE = frozenset("sign issue author order identify represent support describe write".split())
"""What is done to papers and people without a word against or for them: "a treaty signed by Lee"."""
_MEANS = frozenset("telephone phone email e-mail text letter video fax".split())
"""By what something is said, not by whom: "Lee said by telephone"."""


class CueReader:
    """Reads the cues of one sentence after the other; `subject` is whose sentence this is so far."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.subject = NOBODY

    def read(self, sentence: Sentence, cue: int, floor: int) -> tuple[Source, list[Range]] | None:
        """The source and what it says, from the item `floor` on; None where the cue tells of nothing said."""
        lower = sentence[cue].lower
        if lower in OTHER:
            if found := of_word(sentence, cue, floor):
                return self.sources.read(sentence, found[0]), [found[1]]
            if lower in CARRIED and (made := self._made(sentence, cue)):
                return made
            if (lower in NOUNS and is_noun(sentence, cue)) or (lower in ADJECTIVES and is_passive(sentence, cue)):
                return None
        phrasal = PHRASAL.get(lower)
        if phrasal and cue + 1 < len(sentence) and sentence[cue + 1].lower in phrasal[2]:
            noun = phrasal[1] in ("s", "base") and is_noun(sentence, cue)
            return None if noun else self._phrasal(sentence, cue, floor)
        if lower not in FORMS or (lower in MISLEADING and not is_plain(sentence, cue)):
            return None
        return self._listed(sentence, cue, floor)

    def _listed(self, sentence: Sentence, cue: int, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads a verb of the lists."""
        item = sentence[cue]
        if item.is_name and cue and "tweet" not in item.lower and not is_headline(sentence, cue):
            return None
        lemma, kind = FORMS[item.lower]
        reduced = kind == "past" and cue + 1 < len(sentence) and sentence[cue + 1].lower == "by"
        reduced = reduced and not (cue + 2 < len(sentence) and sentence[cue + 2].lower in _MEANS)
        if lemma in _TOLD and is_denied(sentence, cue):
            return None
        if kind in ("past", "base") and is_passive(sentence, cue):
            return self._by(sentence, cue)
        if reduced:
            return self._by(sentence, cue) if _is_judged(sentence, cue, lemma) else None
        if lemma in ("quote", "cite") and _as_saying(sentence, cue):
            return None  # what follows is another's: "Lee quoted Hart as saying"
        if item.lower in ("citing", "quoting") and is_aside(sentence, cue):
            return None
        return self._verb(sentence, cue, lemma, kind, floor)

    def _verb(
        self, sentence: Sentence, cue: int, lemma: str, kind: str, floor: int
    ) -> tuple[Source, list[Range]] | None:
        if cue == 0 and (opened := self._opens(sentence, lemma)):
            return opened
        after_quotation = cue > 0 and (sentence[cue - 1].quoted or sentence[cue - 1].word == ",")
        if after_quotation and (kind in ("past", "s") or sentence[cue].lower == "say") and lemma in MAY_STAND_FIRST:
            beside = None if sentence[cue - 1].quoted else before(sentence, cue)
            named = beside and beside.role and named_in(sentence, beside)
            inverted = None if named else behind(sentence, cue + 1)
            ends = inverted and not sentence[cue - 1].quoted and inverted.last + 2 >= len(sentence)
            short = ends or (inverted and sentence[min(inverted.last + 1, len(sentence) - 1)].word == ",")
            if inverted and (sentence[cue - 1].quoted or closes(sentence, inverted.last + 1)):
                end = inverted.last if not inverted.role else inverted.role[1]
                found = contents(sentence, cue, end, lemma, floor, *((SHORT,) if short else ()))
                if len(found) > 1 and not goes_on(sentence, found[1][0]):
                    found = found[:1]  # what follows the speaker is told about them: "said Lee, who had come late"
                if found:
                    return self.sources.read(sentence, inverted), found
                if ends:
                    return None
        if (kind == "base" and not takes_base(sentence, cue)) or (kind == "s" and is_object(sentence, cue)):
            return None
        phrase = self._subject(sentence, cue, kind)
        if phrase is None:
            return None
        source, left = phrase
        if lemma == "find" and is_inquiry(sentence, left, cue):
            lemma = "report"
        found = contents(sentence, left, cue, lemma, floor)
        if kind == "ing" and found and cue < (begins := opening(sentence)) <= found[-1][1]:
            first = found.pop()[0]
            found += [(first, begins - 2)] if first <= begins - 2 else []  # the main clause is not said
        ends = cue + 2 == len(sentence)
        if not found and sentence[-1].word == ":" and (ends or not self.subject.speaker):
            self.subject = source  # "She went on to say:"
        return (source, found) if found else None

    def _opens(self, sentence: Sentence, lemma: str) -> tuple[Source, list[Range]] | None:
        """Reads "Said Lee: “Go.”": the verb opens the sentence."""
        named = behind(sentence, 1) if lemma in SPOKEN and len(sentence) > 1 else None
        if named is None or named.last + 2 >= len(sentence) or sentence[named.last + 1].word != ":":
            return None
        return self.sources.read(sentence, named), [(named.last + 2, len(sentence) - 1)]

    def _phrasal(self, sentence: Sentence, cue: int, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads "Lee spoke about the pier", "“Why?” Lee shot back": the particle belongs to the verb."""
        lemma, kind, _ = PHRASAL[sentence[cue].lower]
        if (kind == "base" and not takes_base(sentence, cue)) or (kind == "past" and is_passive(sentence, cue)):
            return None
        phrase = self._subject(sentence, cue, kind)
        if phrase is None:
            return None
        source, left = phrase
        found = contents(sentence, left, cue + 1, lemma, floor)
        return (source, found) if found else None

    def _subject(self, sentence: Sentence, cue: int, kind: str) -> tuple[Source, int] | None:
        """Whose verb it is, and where source and cue begin."""
        previous = sentence[skip_back(sentence, cue - 1)].lower if cue else ""
        if cue == 0 or previous in (
            "and",
            "but",
            "or",
            "to",
            "then",
            "by",
            "while",
            "before",
            "after",
            "in",
            "without",
        ):
            return (self._shared(sentence, cue), cue) if (cue and previous != "in") or kind == "ing" else None
        if kind == "ing" and (previous == "," or not is_passive(sentence, cue)):
            own = _quoted_as(sentence, cue) or _after_with(sentence, cue) or _beside(sentence, cue)
            if own:
                return self.sources.read(sentence, own), own.first
            return self._shared(sentence, cue), cue
        phrase = before(sentence, cue)
        if phrase is None:
            return (self._shared(sentence, cue), cue) if previous == "," and kind != "base" else None
        return self.sources.read(sentence, phrase), phrase.first

    def _shared(self, sentence: Sentence, cue: int) -> Source:
        """The subject of the sentence, which this verb shares: behind the comma where the verb stands in its lead."""
        if FORMS.get(sentence[cue].lower, ("", ""))[1] == "ing" and cue < opening(sentence):
            if not _leads(sentence, cue):
                return NOBODY
            main = main_subject(sentence)
            return self.sources.read(sentence, Phrase(*main)) if main else NOBODY
        near = of_clause(sentence, cue)
        if near:
            return self.sources.read(sentence, near)
        return self.subject if self.subject.speaker else self.sources.first_named(sentence, cue)

    def _made(self, sentence: Sentence, cue: int) -> tuple[Source, list[Range]] | None:
        """Reads "Lee made the point that ..."."""
        made = of_made(sentence, cue)
        if made is None:
            return None
        kind = LIGHT[sentence[made[0]].lower]
        if kind == "base" and not takes_base(sentence, made[0]):
            return None
        phrase = self._subject(sentence, made[0], kind)
        return (phrase[0], [made[1]]) if phrase else None

    def _by(self, sentence: Sentence, cue: int) -> tuple[Source, list[Range]] | None:
        """Reads "The plan was criticized by Lee": what it is about stands first."""
        for place in range(cue + 1, min(cue + 4, len(sentence) - 1)):
            if sentence[place].lower == "by":
                phrase = behind(sentence, place + 1)
                about = before(sentence, cue)
                if phrase and about and FORMS[sentence[cue].lower][0] in ATTITUDE | ADDRESSED | SPOKEN:
                    return self.sources.read(sentence, phrase), [(about.first, about.last)]
        return None


def _after_with(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "with Lee asking" and "With Lee, the mayor, asking": what stands between the two."""
    last = skip_back(sentence, cue - 1)
    if last >= 0 and sentence[last].word == ",":
        own = before(sentence, cue)
        with_it = own and own.first == past_dateline(sentence) + 1 and sentence[own.first - 1].lower == "with"
        return own if with_it else None
    for place in range(last, max(last - _WITH, 0) - 1, -1):
        item = sentence[place]
        if item.lower == "with":
            return Phrase(place + 1, last) if place < last else None
        if item.quoted or not item.word[0].isalnum() or item.lower in PAST or is_auxiliary(item):
            return None
    return None


def _beside(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "those supporting Lee", "voters asking why"."""
    return Phrase(cue - 1, cue - 1) if sentence[cue - 1].lower in _PEOPLE else None


def _leads(sentence: Sentence, cue: int) -> bool:
    """Whether a verb opens what stands before the main subject, with no subject of its own: not "With Lee saying"."""
    first = past_dateline(sentence)
    if any(item.lower == "with" for item in sentence[first:cue]):
        return False
    first = next((place + 1 for place in range(cue - 1, first, -1) if sentence[place].word == ","), first)
    return all(
        is_filler(sentence, at) or sentence[at].lower in PREPOSITIONS | CLAUSE | {"addition"}
        for at in range(first, cue)
    )


def _as_saying(sentence: Sentence, cue: int) -> bool:
    """Whether "as saying" follows the verb: "quoted Lee as saying"."""
    near = range(cue + 1, min(cue + _AS, len(sentence) - 1))
    return any(sentence[place].lower == "as" and sentence[place + 1].lower == "saying" for place in near)


def _quoted_as(sentence: Sentence, cue: int) -> Phrase | None:
    """Whose the verb is in "quoted Lee as saying" or "Lee was quoted as saying"."""
    if sentence[cue].lower != "saying" or sentence[cue - 1].lower != "as":
        return None
    for place in range(cue - 2, max(cue - 1 - _AS, 0) - 1, -1):
        if FORMS.get(sentence[place].lower, ("", ""))[0] in ("quote", "cite"):
            passive = place == cue - 2 or is_passive(sentence, place)
            return before(sentence, place) if passive else behind(sentence, place + 1)
    return None


def _is_judged(sentence: Sentence, cue: int, lemma: str) -> bool:
    """Whether "criticized by Lee" beside a noun tells what Lee thinks of it: somebody must be named, and no more."""
    phrase = behind(sentence, cue + 2) if lemma in ATTITUDE - _MADE else None
    name = named_in(sentence, phrase) if phrase else None
    return bool(phrase and name and name[1] == phrase.last)
