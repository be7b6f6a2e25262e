"""Which words of a name may be left out or change places: patronymics, second surnames, surnames that come first."""

import re
from collections.abc import Callable

from index.names.east_asian import wade_giles
from index.names.given import same_given, tongues
from index.names.japanese import is_japanese
from index.names.keys import latin
from index.names.korean import SURNAMES

_PATRONYMIC = re.compile("(?:[oe]v[iy]t?ch|[iy]ch|[oe]vna|[iy]vna|[oe]witsch)$")
_FATHERS = frozenset("mohammed muhammad ahmed bin ibn ben abu".split())
_SONS = frozenset("bin ibn ben bint".split())
_WITH_FATHER = 3
_LATER = frozenset("jr sr ii iii iv junior senior neto filho hijo sobrinho city state".split())
_SHORTEST = 3


def is_turned(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two words may be given and family name in either order: Japanese, Chinese, Korean or Hungarian ones."""
    if len(ones) != 2:
        return False
    if all(map(is_japanese, (*ones, *others))):
        return True
    known = [tongues(word) for word in ones]
    if sum("hungarian" in found for found in known) == 1:
        return True
    korean = any(latin(word) in SURNAMES for word in ones)
    return not any(known) and (korean or any(wade_giles(" ".join(name)) for name in (ones, others)))


def left_out(ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool], hyphened: bool) -> bool:
    """Whether the shorter is the longer without its middle name, its second surname, its family or its given names."""
    short, long = sorted((ones, others), key=len)
    if len(short) < 2 or len(short) == len(long):
        return False
    first = same(short[0], long[0]) or same_given(short[0], long[0])
    if first and len(short) == 2 and len(long) == 3 and not hyphened and same(short[1], long[2]):
        return _is_middle(long[0], long[1], long[2])
    if len(short) == _WITH_FATHER and latin(short[1]) in _SONS:
        return first and latin(long[1]) in _SONS and same(short[2], long[2])
    if "hispanic" not in (tongues(long[0]) | tongues(short[0])) or latin(long[-1]) in _LATER:
        return False
    if first and len(long) == len(short) + 1:
        surnames = long[-2:]
        agree = all(map(same, short[1:], long[1:-1]))
        return (
            agree and not any("hispanic" in tongues(word) for word in surnames) and min(map(len, surnames)) >= _SHORTEST
        )
    return len(short) == 2 and not any(map(tongues, short)) and all(map(same, short, long[-2:]))


def _is_middle(first: str, middle: str, last: str) -> bool:
    """Whether the word between is a patronymic or a second given name, and no father's name of a chain of them."""
    if latin(first) in _FATHERS or not tongues(first) or tongues(last):
        return False
    armenian = "caucasian" in tongues(first) and middle.endswith("i")
    return armenian or bool(tongues(middle)) or _PATRONYMIC.search(latin(middle)) is not None
