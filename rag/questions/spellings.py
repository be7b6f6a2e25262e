"""The names of a question, and the other spellings of them that the archive has: searched, counted and said.

"What did Zhaparov tell RIA Novosti?" is answered by an article that writes Japarov.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.datatypes import Filter
from index.names.chinese import may_be_names
from index.names.compare import TITLES, name_words
from index.names.countries import Country, countries_in
from index.names.keys import latin
from rag.datatypes import Name, Query
from rag.questions.hyphens import other_joints
from rag.questions.languages import common_in, language_of
from rag.questions.matter import asks_form
from rag.questions.whose_name import parted, parted_side_by_side
from rag.text.vocabulary import MONTHS
from rag.text.words import COMMON, Word, content_words, stems, words
from rag.times.relative import WEEKDAYS

if TYPE_CHECKING:
    from index.archive import Archive

_PARTICLES = "of|al|el|bin|ibn|von|van|der|de|da|di|del|la|le"
_JOINT = re.compile(  # an initial has its period, and "St."; any other ends a sentence
    rf"(?:(?:(?<=\b\w)|(?<=\b\w\w))\. ?| |-|['’]|,? (?:{_PARTICLES})[ -])(?:(?:al|el|der|la)[ -])?"
)
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS))
_LONGEST_LOWER = 12
"""Words of a question without capitals that are looked up one by one; a longer one names with capitals, or nothing."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What stands for a question's words in a text: other spellings of its names, other words for its countries."""

    spelt: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """The stems of another spelling, and those of the question that it stands for."""
    countries: tuple[Country, ...]

    def stems(self, text: str) -> set[str]:
        """The stems of a text, and those that it has in other words."""
        there = stems(text)
        if self.spelt:
            there = there.union(*(asked for spelt, asked in self.spelt if spelt <= there))
        return there.union(*(stems(one.written) for one in self.countries if one.stands_in(text)))


def with_names(query: Query, archive: "Archive") -> Query:
    """The query, and its parts, with the names that it gives and their other spellings, which a note says."""
    asked = query.subject or query.standalone
    named = parted(names_of(asked), archive)
    if not _is_sentence(asked):
        named = parted_side_by_side(named, archive)
    written = dict.fromkeys((*may_be_names(asked), *named))
    found = tuple(Name(name, archive.spellings(name) or _nicknamed(name, asked, archive)) for name in written)
    # Who can tell names where there are no capitals? Those with spellings are.
    capitals = any(map(str.isupper, asked))
    found = tuple(name for name in found if name.spellings or (capitals and name.written[0].isupper()))
    if query.kind != "who is":  # which is of a name
        joints = [one for one in other_joints(asked, archive) if one.written not in _spelt(found)]
        found = (*(one for one in found if one.written not in [joint.written for joint in joints]), *joints)
    notes = tuple(_note(name) for name in found if name.spellings)
    errors = archive.spelling_errors() if found else ()
    parts = tuple(replace(with_names(part, archive), notes=part.notes) for part in query.parts)
    return replace(query, names=found, parts=parts, notes=(*query.notes, *notes, *errors))


def names_of(question: str) -> tuple[str, ...]:
    """The names that a question gives, each once, titles before them left out; without capitals, its content words."""
    content = [word for word in content_words(question) if word.written[0].isalpha()]
    if question.islower() or not any(word.written[0].isupper() for word in content):
        runs = [[word] for word in content[:_LONGEST_LOWER]]
    else:
        opens = not question[: content[0].start].strip(" '\"“‘¿")
        first = content[0] if opens and (asks_form(content[0].written) or _is_common(content[0], question)) else None
        runs = list(_runs(question, [word for word in content if _is_named(word) and word is not first]))
    written = (question[run[0].start : run[-1].end] for run in runs)
    return tuple(dict.fromkeys(re.sub(r"['’]s?$", "", name) for name in written))


def _nicknamed(name: str, question: str, archive: "Archive") -> tuple[str, ...]:
    """Who is meant by "the Gunners", where somebody wrote that down with its article."""
    if not re.search(rf"\bthe\s+{re.escape(name)}(?!\w)", question, re.IGNORECASE):
        return ()
    origins = archive.spelling_origins(f"the {name}")
    return tuple(spelling for spelling, origin in origins.items() if origin == "names.txt")


def spelling_forms(query: Query) -> list[str]:
    """What is searched besides the question's words: the words of other spellings, or a phrase of several."""
    found = [form for name, spelling in _pairs(query) for form in _forms(name, spelling)]
    others = {frozenset(stems(form)): form for country in countries_of(query) for form in reversed(country.forms)
              if form.casefold() not in COMMON}  # fmt: skip
    return list(dict.fromkeys((*found, *others.values())))


