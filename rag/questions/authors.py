"""The authors whose articles a question asks for, as the archive knows them.

A name alone is no filter: most questions that name an author's namesake are about that person. It takes words that
say who wrote: "articles by Ada Lind", "columnist Lind", "What did Ada Lind write about ...".
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from index.names.keys import latin
from rag.questions.outlets import Named
from rag.text.mentions import CAPITAL, NAME

_WORK = r"articles?|stor(?:y|ies)|pieces?|columns?|reports?|reviews?|coverage|op-eds?|editorials?|interviews?"
_JOB = r"columnist|critic|correspondent|reporter|journalist|writer|commentator|author"
_WHOSE = rf"(?:(?:[^\W\d_]\w*\s+){{0,4}}?{CAPITAL}\w*['’]s?\s+)?"
_PART = rf"{CAPITAL}[\w.-]{{0,30}}"
_AND = r"(?:,|,?\s+(?:and|or))\s+"
_OTHERS = rf"(?:{_AND}{NAME}){{0,3}}"
_ALSO = re.compile(rf"{_AND}(?P<name>{NAME})")
_CUES = (
    re.compile(
        rf"\b(?:{_WORK}|written|reported|published|penned)\b[^?;.]{{0,60}}?\bby\s+(?:{_JOB}\s+)?(?P<name>{NAME})"
    ),
    re.compile(rf"\b(?:{_JOB})\s+(?P<name>{NAME})"),
    # "What did the Era's Ada Lind and Bo Hart write?"
    re.compile(rf"\b[Dd](?:id|oes|o)\s+{_WHOSE}(?P<name>{NAME}){_OTHERS}\s+(?:write|report|publish)\b"),
    re.compile(rf"\b[Hh](?:as|ave)\s+{_WHOSE}(?P<name>{NAME}){_OTHERS}\s+(?:written|reported|published)\b"),
    re.compile(rf"(?<!\w)(?P<name>{_PART}(?:\s+{_PART}){{0,3}})['’]s?\s+(?:{_WORK})\b"),
)
# Without capitals a name is what the archive knows as one: "articles by ada lind".
_SMALL = re.compile(rf"\b(?:(?:{_WORK}|written|penned)\s+by|{_JOB})\s+(?P<name>[^\W\d_][\w.'’ -]{{1,40}})")
_BY = re.compile(rf"\b(?:{_WORK}|written|penned)\s+by\s+(?:{_JOB}\s+)?(?P<name>{NAME})")
_POSSESSIVE = re.compile(r"['’]s?$")


def named_authors(question: str, authors: Callable[[], Iterable[str]]) -> list[tuple[int, int, str]]:
    """Where the question asks for what an author wrote: start, end, author. A last name counts where one author has it.

    `authors` gives the archive's, and is called only where the question seems to name one.
    """
    found: dict[str, tuple[int, int, str]] = {}
    written = sorted(set(_written(question)))
    known = _known(tuple(authors())) if written else {}
    for one in written:
        for start, end, name in _with_others(question, one):
            author = known.get(_folded(name))
            if not author:
                break
            found.setdefault(author, (start, end, author))
    return sorted(found.values())


def _with_others(question: str, one: tuple[int, int, str]) -> Iterator[tuple[int, int, str]]:
    """The name, and those that "and" or "or" joins to it: "by Ada Lind or Bo Hart"."""
    yield one
    also = _ALSO.match(question, one[1])
    while also:
        name = _POSSESSIVE.sub("", also["name"])
        yield also.start("name"), also.start("name") + len(name), name
        also = _ALSO.match(question, also.end())


def unknown_author_notes(question: str, authors: Callable[[], Iterable[str]], outlets: Sequence[Named]) -> list[str]:
    """What is said of a writer with a full name, "articles by Ada Lind", whom the archive does not have."""
    asked = [match for match in _BY.finditer(question) if " " in match["name"]]
    taken = {one.start for one in outlets} | {start for start, *_ in named_authors(question, authors)}
    free = (match for match in asked if not taken & set(range(match.start("name"), match.end())))
    names = [_POSSESSIVE.sub("", match["name"]) for match in free]
    return [f"No author of this archive is called {name}: articles of all authors were searched." for name in names]


def author_called(name: str, authors: Iterable[str]) -> str | None:
    """The author who is called so, by full name or by a last name that no other has, whatever its case and accents."""
    return _known(tuple(authors)).get(_folded(name))


def _written(question: str) -> Iterator[tuple[int, int, str]]:
    """The names beside words of writing: "columnist Lind", "Lind's report"."""
    for pattern in _CUES:
        for match in pattern.finditer(question):
            start, name = match.start("name"), _POSSESSIVE.sub("", match["name"])
            yield start, start + len(name), name
    if not any(map(str.isupper, question[1:])):
        for match in _SMALL.finditer(question):
            ends = [match.start("name") + one.end() for one in re.finditer(r"\w+", match["name"])]
            yield from ((match.start("name"), end, question[match.start("name") : end]) for end in ends[:4])


def _folded(name: str) -> str:
    """A name in small Latin letters, without accents and marks: "Иван Петров" is "ivan petrov"."""
    return " ".join(filter(None, map(latin, re.split(r"[\s.]+", name))))


@lru_cache(maxsize=4)
def _known(authors: tuple[str, ...]) -> dict[str, str]:
    """Each author by full name, and by a last name that no other has."""
    last_names = defaultdict(set)
    for author in authors:
        last_names[_folded(author.split()[-1]) if author.split() else ""].add(author)
    known = {name: next(iter(of_name)) for name, of_name in last_names.items() if len(of_name) == 1 and len(name) > 2}
    return known | {_folded(author): author for author in authors}
