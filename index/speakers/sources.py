"""Who is meant by the phrase that says who speaks: the name in it, or whom a pronoun or an office stands for."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from index.speakers.clause import opens_subordinate
from index.speakers.cues import DETERMINERS, PREPOSITIONS, PRONOUNS
from index.speakers.fillers import is_time
from index.speakers.genders import is_given
from index.speakers.grammar import ends_subject, is_passive, opening, owns
from index.speakers.items import Sentence
from index.speakers.named import are_names, clean, is_whole, named_in, office_of, text_of
from index.speakers.noun_phrase import Phrase, other_of_two
from index.speakers.people import People
from index.speakers.plausible import may_stand_alone, speaking_in
from index.speakers.titles import is_body, is_title, office_in, office_of_body


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, and where a sentence says so."""

    speaker: str | None
    role: str | None = None
    named_at: tuple[int, int] | None = None


NOBODY = Source(None)
_TELLS = frozenset("told tells asked asks said says".split())
_WRITINGS = frozenset(
    "statement letter tweet tweets post posts email e-mail message memo op-ed essay column book memoir speech remarks "
    "testimony dictum motto words comments reply response".split()
)
"""What is its author's own words."""
_QUESTIONS = frozenset("whether if how why what which who when where about".split())
_REPLIES = frozenset("replied replies answered answers responded responds retorted countered disagreed agreed".split())


