"""Who is meant by a family name, a pronoun or an office: the people whom a text has named so far."""

import re
from collections import OrderedDict
from collections.abc import Collection

from index.speakers.cues import ADVERBS, LINKS
from index.speakers.full_names import addressed, full_names
from index.speakers.genders import gender_of, is_given, wanted_by
from index.speakers.titles import is_body, is_honorific, is_office, is_title, led_by, office_of_body

__all__ = ["People", "is_body"]  # who asks about people asks what is none
_POSSESSIVE = re.compile(r"[’']s?$")
_BEHIND_OFFICE = re.compile(r"\s(?:of|for|in|from|at|on|with|who)\s|,")
_WORD = re.compile(r"\b[a-z]+\b")
_COMMON = ADVERBS | LINKS | frozenset("few many most several others one two three asked rather".split())
_KEPT = 40
"""People remembered at a time; a pronoun means one of the latest."""


class People:
    """The people of one text, in the order in which they were met."""

    def __init__(self, text: str) -> None:
        self._full = full_names(text)
        self._words = frozenset(_WORD.findall(text))
        self._offices = dict[str, str]()
        self._genders = {self._full.get(word, word): gender for word, gender in addressed(text).items()}
        self._read = dict[str, tuple[str, list[str]]]()  # what `full_name` gave before
        self._recent = OrderedDict[str, int]()
        self._sentence = 0
        self._subject = ""
        self._beside: Collection[str] = ()
        self.spoke = ""

    def meet(self, name: str, office: str = "") -> str:
        """The full name of whom a text calls so, with titles left out; who was met last is meant by a pronoun."""
        full, titles = self.full_name(name)
        gender = gender_of(titles, full)
        if gender:
            self._genders[full] = gender
        head = _BEHIND_OFFICE.split(office.lower())[0].split() if office else []
        for word in (*titles, *head[-1:]):
            self._offices[word] = full
        if not is_body(full) and not self._is_word(full):
            self._recent.pop(full, None)
            self._recent[full] = self._sentence
            if len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return full

    def full_name(self, name: str) -> tuple[str, list[str]]:
        """The name without titles and completed from the text, and the titles."""
        if name not in self._read:
            self._read[name] = self._full_name(name)
        return self._read[name]

    def _full_name(self, name: str) -> tuple[str, list[str]]:
        words = _POSSESSIVE.sub("", " ".join(name.split())).split()
        titles = list[str]()
        if len(words) > 1 and is_body(words[-1]):  # "Democratic Party", "Justice Department"
            return " ".join(words), titles
        if words and is_office(words) and words[-1] not in self._full:
            return " ".join(words), titles
        written = words
        full = self._full.get(words[-1], "").split()
        if len(full) > 1 and words[-len(full) :] == full and (held := office_of_body(words[: -len(full)])):
            return " ".join(full), [held]  # "Secretary of State Ann Lee"
        if led := led_by(words):
            titles.append(words[led - 1].lower().rstrip("."))
            words = words[led:]
        while len(words) > 1 and is_title(words[0]) and words[1] not in ("of", "for"):
            titles.append(words[0].lower().rstrip("."))
            words = words[1:]
        if len(words) == 1 and titles and is_honorific(titles[-1]) and words[0] not in self._full:
            words = written[-2:]  # "Sheikh Hasina"
        return self._completed(words), titles

    def _completed(self, words: list[str]) -> str:
        """The name that the text gives in full and that ends with these words: "Mariam Abu Zayd" for "Abu Zayd"."""
        full = self._full.get(words[-1], "").split()
        return " ".join(full if full[-len(words) :] == words else words)

    def go_on(self) -> None:
        """Another sentence begins."""
        self._sentence += 1

    def follow(self, subject: str, beside: Collection[str]) -> None:
        """Note whom the sentence that ends here is about, and to whom else its word may have passed."""
        self._subject = self.meet(subject) if subject else ""
        self._beside = [full for name in beside if (full := self.full_name(name)[0]) != self._subject]

    def meant_by(self, pronoun: str, *, replies: bool = False, but: Collection[str] = ()) -> str | None:
        """The person met last who may be "he" or "she".

        Where two of the sentence before may be, it is who spoke in it, or whom it is about if the others are named in
        passing ("Lee came late for Hart's speech"); None where neither is so or a reply follows. Nobody of
        `but` is meant.
        """
        if wanted_by(pronoun) is None:
            return None
        fitting = [name for name in reversed(self._recent) if self.may_be(name, pronoun) and name not in but][:2]
        at = self._recent[fitting[0]] if fitting else -1
        if len(fitting) > 1 and at == self._recent[fitting[1]] and at >= self._sentence - 1:
            return None if replies else self._goes_on(pronoun, at)
        return fitting[0] if fitting else None

    def speaking(self, pronoun: str) -> str | None:
        """Who has spoken in this very sentence, if the pronoun may mean them."""
        return self.spoke if self.has_spoken() and self.may_be(self.spoke, pronoun) else None

    def has_spoken(self) -> bool:
        """Whether somebody whom the text names has spoken in this very sentence."""
        return self._recent.get(self.spoke) == self._sentence

    def _goes_on(self, pronoun: str, at: int) -> str | None:
        """Who spoke in the sentence with this number, or whom alone it is about."""
        if self._recent.get(self.spoke) == at and self.may_be(self.spoke, pronoun):
            return self.spoke
        told = self._recent.get(self._subject) == at and self.may_be(self._subject, pronoun)
        return self._subject if told and not any(self.may_be(one, pronoun) for one in self._beside) else None

    def knows(self, word: str) -> bool:
        """Whether the text gives the full name of a person with this family name."""
        return _POSSESSIVE.sub("", word) in self._full

    def _is_word(self, name: str) -> bool:
        """Whether a name is but a word with which a sentence begins: "Few", or one that the text has small too."""
        lower = name.lower()
        return (lower in self._words or lower in _COMMON) and not is_given(name)

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun may mean the person of this name."""
        wanted = wanted_by(pronoun)
        full, titles = self.full_name(name)
        return wanted is not None and (self._genders.get(full) or gender_of(titles, full)) in (wanted, "")

    def in_office(self, phrase: str) -> str | None:
        """The person to whom the office of "the senator" was given."""
        words = phrase.lower().split()
        return self._offices.get(words[-1]) if len(words) == 2 and words[0] == "the" else None