def countries_of(query: Query) -> tuple[Country, ...]:
    """The countries that it names: their other words are no spellings, and so in no chip, but count in a text."""
    return countries_in(query.subject or query.standalone)


def forms_of(name: Name, word: str) -> list[str]:
    """What other spellings of the name have in the place of one of its words; all of one of another length."""
    asked = _bare(name.written)
    found = []
    for spelling in name.spellings if word in asked else ():
        other = _bare(spelling)
        found.append(other[asked.index(word)] if len(other) == len(asked) else spelling)
    return found


def country_forms(query: Query, word: str) -> list[str]:
    """The other words for a country of which this word of the question is a part; abbreviations are left out."""
    found = [one for one in countries_of(query) if word in [part.written for part in words(one.written)]]
    return [form for one in found for form in one.forms if not form.isupper()]


def meant(query: Query) -> Meant:
    """What may stand in a text for the words of a question."""
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for name, spelling in _pairs(query):
        ones, others = _bare(name.written), _bare(spelling)
        if len(ones) == len(others):
            pairs = [(stems(other), stems(one)) for one, other in zip(ones, others, strict=True)]
        else:
            pairs = [(stems(spelling), stems(name.written))]
        found += [(frozenset(other), frozenset(one)) for other, one in pairs if other != one]
    return Meant(tuple(dict.fromkeys(found)), countries_of(query))


def held_otherwise(query: Query, archive: "Archive") -> set[str]:
    """The stems of the question for which articles of the archive have another spelling or word."""
    held = [one for one in countries_of(query) if any(archive.matching([form], 1, Filter()) for form in one.forms)]
    found = {stem for _, asked in meant(query).spelt for stem in asked}.union(*(stems(one.written) for one in held))
    spelt = (one.written for one in query.names if one.spellings)
    # A text that has the name otherwise need not have its "al".
    return found.union(*(stems(name) - stems(" ".join(_bare(name))) for name in spelt))


def asked_as_in(question: str, names: Iterable[Name], text: str) -> str:
    """The question with names spelt as a text has them, each as many words as before: "Bank of England" stays."""
    for name in names:
        alike = [one for one in name.spellings if len(one.split()) == len(name.written.split()) and _holds(text, one)]
        if alike and not _holds(text, name.written):
            near = alike[0].replace("\\", r"\\")
            question = re.sub(rf"(?<!\w){re.escape(name.written)}(?!\w)", near, question)
    return question


def respelt(sentence: str, names: Iterable[Name], text: str) -> str:
    """The sentence with the spellings that a text has in place of those that it has not."""
    for name in names:
        forms = [form for one in (name.written, *name.spellings) for form in (one, *_surname(one))]
        there = [form for form in forms if _holds(text, form)]
        for form in sorted(set(forms) - set(there), key=lambda form: (-len(form), form)):
            near = next((other for other in there if len(other.split()) == len(form.split())), next(iter(there), None))
            if near:
                sentence = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", near.replace("\\", r"\\"), sentence)
    return sentence


def _runs(question: str, named: Sequence[Word]) -> Iterator[list[Word]]:
    """Names: capitalised words that stand side by side, a title and what is before it cut off."""
    run: list[Word] = []
    for word in named:
        if run and not _JOINT.fullmatch(question, run[-1].end, word.start):
            yield run
            run = []
        run = [] if latin(word.written) in TITLES else [*run, word]
    if run:
        yield run


def _is_sentence(question: str) -> bool:
    """Whether it has words that only join others: in a search of names alone, two may stand side by side."""
    return any(_is_common(word, question) for word in words(question))


def _is_common(word: Word, question: str) -> bool:
    """Whether a word says nothing about the subject, in English or in the question's own language: "Combien"."""
    return word.common or word.written.casefold() in common_in(language_of(question) or "")


def _is_named(word: Word) -> bool:
    return word.written[0].isupper() and word.written.casefold() not in _NO_NAMES


def _pairs(query: Query) -> Iterator[tuple[Name, str]]:
    yield from ((name, spelling) for name in query.names for spelling in name.spellings)


def _forms(name: Name, spelling: str) -> list[str]:
    asked, other = _bare(name.written), _bare(spelling)
    if len(asked) != len(other):
        return [spelling]
    return [word for word, old in zip(other, asked, strict=True) if word.casefold() != old.casefold() and len(word) > 1]


def _bare(name: str) -> list[str]:
    return [word.written for word in words(" ".join(name_words(name)))]


def _surname(name: str) -> list[str]:
    bare = _bare(name)
    return bare[-1:] if len(bare) > 1 else []


def _holds(text: str, form: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text))


def _spelt(names: Iterable[Name]) -> set[str]:
    return {name.written for name in names if name.spellings}


def _note(name: Name) -> str:
    return f'"{name.written}" was searched as {", ".join(name.spellings)} too.'
