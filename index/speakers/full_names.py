"""The people whom a text names in full, by their family names, and whom of them it calls Mr. or Ms."""

import re
from collections import Counter
from collections.abc import Iterator

from index.speakers.cues import BE, CLAUSE, DAYS, DETERMINERS, FORMS, MONTHS, PARTICLES, PREPOSITIONS, PRONOUNS
from index.speakers.genders import gender_of, is_given
from index.speakers.titles import is_body, is_title, led_by

_PART = r"(?:[A-Z][\w’'-]{0,60}\w|[A-Z]\.)"
"""No longer than names are: a capital behind an apostrophe begins one, and a run of both would be read from each."""
_SMALL_WORDS = "|".join(sorted(PARTICLES))
_NAMED = re.compile(
    rf"(?:(?<=[\s\"“(‘'—–-])|^){_PART}"
    rf"(?:[ \xa0]+(?:(?:{_SMALL_WORDS})[ \xa0]+){{0,2}}(?:(?:al|el|ad|ar|as|ash|at|az|an)-)?{_PART}){{1,6}}",
    re.M,
)
_ADDRESSED = re.compile(
    rf"\b(?P<title>Mr|Mrs|Ms|Sir|Dame|Lady)\b\.?[ \xa0](?:{_PART}[ \xa0]){{0,3}}(?P<family>[A-Z][\w’'-]*\w)"
)
_COMPANY = re.compile(
    r"\b(?:company|firm|maker|manufacturer|developer|operator|airline|retailer|supplier|group|bank),? "
    r"(?P<name>[A-Z][\w’'-]*)\b(?! [A-Z])"
)
_IN = re.compile(r"\b(?:the|in|at|across|near|outside)[ \xa0]$")
"""What stands before the name of a place or a thing, and before no person's."""
_AT = re.compile(r"\b(?:of|in|at|from|near)[ \xa0]$")
_POSSESSIVE = re.compile(r"[’']s?$")
_LINE = re.compile(r"[^\n]+")
_LEAST_WORDS = 4
"""Words of the shortest headline: fewer are a name alone on its line."""
_HEADLINE = 0.8
"""Share of the words of a headline that have a capital, as in `plain`."""
_SMALL = CLAUSE | PREPOSITIONS | DETERMINERS | BE | PRONOUNS
_LEADS = frozenset(
    "the a an but and in on at for as when if while after before since though although with by from to of because that "
    "this these those he she it they we i you so yet not then now like unlike according ask tell said says "
    "state last next".split()
)
_NO_GIVEN = frozenset(
    "new north south east west northern southern eastern western central upper lower middle saudi san santa los las el "
    "fort port lake mount great united national american african european latin super white black wall capitol supreme "
    "second first social public civil human common cold world planned federal election".split()
)
"""First words of places and things: "New Tarnwick", "White House"."""
_TIMES = DAYS | MONTHS - {"april", "may", "june", "august", "jan"}
"""What no family is called: "Starting January"."""
_THINGS = frozenset(
    "city county island islands beach act war bowl day amendment security state coast valley river bridge street "
    "avenue convention institution tower report review caucus times circle law plan deal gazette".split()
)
"""Last words of places and things where no given name stands first."""


def full_names(text: str) -> dict[str, str]:
    """Of every family name the first full name of a person in the text that ends with it."""
    full = dict[str, str]()
    placed, named = Counter[str](), Counter[str]()
    for name, at_place in _named(text):
        full.setdefault(name.split()[-1], name)
        named[name] += 1
        placed[name] += at_place
    companies = {_POSSESSIVE.sub("", match["name"]) for match in _COMPANY.finditer(text)}
    return {
        family: name
        for family, name in full.items()
        if family not in companies and (is_given(name.split()[0]) or 2 * placed[name] <= named[name])
    }


def addressed(text: str) -> dict[str, str]:
    """`m` or `f` of every family name that the text has behind "Mr." or "Ms.", but not behind both."""
    found = dict[str, str]()
    for match in _ADDRESSED.finditer(text):
        family, gender = _POSSESSIVE.sub("", match["family"]), gender_of([match["title"].lower()], "")
        found[family] = gender if found.get(family, gender) == gender else ""
    return {family: gender for family, gender in found.items() if gender}


def _named(text: str) -> Iterator[tuple[str, bool]]:
    """What may be a person's full name, and whether it stands where a place's or a thing's does.

    Headlines come last: there a capital says little, and only a given name and one word more are a name.
    """
    lines = [(line.start(), line.end(), _is_headline(line[0])) for line in _LINE.finditer(text)]
    for first, last, _ in (line for line in lines if not line[2]):
        yield from _names_in(text, first, last)
    for first, last, _ in (line for line in lines if line[2]):
        found = _names_in(text, first, last)
        yield from ((name, placed) for name, placed in found if name.count(" ") == 1 and is_given(name.split()[0]))


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha()]
    return len(words) >= _LEAST_WORDS and sum(word[0].isupper() for word in words) >= _HEADLINE * len(words)


def _names_in(text: str, first: int, last: int) -> Iterator[tuple[str, bool]]:
    for match in _NAMED.finditer(text, first, last):
        written = _POSSESSIVE.sub("", match[0]).split()
        words = _person_in(written, placed=bool(_AT.search(text, max(match.start() - 6, 0), match.start())))
        if len(words) > 1 and not is_body(" ".join(words)) and not _is_thing(words):
            whole = len(words) == len(written)
            yield " ".join(words), whole and bool(_IN.search(text, max(match.start() - 8, 0), match.start()))


def _person_in(words: list[str], *, placed: bool = False) -> list[str]:
    """The name without what stands before it: "Breitbart’s", "Sen.", "Estmark President", "Tarnwick Party Chairman".

    What is `placed` has a preposition before it, so that a place may stand there, too: "President of Drosk Ann Lee".
    """
    for place in range(len(words) - 2, -1, -1):
        if words[place].endswith(("’s", "'s")):
            words = words[place + 1 :]
            break
    placed = placed or (len(words) > 1 and words[0].lower() in PREPOSITIONS)
    while len(words) > 1 and _is_lead(words[0]):
        words = words[1:]
    words = words[led_by(words) :]
    while len(words) > 1 and _is_lead(words[0]):
        words = words[1:]
    given = next((place for place, word in enumerate(words[:-1]) if is_given(word)), 0)
    if len(words) > 2 and words[0].lower() in MONTHS and (given == 1 or (placed and not given)):
        return words[1:]  # "In March Marten Lee"
    if placed and not given:  # "In Drosk President Moss"
        return words[next((place for place in range(len(words) - 2, 0, -1) if is_title(words[place])), -1) + 1 :]
    return words[given:] if given > 1 or placed else words  # one word more may be an unusual given name


def _is_lead(word: str) -> bool:
    """Whether a word before a name is none of it: a title, a small word, a day, a verb ("Said Ann Lee")."""
    return is_title(word) or word.lower() in _LEADS or word.lower() in DAYS


def _is_thing(words: list[str]) -> bool:
    """Whether this is no person's name: a place, an act, a day, capitals of a headline ("Ann Lee Says Bridge Is")."""
    first, last = words[0].lower(), words[-1].lower()
    if any(map(_is_of_headline, words)) or is_title(last) or last in _TIMES or " ".join(words).isupper():
        return True
    return first in _NO_GIVEN or (last in _THINGS and not is_given(first))


def _is_of_headline(word: str) -> bool:
    lower = word.lower()
    return lower in _SMALL or FORMS.get(lower, ("", ""))[1] == "s"
