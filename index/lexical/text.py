"""Text and questions as the full-text index is given them: bigrams, stems by language, and marks that SQLite keeps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.lexical.scripts import MARKS, OTHER, is_unspaced, marks_as_letters, plain, spaced
from index.lexical.stems import algorithm_of, porter, snowball, stems_latin
from index.lexical.stop_words import STOP_WORDS

MAX_TERMS = 64
"""Words of one search. Each costs time, and a question of more is a pasted text: its first words find it as well."""
_TELLING = 2
"""Stop words of a language by which a question is taken to be in it."""
_LONGEST = 1000
"""Characters of a word or phrase that are searched for."""
_WORD = re.compile(f"(?:[^\\W_][{MARKS}]*)+")


def index_text(text: str, language: str | None) -> str:
    """What the index of an article in this language (a code, or None) is given for a text; English as it is."""
    algorithm = algorithm_of(language)
    if not stems_latin(algorithm) and (text.isascii() or not OTHER.search(text)):
        return text
    separate = spaced(plain(text))
    return _WORD.sub(lambda word: marks_as_letters(snowball(word.group(), algorithm)), separate)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str | None = None) -> str:
    """The term under which the index of an article in this language has a word."""
    return porter(index_text(word, language).strip())


@dataclass(frozen=True, slots=True)
class Term:
    """One way to look for a word: an FTS5 string, and the terms of the index that it asks for, one after the other."""

    expression: str
    stems: str


def search_terms(words: Iterable[str], languages: Sequence[str]) -> list[Term]:
    """What to look for, any of it, to find these words in the forms of each language that the archive holds.

    Words that are common in the language of the question are left out, unless there are no others. Several words in
    one string are a phrase. Nothing in a word is query syntax.
    """
    found: dict[str, Term] = {}
    for word in _without_stop_words(list(dict.fromkeys(words)), languages):
        found.update({term.expression: term for term in _terms(word, languages)})
        if len(found) >= MAX_TERMS:
            break
    return [found[expression] for expression in sorted(list(found)[:MAX_TERMS])]


def phrase_expression(phrase: str, languages: Sequence[str]) -> str:
    """An FTS5 query for these words one after the other, in the forms of any of the languages."""
    return " OR ".join(term.expression for term in _forms(phrase, languages))


def quoted(word: str) -> str:
    """An FTS5 string: quoted, so that nothing in a question is query syntax."""
    return '"' + word.replace('"', '""').replace("\0", " ") + '"'


def _terms(word: str, languages: Sequence[str]) -> list[Term]:
    """The terms of a word; what has no spaces in its script is searched bigram by bigram."""
    word = word[:_LONGEST]
    if is_unspaced(word) and not any(map(str.isspace, word)):
        return [_term(form) for form in (word, *index_text(word, None).split())]
    return _forms(word, languages)


def _forms(phrase: str, languages: Sequence[str]) -> list[Term]:
    """The phrase as written, as the rows of an old library have it, and as each language stems it, without doubles."""
    forms = dict[str, Term]()
    for form in (phrase, *(index_text(phrase, language) for language in (None, *languages))):
        term = _term(form)
        forms.setdefault(term.stems, term)
    return list(forms.values())


def _term(form: str) -> Term:
    return Term(quoted(form), " ".join(map(porter, _WORD.findall(form))))


def _without_stop_words(words: list[str], languages: Sequence[str]) -> list[str]:
    """The words without the common ones of the language of which there are most; all when nothing else is left."""
    lists = [STOP_WORDS[name] for name in ("russian", *map(algorithm_of, languages)) if name in STOP_WORDS]
    common = max(([word for word in words if word.lower() in one] for one in lists), key=len)
    if len(common) < _TELLING:  # "die" alone makes no question a German one
        return words
    return [word for word in words if word not in common] or words
