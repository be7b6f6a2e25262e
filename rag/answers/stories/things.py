"""Whether a text is about the thing that a story is asked for, and not only about somebody or some place of it.

"The Brightwell takeover" is of a takeover: that Brightwell closes a bakery is another story.
"""

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from rag.datatypes import Query
from rag.questions.kinds import matter_of
from rag.questions.spellings import meant
from rag.text.by_the_way import without_asides
from rag.text.mentions import names
from rag.text.wordings import Wordings
from rag.text.words import COMMON, content_words, stem, words

# What such a story goes on as, in words that elsewhere stand for something else: a later article has no "trial".
_GOES_ON = {
    stem(thing): frozenset(map(stem, told.split()))
    for thing, told in {"trial": "sentence sentenced jailed convicted acquitted acquittal verdict guilty"}.items()
}


def things_of(query: Query) -> frozenset[str]:
    """The stems of what was, "takeover", where somebody or a place is named beside it; else empty."""
    asked = [word for word in content_words(_matter(query)) if not word.common]
    things = frozenset(word.stem for word in asked if not word.capitalised)
    return things if len(things) < len({word.stem for word in asked}) else frozenset()


def is_of_thing(query: Query, text: str, things: Set[str]) -> bool:
    """Whether the text has one of the things, in whatever words, and not only by the way; so of no things."""
    told = without_asides(text)
    there = meant(query).stems(told)
    if not things or things & there or any(there & _GOES_ON.get(thing, frozenset()) for thing in things):
        return True
    return bool(things & _wordings(_matter(query)).told(words(told)))


def is_of_it(query: Query, text: str) -> bool:
    """Whether the text has one of the things, or every name: of Orlen is "Orlen Water", and not "Low Orlen"."""
    return is_of_thing(query, text, things_of(query)) or _has_names(query, text)


def leads_with_it(query: Query, title: str, lead: str) -> bool:
    """Whether an article begins with the thing asked for, or its headline has it, and then the lead every name."""
    things = things_of(query)
    if is_called(query, title) or is_of_thing(query, lead, things):
        return True
    return is_of_thing(query, title, things) and _has_names(query, lead)


def is_called(query: Query, title: str) -> bool:
    """Whether a headline has what is asked for word for word, "Brightwell takeover": several words, that is."""
    asked = [re.escape(word.written) for word in words(_matter(query)) if word.written.casefold() not in ("the", "a")]
    phrase = r"\W+".join(asked)
    return len(asked) > 1 and re.search(rf"\b{phrase}\b", title, re.IGNORECASE) is not None


def _has_names(query: Query, text: str) -> bool:
    """Whether the text has each name of the question, and not only as the end of a longer one."""
    return all(
        any(_begins(text, found.start()) for found in _written(name.text, text)) for name in names(_matter(query))
    )


def _written(name: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"\b{re.escape(name)}\b", text)


def _begins(text: str, at: int) -> bool:
    before = re.search(r"\b([A-Z][\w’'-]*)\s+$", text[:at])
    return before is None or before[1].casefold() in COMMON


def _matter(query: Query) -> str:
    return matter_of(query.subject or query.standalone)


@lru_cache(maxsize=8)  # of one question, for each sentence of its story
def _wordings(matter: str) -> Wordings:
    return Wordings(matter)
