"""Whether a word is a verb in the past, "passed", "beaten", as its form tells. English."""

from rag.text.facts import fold
from rag.text.vocabulary import IRREGULAR, PLURALS

# Besides those of the vocabulary, whose forms compare with each other.
_PAST = frozenset(
    """became been broadcast dug fled forbade forbidden forgave forgiven forgot forgotten froze frozen heard laid lent
    overthrew overthrown overtook rode sang shook slept sought spun spread swam swept swore sworn tore torn threw thrown
    undertook understood withdrew withdrawn woke wore worn""".split()
)
_UNCHANGED = frozenset("beat burst hit hurt let put quit shed shut split cut".split())
"""Written in the past as they are now, and seldom nouns before a verb."""
_OR_NOUNS = frozenset("bet bid cast cost read set".split())
_NO_VERBS = frozenset((*PLURALS, "dead", "death", "according", "united", "hundred", "need", "speed", "bed", "feed"))
"""What ends like a verb in the past, or is a form of one in the vocabulary, and is none."""


def is_past(word: str) -> bool:
    """Whether the word tells what was done; one that is written alike in the present, "shut", is taken to."""
    plain = fold(word)
    if plain in _NO_VERBS:
        return False
    irregular = IRREGULAR.get(plain, plain) != plain and not plain.endswith(("s", "ing"))
    return irregular or plain in _PAST or plain in _UNCHANGED or (plain.endswith("ed") and len(plain) > 3)


def may_be_past(word: str) -> bool:
    """Whether it does, or may: "cost" and "bid" are nouns as often."""
    return is_past(word) or fold(word) in _OR_NOUNS
