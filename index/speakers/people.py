"""Who is meant by a family name, a pronoun or an office: the people whom a text has named so far."""

import re
from collections import OrderedDict

from index.speakers.cues import BE, CLAUSE, DETERMINERS, FORMS, PREPOSITIONS, PRONOUNS
from index.speakers.genders import gender_of, wanted_by

_TITLE = frozenset(
    "mr mrs ms dr prof sen rep gov gen sgt sir dame lord lady president senator governor representative congressman "
    "congresswoman secretary mayor judge justice speaker minister chancellor chairman chairwoman king queen prince "
    "princess pope pastor rev reverend father captain colonel general admiral officer detective sheriff professor "
    "ambassador director coach lt col maj capt hon former vice prime chief then-sen then-rep democrat republican "
    "democratic attorney commissioner councilman councilwoman minister spokesman spokeswoman nominee candidate "
    "librarian prosecutor analyst engineer lawyer economist historian scientist researcher teacher professor "
    "spokesperson inspector superintendent commander sergeant archbishop bishop".split()
)
_ADDRESS = frozenset("mr mrs ms dr sir dame lord lady hon rev reverend then-sen then-rep".split())
_COMPANY = "company|firm|maker|manufacturer|developer|operator|airline|retailer|supplier|group|bank"
_BODY = frozenset(
    "party committee times post news house senate court department university journal press group association union "
    "council agency office bureau institute center centre foundation campaign party company corporation inc corp "
    "network cnn nbc abc cbs fox msnbc bbc npr reuters ap politico democrats republicans congress commission ministry "
    "government bank league administration fund states america police army street poll coalition".split()
)
_NAMED = re.compile(
    r"(?:(?<=[\s\"“(‘'—–-])|^)(?:[A-Z][\w’'-]*\w|[A-Z]\.)"
    r"(?:[ \xa0]+(?:(?:van|von|de|del|der|den|bin|al|el|la|le|di|da)[ \xa0]+)?"
    r"(?:[A-Z][\w’'-]*\w|[A-Z]\.)){1,4}",
    re.M,
)
_POSSESSIVE = re.compile(r"[’']s?$")
_KEPT = 40
"""People remembered at a time; a pronoun means one of the latest."""


class People:
    """The people of one text, in the order in which they were met."""

    def __init__(self, text: str) -> None:
        self._full = {word: name for word, name in _full_names(text).items() if not _is_company(word, text)}
        self._offices = dict[str, str]()
        self._genders = dict[str, str]()
        self._recent = OrderedDict[str, int]()
        self._sentence = 0
        self.spoke = ""

    def meet(self, name: str, office: str = "") -> str:
        """The full name of whom a text calls so, with titles left out; who was met last is meant by a pronoun."""
        full, titles = self.full_name(name)
        gender = gender_of(titles, full)
        if gender:
            self._genders.setdefault(full, gender)
        head = re.split(r"\s(?:of|for|in|from|at|on|with|who)\s|,", office.lower())[0].split()
        for word in (*titles, *head[-1:]):
            self._offices[word] = full
        if not is_body(full):
            self._recent.pop(full, None)
            self._recent[full] = self._sentence
            if len(self._recent) > _KEPT:
                self._recent.popitem(last=False)
        return full

    def full_name(self, name: str) -> tuple[str, list[str]]:
        """The name without titles and completed from the text, and the titles."""
        words = _POSSESSIVE.sub("", " ".join(name.split())).split()
        titles = list[str]()
        while len(words) > 1 and words[0].lower().rstrip(".") in _TITLE and words[1] not in ("of", "for"):
            titles.append(words.pop(0).lower().rstrip("."))
        if _is_led(words):
            titles.append(words[1].lower().rstrip("."))
            words = words[2:]
        return (self._full.get(words[0], words[0]) if len(words) == 1 else " ".join(words)), titles

    def go_on(self) -> None:
        """Another sentence begins."""
        self._sentence += 1

    def meant_by(self, pronoun: str, *, replies: bool = False) -> str | None:
        """The person met last who may be "he" or "she".

        Where two of the sentence before may be, it is who spoke in it; None where neither did or a reply follows.
        """
        if wanted_by(pronoun) is None:
            return None
        fitting = [name for name in reversed(self._recent) if self.may_be(name, pronoun)][:2]
        at = self._recent[fitting[0]] if fitting else -1
        if len(fitting) > 1 and at == self._recent[fitting[1]] and at >= self._sentence - 1:
            goes_on = self._recent.get(self.spoke) == at and self.may_be(self.spoke, pronoun) and not replies
            return self.spoke if goes_on else None
        return fitting[0] if fitting else None

    def knows(self, word: str) -> bool:
        """Whether the text gives the full name of a person with this family name."""
        return _POSSESSIVE.sub("", word) in self._full

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun may mean the person of this name."""
        wanted = wanted_by(pronoun)
        full, titles = self.full_name(name)
        return wanted is not None and (self._genders.get(full) or gender_of(titles, full)) in (wanted, "")

    def in_office(self, phrase: str) -> str | None:
        """The person to whom the office of "the senator" was given."""
        words = phrase.lower().split()
        return self._offices.get(words[-1]) if len(words) == 2 and words[0] == "the" else None


def is_body(name: str) -> bool:
    """Whether a name is that of a party, paper, office or the like."""
    words = name.split()
    return any(word.lower().rstrip(".,") in _BODY for word in words) or (name.isupper() and len(words) == 1)


def _is_led(words: list[str]) -> bool:
    """Whether a country or the like and a title stand before a full name: "Estmark President Ada Lind"."""
    return len(words) > 3 and words[1].lower().rstrip(".") in _TITLE


def _full_names(text: str) -> dict[str, str]:
    """Of every family name the first full name in the text that ends with it."""
    full = dict[str, str]()
    for match in _NAMED.finditer(text):
        words = _POSSESSIVE.sub("", match[0]).split()
        while len(words) > 1 and _is_lead(words[0].lower().rstrip(".")):
            words = words[1:]
        words = words[2:] if _is_led(words) else words
        if len(words) > 1 and not is_body(" ".join(words)) and not any(map(_is_of_headline, words)):
            full.setdefault(words[-1], " ".join(words))
    return full


def _is_lead(lower: str) -> bool:
    """Whether a word before a name is none of it: a title, a small word, a verb ("Said Ann Lee")."""
    return lower in _TITLE or lower in _LEADS or lower in ("said", "says")


def _is_company(word: str, text: str) -> bool:
    """Whether the text calls a company so: "the company Lee", "the Swedish firm, Lee"."""
    return word in text and bool(re.search(rf"\b(?:{_COMPANY}),? {re.escape(word)}\b(?! [A-Z])", text))


def office_in(name: str) -> str | None:
    """The office that stands before a name ("Librarian"), no mere address ("Mr.")."""
    words = name.split()
    held = list[str]()
    while len(words) > 1 and words[0].lower().rstrip(".") in _TITLE:
        held.append(words.pop(0))
    return " ".join(word for word in held if word.lower().rstrip(".") not in _ADDRESS) or None


def _is_of_headline(word: str) -> bool:
    """Whether this is no part of a name but a capital of a headline: "Ann Lee Says Bridge Is Safe"."""
    lower = word.lower()
    return lower in _SMALL or FORMS.get(lower, ("", ""))[1] == "s"


_SMALL = CLAUSE | PREPOSITIONS | DETERMINERS | BE | PRONOUNS
_LEADS = frozenset(
    "the a an but and in on at for as when if while after before since though although with by from to of because that "
    "this these those he she it they we i you so yet not then now like unlike according ask tell".split()
)
