"""What is asked, in the form in which the sentences of the passages are held against it: its words with their weights.

`names_in` are the words of a question that are written like names or numbers.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.archive import Archive
from rag.datatypes import Kind, Query
from rag.evidence.inflected import Inflected, telling
from rag.evidence.weights import Worth, by_words
from rag.questions.languages import NOUNS_AS_NAMES, language_of
from rag.questions.spellings import Meant, country_forms, forms_of, meant
from rag.ranking.coverage import is_initial, question_weights
from rag.text.facts import knows_language, words_of
from rag.text.wordings import Wordings
from rag.text.words import Word, content_words

_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_OPEN_KINDS: frozenset[Kind] = frozenset(("yes/no", "compare", "list", "timeline", "summary", "who is", "quote"))
_OPEN = re.compile(
    r"^\W*what\b.{0,60}?\b(?P<told>(?<!\bthe )(?<!\ba )report(?:s|ed)?\b(?! (?:find|give|say|show)\b)|known|wrote"
    r"|writ(?:e|es|ten)|told|news|happen(?:s|ed|ing)?|sa(?:y|ys|id)(?=\s+(?:about|of|on)\b))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's content words, each with its weight: rarer words say more about what is asked."""

    weights: dict[str, float]
    names: tuple[tuple[str, ...], ...]  # names and numbers, each as written and as it is spelt otherwise
    meant: Meant  # what other spellings and words stand for
    wordings: Wordings  # what news may write for its words
    open: bool  # whether it asks for more than a few words
    story: bool  # whether for a whole story, which its headline tells
    foreign: bool  # whether it is in a language that the reader does not know
    inflected: Inflected  # the forms of its words in that language
    worth: Worth  # of the words of a sentence


def asked_of(query: Query, archive: Archive) -> Asked:
    """The question as it is asked of the articles of an archive."""
    subject = query.subject or query.standalone
    language = language_of(query.standalone)
    named = [name for name in names_in(subject) if language not in NOUNS_AS_NAMES or name[0].isdigit()]
    names = tuple((name, *_otherwise(name, query)) for name in named)
    told = _OPEN.search(query.standalone)
    foreign = language is not None or not knows_language(words_of(query.standalone))
    story = query.kind in ("summary", "timeline")
    open_ = query.kind in _OPEN_KINDS or bool(told)
    matter = re.sub(rf"\b{told['told']}\b", " ", subject) if told else subject
    weights = telling(question_weights(matter, archive), matter, language)
    wordings, inflected = Wordings("" if foreign else matter), Inflected(matter, language)
    return Asked(weights, names, meant(query), wordings, open_, story, foreign, inflected, by_words(language))


def _otherwise(word: str, query: Query) -> list[str]:
    """What stands in the other spellings of a name for this word of it, and the other words for a country."""
    spelt = [form for name in query.names if name.spellings and word in name.written for form in forms_of(name, word)]
    return [*spelt, *country_forms(query, word)]


@lru_cache(maxsize=64)  # of one question, asked for sentence by sentence
def names_in(question: str) -> tuple[str, ...]:
    """The words of a question that are written like names or numbers, but for common words, initials, and the first.

    Without their "'s": an article that tells of Lind need not have "Lind's".
    """
    found = content_words(question)
    named = (word for word in found if word.capitalised and not _opens(word, question))
    return tuple(dict.fromkeys(_POSSESSIVE.sub("", word.written) for word in named if not is_initial(word)))


def _opens(word: Word, question: str) -> bool:
    return word.start <= len(question) - len(question.lstrip("\"'“‘¿ ")) and not word.written[0].isdigit()
