"""A word of saying in a sentence -> whose it is and what is said: "Lee said", "Lee's claim", "criticized by Lee"."""

from index.speakers.clause import of_clause
from index.speakers.closing import Range
from index.speakers.contents import SHORT, contents
from index.speakers.cues import (
    ADJECTIVES,
    FORMS,
    MAY_STAND_FIRST,
    MISLEADING,
    NOUNS,
    PHRASAL,
    QUOTING,
    SPOKEN,
)
from index.speakers.fillers import skip_back
from index.speakers.grammar import closes, is_passive, main_subject, opening, takes_base
from index.speakers.items import Sentence
from index.speakers.noun_or_verb import is_acted_on, is_noun, is_object
from index.speakers.noun_phrase import Phrase, other_of_two
from index.speakers.nouns import CARRIED, LIGHT, of_made
from index.speakers.participles import (
    caused,
    is_as_saying,
    is_charged,
    is_named,
    is_reason,
    leads,
    own_subject,
    whom_they_back,
)
from index.speakers.passive import by_agent, is_judged
from index.speakers.phrases import SIDES, around, before, behind, of_relative, past_place, shares, speaks
from index.speakers.plain import (
    goes_on,
    is_aside,
    is_deed,
    is_denied,
    is_headline,
    is_impersonal,
    is_inquiry,
    is_no_verb,
    is_of_nobody,
    is_plain,
    opens_words,
    particle_of,
)
from index.speakers.sources import NOBODY, Source, Sources
from index.speakers.subjects import is_apart, is_of_many, past_lead, whole
from index.speakers.words import OTHER, as_told, of_word

