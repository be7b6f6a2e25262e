"""Words of a question that only say that something is asked, or was published: "Summarise what was reported"."""

from rag.text.words import stem, words

_FORM_WORDS = frozenset(
    stem(word)
    for word in """report reported write wrote written publish published print printed run ran cover covered carry
    carried appear appeared post posted bring brought tell happen happened occur going summarise summarize sum recap
    summary overview roundup list show give article story stories piece text news headline newspaper paper item event
    development coverage main important top latest new thing things everything anything something everyone
    please""".split()
)
_TIMES = frozenset(map(stem, "day month year time".split()))

_HEADS = frozenset(
    """compare contrast summarise summarize recap list name enumerate explain describe outline give show tell
    find""".split()
)


def asks_form(word: str) -> bool:
    """Whether a word that opens a question only says what form is wanted: in "Compare Lind's offers" it is no name."""
    return word.casefold() in _HEADS


def names_no_matter(text: str) -> bool:
    """Whether every word of a question only says that something is asked, or was published."""
    return all(word.common or word.stem in _FORM_WORDS or word.stem in _TIMES for word in words(text))


def asks_for_form(text: str) -> bool:
    """Whether any word says so: "Summarise", "happened"; not "And last week?" or "And last month?"."""
    return any(word.stem in _FORM_WORDS for word in words(text))
