"""Which words of a name may be left out or change places: patronymics, second surnames, surnames that come first."""

from collections.abc import Callable

from index.names.east_asian import wade_giles
from index.names.given import EASTERN, same_given, tongues
from index.names.japanese import is_japanese
from index.names.keys import latin
from index.names.korean import SURNAMES

_FATHERS = frozenset("mohammed muhammad ahmed bin ibn ben abu abd abdul abdel umm".split())
_SONS = frozenset("bin ibn ben bint".split())
_WITH_FATHER = 3
_LATER = frozenset("jr sr ii iii iv v vi vii viii ix junior senior neto filho hijo sobrinho city state".split())
_CHAINED = EASTERN | {"ethiopian"}
"""Tongues whose names are chains of the given names of forefathers."""
_SHORTEST = 3
_MOST_LEFT_OUT = 2
_OWN_COMPOUND = frozenset("jean marie anne hans karl carl".split())
"""Given names that a second one makes another name of: "Jean-Claude", or "Jean Paul", is no Jean."""
_SURNAMES_FIRST = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong trinh luong to vuong mai
    li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie tang
    deng xiao feng cao peng zeng jiang cai pan tian dong yuan jia fu ye wei xi mao bo wen lai tsai chiang chou
    hsu lee chan wong cheung leung lam ng tan lim ong goh teo""".split()
)
"""Chinese and Vietnamese surnames, after which each word tells: "Kim Il Sung" is no Kim Sung."""
_NO_PERSON = frozenset(
    """north south east west northern southern eastern western central new old great little upper lower san santa
    santo sao los las fort port mount lake saint papua equatorial royal national international american british
    european world united first bank university college house court party union council department ministry republic
    democratic people federal state city club islamic social christian liberal supreme general air air black white
    red green big""".split()
)
"""Words that begin the names of places and bodies, of which none is left out."""
_BODIES = frozenset(
    """bank university college house court party union council department ministry republic airport river sea island
    islands war prize act street club company corporation association organization organisation agency times post
    news press institute foundation airlines airways army front movement league fund group states city guinea wales
    park hospital school station bridge square stadium festival cup""".split()
)
"""Words that end them."""


def is_turned(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two words may be given and family name in either order: Japanese, Chinese, Korean or Hungarian ones."""
    if len(ones) != 2:
        return False
    if all(map(is_japanese, (*ones, *others))):
        return True
    known = [tongues(word) for word in ones]
    if sum(map(bool, known)) == 1:  # "Orban Viktor"
        return True
    korean = any(latin(word) in SURNAMES for word in ones)
    return not any(known) and (korean or any(wade_giles(" ".join(name)) for name in (ones, others)))


def left_out(
    ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool], *, hyphened: bool, family: bool
) -> bool:
    """Whether the shorter is the longer without its middle name, its second surname, its family or its given names.

    `hyphened` says that a hyphen joins words of one of them, `family` that both end with the name of a family.
    """
    short, long = sorted((ones, others), key=len)
    if len(short) < 2 or len(short) == len(long):
        return False
    first = same(short[0], long[0]) or same_given(short[0], long[0])
    if len(short) == 2 and same(short[1], long[-1]) and _is_middle(short, long, first=first, hyphened=hyphened):
        return family or not (tongues(long[-1]) & _CHAINED and tongues(long[0]) & _CHAINED)
    if len(short) == _WITH_FATHER and latin(short[1]) in _SONS:
        return first and latin(long[1]) in _SONS and same(short[2], long[2])
    if first and len(short) >= _WITH_FATHER and _is_within(short, long, same):
        return True
    if first and len(long) == len(short) + 1 and "ethiopian" in tongues(long[0]):  # the grandfather's name
        return latin(long[-1]) not in _LATER and all(map(same, short, long[:-1]))
    if "hispanic" not in (tongues(long[0]) | tongues(short[0])) or latin(long[-1]) in _LATER:
        return False
    return (first and _without_surname(short, long, same, hyphened)) or _without_given_names(short, long, same)


def _is_within(short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether all words of one stand in their order in the other, which has more in the middle."""
    names = [latin(word) for word in (*short, *long)]
    if any(len(name) == 1 or name in _SONS | _LATER | _FATHERS | _NO_PERSON | _BODIES for name in names):
        return False
    if latin(short[0]) in _SURNAMES_FIRST or latin(short[0]) in SURNAMES or tongues(short[-1]) & _CHAINED:
        return False
    rest = iter(long[1:-1])
    return same(short[-1], long[-1]) and all(any(same(word, other) for other in rest) for word in short[1:-1])


def _without_surname(
    short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool], hyphened: bool
) -> bool:
    """Whether a Spanish or Portuguese name is the other without one of its two surnames."""
    most = 2 if hyphened else 1
    if not len(short) < len(long) <= len(short) + most:
        return False
    if len(short) >= _WITH_FATHER and same(short[-1], long[-1]):
        return len(long) == len(short) + 1 and all(map(same, short[:-1], long[: len(short) - 1]))
    surnames = long[len(short) - 1 :]
    agree = all(map(same, short[1:], long[1:]))
    given = any("hispanic" in tongues(word) for word in surnames)
    return agree and not given and min(map(len, surnames)) >= _SHORTEST


def _without_given_names(short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether a name of two surnames is another that has its given names, too."""
    return len(short) == 2 and not any(map(tongues, short)) and all(map(same, short, long[-2:]))


def _is_middle(short: tuple[str, ...], long: tuple[str, ...], *, first: bool, hyphened: bool) -> bool:
    """Whether the words between are middle names or initials, no father's name of a chain of them and no syllable."""
    between, plain, last = long[1:-1], latin(long[0]), latin(long[-1])
    if len(between) > _MOST_LEFT_OUT or last in _LATER:
        return False
    initials = all(len(latin(word)) == 1 for word in between)
    if not first:  # "J. J." is Jerry
        return initials and sorted(map(len, (plain, latin(short[0]))))[0] == 1 and plain[0] == latin(short[0])[0]
    if (
        {plain, last} & _NO_PERSON
        or last in _BODIES
        or plain in _SURNAMES_FIRST
        or plain in SURNAMES
        or last in SURNAMES
    ):
        return initials and plain not in _NO_PERSON and last not in _BODIES
    if plain in _FATHERS or any(latin(word) in _SONS or word.islower() for word in between):
        return False
    return (initials and not hyphened) or plain not in _OWN_COMPOUND
