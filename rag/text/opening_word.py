"""The word with which a question in another language opens: it has its capital from its place, "Welche Filme"."""

from functools import cache

from index.lexical.stop_words import STOP_WORDS
from rag.text.words import COMMON, words


def without_opening_word(name: str, text: str) -> str:
    """A name of the text without its first word, where that opens the text and is a common word of its language.

    Of a language that another word of the text shows, which is none of English: "Van Rooy" of "Van Rooy won?" stays.
    """
    told = [word.written.casefold() for word in words(text)]
    first, _, rest = name.partition(" ")
    if not told or first.casefold() != told[0]:
        return name
    others = frozenset(told[1:]) - COMMON
    opens = any(told[0] in common and others & common for common in _foreign())
    return rest if opens else name


@cache
def _foreign() -> tuple[frozenset[str], ...]:
    return tuple(common for language, common in sorted(STOP_WORDS.items()) if language != "english")
