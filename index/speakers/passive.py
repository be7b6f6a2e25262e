"""Who does what a passive tells: "The plan was criticized by Lee", "Moss was asked by Lee, “Why?”"."""

from index.speakers.closing import Range, closed
from index.speakers.cues import ADDRESSED, ATTITUDE, FORMS, SPEECH, SPOKEN, THOUGHT
from index.speakers.items import Sentence
from index.speakers.named import named_in
from index.speakers.noun_phrase import Phrase
from index.speakers.phrases import before, behind

_BY = 3
"""Items behind the verb in which "by" stands."""
_QUOTED = 24
"""Items behind "by" in which a quotation belongs to whom it names."""
_MADE = frozenset("sign issue author order identify represent support describe write".split())
"""What is done to papers and people without a word against or for them: "a treaty signed by Lee"."""

_TELLS = frozenset("that to about whether if why how what who when where not of".split())


def by_agent(sentence: Sentence, cue: int) -> tuple[Phrase, Range] | None:
    """Who stands behind "by", and what they say: what they asked, else what the sentence is about."""
    for place in range(cue + 1, min(cue + _BY + 1, len(sentence) - 1)):
        phrase = behind(sentence, place + 1) if sentence[place].lower == "by" else None
        if phrase is None:
            continue
        if asked := _asked(sentence, cue, place):
            return phrase, (asked, asked)
        lemma = FORMS[sentence[cue].lower][0]
        if lemma in ADDRESSED or lemma == "accuse":  # what stands before is who heard it
            phrase = _accuser(sentence, phrase) if lemma == "accuse" else phrase
            told = _told(sentence, phrase)
            return (phrase, told) if told else None
        about = before(sentence, cue)
        if about and lemma in ATTITUDE | SPEECH | SPOKEN | THOUGHT:
            return phrase, (about.first, about.last)
    return None


def _accuser(sentence: Sentence, phrase: Phrase) -> Phrase:
    """The phrase without what somebody is accused of: "Lee" of "Lee of hiding it"."""
    ends = (at for at in range(phrase.last, phrase.first, -1) if sentence[at].lower == "of")
    of = next(ends, None)
    goes_on = phrase.last + 1 < len(sentence) and sentence[phrase.last + 1].lower == "of"
    return phrase if of is None or goes_on else Phrase(phrase.first, of - 1)


def _asked(sentence: Sentence, cue: int, by: int) -> int | None:
    """The quotation behind whom somebody was asked or told by."""
    if FORMS[sentence[cue].lower][0] not in ("ask", "tell"):
        return None
    near = range(by + 2, min(by + _QUOTED, len(sentence)))
    return next((place for place in near if sentence[place].quoted and sentence[place - 1].word in (",", ":")), None)


def _told(sentence: Sentence, teller: Phrase) -> Range | None:
    """What stands behind who told it: "Hart was told by Lee that ...", "was urged by Lee, the mayor, to ..."."""
    first = (teller.role[1] if teller.role else teller.last) + 1
    first += first < len(sentence) and sentence[first].word == ","
    if first + 1 >= len(sentence) or sentence[first].lower not in _TELLS:
        return None
    return closed(sentence, first)


def is_judged(sentence: Sentence, cue: int, lemma: str) -> bool:
    """Whether "criticized by Lee" beside a noun tells what Lee thinks of it: somebody must be named, and no more."""
    phrase = behind(sentence, cue + 2) if lemma in ATTITUDE - _MADE else None
    name = named_in(sentence, phrase) if phrase else None
    return bool(phrase and name and name[1] == phrase.last)