_DENIED = frozenset("say tell state mention write list add attack threaten complain".split())
"""Verbs of which "not" leaves nothing said: "Lee did not say that ...", "the ministry did not list the firm"."""
_OPENING = frozenset("and but or to then by while before after in without".split())
"""Words before a verb that has no subject of its own."""
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
            if lower in NOUNS and is_noun(sentence, cue) and not is_of_many(sentence, cue):
                return None
            if lower in ADJECTIVES and is_passive(sentence, cue):
                return None
        phrasal = PHRASAL.get(lower)
        if phrasal and (particle := particle_of(sentence, cue)):
            noun = phrasal[1] in ("s", "base") and is_noun(sentence, cue)
            return None if noun else self._phrasal(sentence, cue, particle, floor)
        if lower not in FORMS or (lower in MISLEADING and not is_plain(sentence, cue)):
            return None
        return self._listed(sentence, cue, floor)

    def _listed(self, sentence: Sentence, cue: int, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads a verb of the lists."""
        item = sentence[cue]
        if item.is_name and cue and "tweet" not in item.lower and not is_headline(sentence, cue):
            return None
        lemma, kind = FORMS[item.lower]
        if cue and is_no_verb(sentence[cue - 1].lower, kind):
            return None
        kind = "past" if item.lower == "read" and opens_words(sentence, cue + 1) else kind
        reduced = kind == "past" and cue + 1 < len(sentence) and sentence[cue + 1].lower == "by"
        reduced = reduced and not (cue + 2 < len(sentence) and sentence[cue + 2].lower in _MEANS)
        if lemma in _DENIED and is_denied(sentence, cue):
            return None
        if kind in ("past", "base") and is_passive(sentence, cue):
            return self._by(sentence, cue)
        if reduced:
            return self._reduced(sentence, cue, lemma, floor)
        if (
            is_charged(sentence, cue)
            or is_named(sentence, cue)
            or (lemma in ("quote", "cite") and is_as_saying(sentence, cue))
            or (kind == "ing" and is_reason(sentence, cue))
        ):
            return None  # what follows is another's: "Lee quoted Hart as saying"
        if item.lower in ("citing", "quoting") and is_aside(sentence, cue):
            return None
        return self._verb(sentence, cue, lemma, kind, floor)

    def _verb(
        self, sentence: Sentence, cue: int, lemma: str, kind: str, floor: int
    ) -> tuple[Source, list[Range]] | None:
        if cue == 0 and (opened := self._opens(sentence, lemma)):
            return opened
        if kind in ("past", "s") or sentence[cue].lower == "say":
            inverted = self._inverted(sentence, cue, lemma, floor)
            if inverted is not None:
                return inverted if inverted[1] else None
        if kind == "base" and not (takes_base(sentence, cue) or is_of_many(sentence, cue) or is_apart(sentence, cue)):
            return None
        if kind == "s" and is_object(sentence, cue):
            return None
        phrase = self._subject(sentence, cue, kind)
        if phrase is None:
            return None
        source, left = phrase
        of_person = self.sources.people.knows((source.speaker or "").rpartition(" ")[2])
        if (
            is_of_nobody(sentence, left)
            or is_impersonal(sentence, cue, lemma)
            or is_deed(sentence, cue, lemma, of_person=of_person)
        ):
            return None
        if lemma == "find" and is_inquiry(sentence, left, cue):
            lemma = "report"
        # "Lee came, saying that ...": what stands before is told of them
        found = contents(sentence, left, cue, lemma, max(floor, left) if kind == "ing" else floor)
        if kind == "ing" and found and cue < (begins := opening(sentence)) <= found[-1][1]:
            first = found.pop()[0]
            found += [(first, begins - 2)] if first <= begins - 2 else []  # the main clause is not said
        elif found and cue < (begins := past_lead(sentence)) <= found[-1][1] and found[-1][0] + 1 < begins:
            found[-1] = (found[-1][0], begins - 1 - (sentence[begins - 1].quoted is None))
        if found and kind == "ing" and sentence[cue].lower in SIDES:
            found[-1] = whom_they_back(sentence, found[-1])
        ends = cue + 2 == len(sentence)
        if not found and sentence[-1].word == ":" and (ends or not self.subject.speaker):
            self.subject = source  # "She went on to say:"
        return (source, found) if found else None

    def _inverted(self, sentence: Sentence, cue: int, lemma: str, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads "“Go,” said Lee": the subject stands behind the verb; nothing is said if it ends a sentence so."""
        quoted = cue > 0 and sentence[cue - 1].quoted is not None
        if cue == 0 or not (quoted or sentence[cue - 1].word == ",") or lemma not in MAY_STAND_FIRST:
            return None
        beside, inverted = None if quoted else before(sentence, cue), behind(sentence, cue + 1)
        if inverted is None or (beside and speaks(sentence, beside, inverted)):
            return None
        if not quoted and not closes(sentence, inverted.last + 1):
            return None
        ends = not quoted and inverted.last + 2 >= len(sentence)
        short = ends or sentence[min(inverted.last + 1, len(sentence) - 1)].word == ","
        end = inverted.role[1] if inverted.role else past_place(sentence, inverted.last)
        found = contents(sentence, cue, end, lemma, floor, *((SHORT,) if short else ()))
        if len(found) > 1 and not goes_on(sentence, found[1][0]):
            found = found[:1]  # what follows the speaker is told about them: "said Lee, who had come late"
        return (self.sources.read(sentence, inverted), found) if found or ends else None

    def _opens(self, sentence: Sentence, lemma: str) -> tuple[Source, list[Range]] | None:
        """Reads "Said Lee: “Go.”": the verb opens the sentence."""
        named = behind(sentence, 1) if lemma in SPOKEN and len(sentence) > 1 else None
        if named is None or named.last + 2 >= len(sentence) or sentence[named.last + 1].word != ":":
            return None
        return self.sources.read(sentence, named), [(named.last + 2, len(sentence) - 1)]

    def _phrasal(self, sentence: Sentence, cue: int, particle: int, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads "Lee spoke about the pier", "“Why?” Lee shot back": the particle belongs to the verb."""
        lemma, kind, _ = PHRASAL[sentence[cue].lower]
        if (kind == "base" and not takes_base(sentence, cue)) or (kind == "past" and is_passive(sentence, cue)):
            return None
        phrase = self._subject(sentence, cue, kind)
        if phrase is None:
            return None
        source, left = phrase
        # with its particle the verb means no more than that: "pushed for the pier"
        found = contents(sentence, left, particle, lemma if lemma in MAY_STAND_FIRST else "", floor)
        if lemma in QUOTING and not any(sentence[at].quoted for one in found for at in one):
            return None
        return (source, found) if found else None

    def _subject(self, sentence: Sentence, cue: int, kind: str) -> tuple[Source, int] | None:
        """Whose verb it is, and where source and cue begin."""
        if other := caused(sentence, cue):
            return self.sources.read(sentence, other), other.first
        previous = sentence[skip_back(sentence, cue - 1)].lower if cue else ""
        if cue == 0 or previous in _OPENING:
            return (self._shared(sentence, cue), cue) if (cue and previous != "in") or kind == "ing" else None
        if kind == "ing" and (previous == "," or not is_passive(sentence, cue)):
            own = own_subject(sentence, cue)
            if own:
                return self.sources.read(sentence, own), own.first
            return self._shared(sentence, cue), cue
        phrase = before(sentence, cue)
        if phrase is None:
            shared = kind != "base" and (previous == "," or shares(sentence, cue))
            return (self._shared(sentence, cue), cue) if shared else None
        if sentence[phrase.first - 1].lower == "nor" and phrase.first:
            return None
        if kind == "past" and phrase.last + 1 == cue and is_acted_on(sentence, phrase.first):
            return None  # "Lee shared a list called “Go”"
        phrase = whole(sentence, phrase, cue)
        first = other_of_two(sentence, phrase.first)
        source = self.sources.read(sentence, phrase)
        if source is NOBODY and kind != "ing" and (subject := around(sentence, phrase, cue)):
            source = self.sources.read(sentence, subject)
        return source, phrase.first if first is None else first

    def _shared(self, sentence: Sentence, cue: int) -> Source:
        """The subject of the sentence, which this verb shares: behind the comma where the verb stands in its lead."""
        if FORMS.get(sentence[cue].lower, ("", ""))[1] == "ing" and cue < opening(sentence):
            if not leads(sentence, cue):
                return NOBODY
            main = main_subject(sentence)
            return self.sources.read(sentence, Phrase(*main)) if main else NOBODY
        if relative := of_relative(sentence, cue):
            return self.sources.read(sentence, relative)
        near = of_clause(sentence, cue)
        if near and not near.last < opening(sentence) <= cue:  # a clause before the subject is over: "As Lee came, ..."
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

    def _reduced(self, sentence: Sentence, cue: int, lemma: str, floor: int) -> tuple[Source, list[Range]] | None:
        """Reads "As reported by Lee, it sank" and "the plan criticized by Lee"."""
        if told := as_told(sentence, cue, floor):
            return self.sources.read(sentence, told[0]), [told[1]]
        return self._by(sentence, cue) if is_judged(sentence, cue, lemma) else None

    def _by(self, sentence: Sentence, cue: int) -> tuple[Source, list[Range]] | None:
        found = by_agent(sentence, cue)
        return (self.sources.read(sentence, found[0]), [found[1]]) if found else None