class Sources:
    """Reads the sources of one text, and remembers its people."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people = People(text)
        self._group: str | None = None  # what else spoke last: "officials", "the union"
        self._firm: str | None = (
            None  # what was named since by one word: "Fixall", whom "It" opens the next sentence for
        )
        self._officer: tuple[Sentence, int, str] | None = None  # who spoke last by an office alone: "a coroner"
        self._asked: str | None = None  # whom the sentence before asked: "she" behind it may be either
        self.first_person: str | None = None  # who "I" is
        self._questioned = False  # whether it was a question, which the one asked answers

    def read(self, sentence: Sentence, phrase: Phrase) -> Source:
        """Who is meant by a phrase of the sentence."""
        named_at = sentence[phrase.first].start, sentence[phrase.last].end
        word = sentence[phrase.first].lower
        if all(item.quoted or not item.word[0].isalnum() for item in sentence[phrase.first : phrase.last + 1]):
            return NOBODY
        if is_time(sentence, phrase.first, phrase.last):
            return NOBODY
        if phrase.first == phrase.last and (word in PRONOUNS or word in ("his", "her", "their", "its", "my", "our")):
            return Source(self._meant(sentence, phrase.first), None, named_at)
        if owns(sentence[phrase.last].lower):
            return self._owner(sentence, phrase)
        if _is_one_of_two(sentence, phrase):
            return Source(None, None, named_at)
        name = named_in(sentence, phrase)
        return self._common(sentence, phrase) if name is None else self._named(sentence, phrase, name)

    def _common(self, sentence: Sentence, phrase: Phrase) -> Source:
        """Who is meant by a phrase that no name heads: "the mayor", "officials", "a statement from Lee"."""
        if not phrase.role and (within := speaking_in(sentence, phrase)) is not phrase:
            return self.read(sentence, within) if within else NOBODY
        if owner := self._author(sentence, phrase):
            return owner
        if phrase.role:
            return self._named_beside(sentence, phrase)
        written = text_of(self.text, sentence, phrase.first, phrase.last).rstrip("’'")
        person = self.people.in_office(written)
        if person is None and is_title(sentence[phrase.last].lower):
            self._officer = sentence, phrase.first, clean(written)
        elif person is None and sentence[phrase.first].lower != "no":  # of "No one came" "they" is not said
            self._group, self._firm = clean(written) or None, None
        return Source(person or clean(written) or None, None, (sentence[phrase.first].start, sentence[phrase.last].end))

    def _named(self, sentence: Sentence, phrase: Phrase, name: tuple[int, int]) -> Source:
        """Who is meant by the name that heads a phrase."""
        told = phrase.role and "who" in [item.lower for item in sentence[phrase.role[1] + 1 : phrase.role[1] + 3]]
        written_to = sentence[phrase.role[1] if phrase.role and told else name[1]].end  # "Ann Lee, a lawyer who said"
        name = name[0], self._past_body(sentence, name)
        title = text_of(self.text, sentence, phrase.first, name[0] - 1) if name[0] > phrase.first else ""
        title = "" if title.lower() in DETERMINERS else title
        others = phrase.role if phrase.role and are_names(sentence, *phrase.role) else None
        beside = text_of(self.text, sentence, *phrase.role) if phrase.role and not others else ""
        speaker = self.people.meet(text_of(self.text, sentence, *name), title or beside)
        if is_body(speaker):
            self._group, self._firm = speaker, None
        elif self._is_firm(speaker):
            self._firm = speaker
        written = text_of(self.text, sentence, *name)
        before = written.removesuffix(speaker).strip()
        held = before if office_of_body(before.split()) else office_in(written) if before else None
        speaker = self._with_first(sentence, phrase, name, speaker)
        speaker += f", {text_of(self.text, sentence, *others)}" if others else ""
        return Source(speaker, office_of(beside or title) or held, (sentence[name[0]].start, written_to))

    def _is_firm(self, name: str) -> bool:
        """Whether a name of one word is no person's whom the text names in full: "Fixall sued. It said that ..."."""
        if " " in name or self.people.knows(name) or is_given(name):
            return False
        return bool(re.search(rf"[a-z,;] {re.escape(name)}\b", self.text))  # no word that only opens sentences

    def _past_body(self, sentence: Sentence, name: tuple[int, int]) -> int:
        """The last item of a full name that the text gives alone, without where they belong: "Ann Lee of the Bank"."""
        for place in range(name[0] + 2, name[1]):
            if sentence[place].lower == "of" and self.people.knows(sentence[place - 1].word):
                return place - 1
        return name[1]

    def _with_first(self, sentence: Sentence, phrase: Phrase, name: tuple[int, int], speaker: str) -> str:
        """Both of two who say the same: "Ann Lee and Bo Hart"."""
        first, joint = phrase.first, name[0] - 1
        if joint <= first or sentence[joint].lower != "and" or not all(one.is_name for one in sentence[first:joint]):
            return speaker
        other = self.people.meet(text_of(self.text, sentence, first, joint - 1))
        return f"{other} and {self.people.meet(speaker)}"

    def _owner(self, sentence: Sentence, phrase: Phrase) -> Source:
        """Reads "Lee's" of "Lee's claim": without the ending."""
        written = re.sub(r"[’']s?$", "", text_of(self.text, sentence, phrase.first, phrase.last))
        named_at = sentence[phrase.first].start, sentence[phrase.last].end
        if sentence[phrase.last].is_name and sentence[phrase.first].is_name:
            return Source(self.people.meet(written), None, named_at)
        return Source(self.people.in_office(written) or clean(written) or None, None, named_at)

    def _author(self, sentence: Sentence, phrase: Phrase) -> Source | None:
        """Reads "Lee's statement", "Lee's Facebook post": what somebody wrote is their words."""
        if sentence[phrase.last].lower not in _WRITINGS:
            return self._sender(sentence, phrase)
        owner = next((at for at in range(phrase.last - 1, phrase.first - 1, -1) if owns(sentence[at].lower)), None)
        if owner is None or owner < phrase.last - 3:
            return None
        first = phrase.first + (sentence[phrase.first].lower in PREPOSITIONS)
        source = self.read(sentence, Phrase(first, owner))
        return replace(source, named_at=(sentence[phrase.first].start, sentence[phrase.last].end))

    def _sender(self, sentence: Sentence, phrase: Phrase) -> Source | None:
        """Reads "a statement from Lee"."""
        for at in range(phrase.first, phrase.last - 1):
            if sentence[at].lower in _WRITINGS and sentence[at + 1].lower in ("from", "by"):
                sender = Phrase(at + 2, phrase.last)
                if named_in(sentence, sender):
                    named_at = sentence[phrase.first].start, sentence[phrase.last].end
                    return replace(self.read(sentence, sender), named_at=named_at)
        return None

    def _named_beside(self, sentence: Sentence, phrase: Phrase) -> Source:
        """Reads "The union's leader, Ann Lee": the apposition is the name."""
        role = text_of(self.text, sentence, phrase.first, phrase.last)
        named_at = sentence[phrase.first].start, sentence[phrase.last].end
        if phrase.role and is_whole(sentence, *phrase.role):
            return Source(self.people.meet(text_of(self.text, sentence, *phrase.role), role), office_of(role), named_at)
        person = self.people.in_office(role)
        if person is None and not is_title(sentence[phrase.last].lower):
            self._group, self._firm = clean(role) or None, None  # "The firm, which makes kettles, said that it ..."
        return Source(person or clean(role) or None, None, named_at)

    def _meant(self, sentence: Sentence, place: int) -> str | None:
        pronoun = sentence[place].lower
        if pronoun in ("i", "my"):
            return self.first_person
        own = self.people.full_name(self.first_person)[0] if self.first_person else ""  # who says "I" is not "he"
        if (speaking := self.people.speaking(pronoun)) and speaking != own:
            return speaking
        near, officer = self._since_officer(sentence, place)
        for item in near:
            if item.is_name and self.people.knows(item.word) and self.people.may_be(item.word, pronoun):
                return self.people.meet(item.word)
        if officer and pronoun in ("he", "she"):
            return officer
        if pronoun == "it" and not place and self._firm:
            return self._firm
        if pronoun in ("they", "it", "their", "its"):
            return self._group
        replies = place + 1 < len(sentence) and sentence[place + 1].lower in _REPLIES
        meant = self.people.meant_by(pronoun, replies=replies, but=[own, *self._hearers(sentence, place + 1)])
        if self._asked is None or meant == self._asked or not self.people.may_be(self._asked, pronoun):
            return meant
        asks = any(item.quoted and item.word.endswith("?") for item in sentence)
        return self._asked if self._questioned and not asks else None

    def _since_officer(self, sentence: Sentence, place: int) -> tuple[Sentence, str]:
        """What stands between who spoke by an office and the pronoun: "Lee drowned, a coroner ruled, but he ..."."""
        if self._officer is None or self._officer[0] is not sentence or self._officer[1] >= place:
            return sentence[:place], ""
        return sentence[self._officer[1] : place], self._officer[2]

    def _hearers(self, sentence: Sentence, verb: int) -> Collection[str]:
        """Who are named behind "told" or "said of", and so cannot be meant by the pronoun before it."""
        if verb + 1 < len(sentence) and sentence[verb].lower in _TELLS:
            return [self.people.full_name(item.word)[0] for item in sentence[verb + 1 : verb + 4] if item.is_name]
        return []

    def ask(self, sentence: Sentence) -> None:
        """Remember whom the sentence asks something, if it names them: "Ann Lee asked Mary Hart"."""
        self._asked = None
        asked = next((at for at, item in enumerate(sentence) if item.lower == "asked"), len(sentence))
        names = [item for item in sentence[asked + 1 : asked + 3] if item.is_name]
        if not names or not sentence[asked + 1].is_name or is_passive(sentence, asked):
            return
        known = next((one.word for one in reversed(names) if self.people.knows(one.word)), None)
        self._asked = self.people.full_name(known)[0] if known else None
        self._questioned = any(
            item.lower in _QUESTIONS or (item.quoted and item.word.endswith("?")) for item in sentence
        )

    def first_named(self, sentence: Sentence, end: int) -> Source:
        """Who is named first in a sentence, or the pronoun that is its subject."""
        first = opening(sentence)
        for place in range(end - 2, max(end - 25, first), -1):
            if end < len(sentence) and opens_subordinate(sentence, place):
                first = place + 1
                break
        last = first - 1
        while last + 1 < end and last - first < 10 and not ends_subject(sentence, last + 1, first):
            last += 1
        last -= last > first and sentence[last].lower in ("who", "which", "that")
        if last == first and not may_stand_alone(sentence[first]):
            return NOBODY
        if last < first or sentence[first].lower in ("there", "that", "this", "it"):
            return NOBODY
        return self.read(sentence, Phrase(first, last))

    def is_person(self, sentence: Sentence, place: int) -> bool:
        """Whether the name here is of a person: one that the text gives in full, or a given name alone."""
        alone = not any(
            item.is_name for item in (*sentence[max(place - 1, 0) : place], *sentence[place + 1 : place + 2])
        )
        return self.people.knows(sentence[place].word) or (alone and is_given(sentence[place].word))

    def person(self, source: Source) -> Source:
        """The source if it is a person whom the text names in full, else nobody."""
        family = (source.speaker or "").split()[-1:]
        return source if family and self.people.full_name(family[0])[0] == source.speaker else NOBODY


def _is_one_of_two(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether either of two is meant: "Ann Lee or Bo Hart"."""
    if other_of_two(sentence, phrase.first) is not None:
        return True
    behind = sentence[phrase.last + 1 : phrase.last + 3]
    return len(behind) > 1 and behind[0].lower == "or" and behind[1].is_name and sentence[phrase.last].is_name
