"""Who is meant by a family name, a pronoun or an office: the people whom a text has named so far."""

import re
from collections import OrderedDict

_TITLE = frozenset(
    "mr mrs ms dr prof sen rep gov gen sgt sir dame lord lady president senator governor representative congressman "
    "congresswoman secretary mayor judge justice speaker minister chancellor chairman chairwoman king queen prince "
    "princess pope pastor rev reverend father captain colonel general admiral officer detective sheriff professor "
    "ambassador director coach lt col maj capt hon former vice prime chief then-sen then-rep democrat republican "
    "democratic attorney commissioner councilman councilwoman minister spokesman spokeswoman nominee candidate".split()
)
_MALE = frozenset("mr sir lord congressman chairman king prince father pope councilman spokesman".split())
_FEMALE = frozenset("mrs ms dame lady congresswoman chairwoman queen princess councilwoman spokeswoman".split())
_BODY = frozenset(
    "party committee times post news house senate court department university journal press group association union "
    "council agency office bureau institute center centre foundation campaign party company corporation inc corp "
    "network cnn nbc abc cbs fox msnbc bbc npr reuters ap politico democrats republicans congress commission ministry "
    "government bank league administration fund states america police army street poll coalition".split()
)
_HE = frozenset(
    "aaron adam alan albert alex alexander andrew anthony antonio arthur barack ben benjamin bernie bill "
    "bob boris brad "
    "brandon brian bruce carl carlos charles chris christopher chuck craig dan daniel dave david dean dennis donald "
    "doug douglas edward eric eugene frank fred gary george gerald glenn greg gregory harold harry henry howard jack "
    "jacob james jason jeb jeff jeffrey jeremy jerry jim jimmy joe joel john jon jonathan jorge jose "
    "joseph josh joshua "
    "juan justin keith ken kenneth kevin larry lawrence lee lindsey luis marco mario mark martin matt matthew michael "
    "miguel mike mitch mitt nathan neil newt nicholas nick patrick paul pedro peter phil philip ralph rand randy ray "
    "raymond reince richard rick robert roger ron ronald roy rudy russell ryan sam samuel scott sean "
    "sergei stephen steve "
    "steven ted terry thomas tim timothy todd tom tony vladimir walter wayne will william zachary ivan jens ahmed ali "
    "mohammed viktor volodymyr emmanuel olaf keir nigel rishi".split()
)
_SHE = frozenset(
    "abigail alexandra alice alicia alison amanda amy andrea angela ann anna anne annie barbara becky "
    "beth betty beverly "
    "bonnie brenda carly carol caroline catherine chelsea cheryl christina christine cindy claire cynthia "
    "deborah debbie "
    "debra denise diana diane donna dorothy elena eleanor elizabeth ellen emily emma erin eva evelyn "
    "frances gloria grace "
    "hannah heather heidi helen hillary huma ivanka jane janet jean jennifer jessica jill joan joyce judith judy julia "
    "julie karen kate katherine kathleen kathy katie kelly kellyanne kim kimberly kirsten laura lauren "
    "leslie linda lisa "
    "liz loretta lori louise lucy lynn madeleine maria marie marine martha mary megan megyn melania melissa michelle "
    "monica nancy natalie nicole nikki olivia pamela patricia paula rachel rebecca rosa ruth sally "
    "samantha sandra sara "
    "sarah sharon sheila shirley sonia sophie stephanie susan susana suzanne teresa theresa tiffany tina tracy ursula "
    "valerie vanessa victoria virginia wendy yvonne ada edda giorgia jacinda olga oksana".split()
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
        self._full = _full_names(text)
        self._offices = dict[str, str]()
        self._genders = dict[str, str]()
        self._recent = OrderedDict[str, None]()

    def meet(self, name: str, office: str = "") -> str:
        """The full name of whom a text calls so, with titles left out; who was met last is meant by a pronoun."""
        full, titles = self.full_name(name)
        gender = _gender(titles, full)
        if gender:
            self._genders.setdefault(full, gender)
        head = re.split(r"\s(?:of|for|in|from|at|on|with|who)\s|,", office.lower())[0].split()
        for word in (*titles, *head[-1:]):
            self._offices[word] = full
        if not is_body(full):
            self._recent.pop(full, None)
            self._recent[full] = None
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

    def meant_by(self, pronoun: str) -> str | None:
        """The person met last who may be "he", "she" or "who"."""
        wanted = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(pronoun)
        if wanted is None:
            return None
        for name in reversed(self._recent):
            if self._genders.setdefault(name, _gender((), name)) in (wanted, ""):
                self._genders[name] = wanted
                return name
        return None

    def knows(self, word: str) -> bool:
        """Whether the text gives the full name of a person with this family name."""
        return _POSSESSIVE.sub("", word) in self._full

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun may mean the person of this name."""
        wanted = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(pronoun)
        full, titles = self.full_name(name)
        return wanted is not None and self._genders.get(full, _gender(titles, full)) in (wanted, "")

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
        while len(words) > 1 and words[0].lower().rstrip(".") in _TITLE | _LEADS:
            words = words[1:]
        words = words[2:] if _is_led(words) else words
        if len(words) > 1 and not is_body(" ".join(words)):
            full.setdefault(words[-1], " ".join(words))
    return full


_LEADS = frozenset(
    "the a an but and in on at for as when if while after before since though although with by from to of because that "
    "this these those he she it they we i you so yet not then now like unlike according".split()
)


def _gender(titles: list[str] | tuple[str, ...], name: str) -> str:
    if _MALE & set(titles):
        return "m"
    if _FEMALE & set(titles):
        return "f"
    words = name.split()
    first = words[0].lower() if len(words) > 1 else ""
    return "m" if first in _HE else "f" if first in _SHE else ""
