"""Two whole names compared, word by word: titles and articles dropped, initials matched, "Last, First" turned round."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.names.characters import same_characters
from index.names.east_asian import different_pinyin, is_surname_first, pinyin, same_chinese
from index.names.eastern import is_eastern, joined_compounds, kindred_eastern
from index.names.given import INHERITED, different_given, same_given, same_given_across
from index.names.japanese import SHORTEST, is_japanese, same_japanese
from index.names.keys import kindred_word, latin, same_spelling, same_word
from index.names.korean import same_korean
from index.names.parts import is_turned, left_out
from index.names.scripts import is_han, is_hangul
from index.names.titles import is_honour, plain_order, without_honours

_LETTER = r"(?:[^\W_]|[\u0591-\u05c7\u064b-\u065f\u0900-\u0dff])"  # with the signs that vowels are in some scripts
_WORD = re.compile(rf"{_LETTER}+(?:['’ʼ`]{_LETTER}+)*")
TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president vice former ex prime minister premier chancellor
    king queen prince princess emperor pope saint st sheikh shaikh sheik emir sultan ayatollah imam mullah rabbi senator
    sen representative rep congressman governor gov mayor judge justice general gen colonel col captain capt major maj
    lieutenant lt sergeant sgt admiral marshal secretary chief chairman chairwoman samdech herr frau monsieur madame
    deputy foreign acting speaker""".split()
)
"""Words before a name that are no part of it."""
_ROYAL = frozenset("king queen prince princess emperor pope sultan emir saint st".split())
_ARTICLES = frozenset("al el ad an as ar ash the".split())
_OFFICES = frozenset(
    """of for and state defence defense finance interior justice health home treasury attorney crown first opposition
    leader army navy police field lieutenant brigadier energy trade labour labor education interim parliament grand
    commander archbishop bishop cardinal patriarch metropolitan reverend rev father pastor mufti maulana mawlana shri
    smt baron baroness ambassador commissioner analyst us uk eu un french dutch greek swiss czech welsh""".split()
)
"""Words before or after a title that belong to it."""
_DEMONYM = re.compile("(?:[aeiou]an|ese|ish|[eo]li|aqi|stani|ni)$")
_HYPHENED_ARTICLE = re.compile(r"(?<![^\W\d_])(?:al|el|as|ad|an|ar|ash|ul)-", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_a-z][^\W\d_]{2})")
"""What joins two surnames, no article and no syllable."""
_FAMILY = re.compile(r"(?<!\w)(?:al|el|as|ad|an|ar|ash|at|az)[- ]\w+$", re.IGNORECASE)
_SYLLABLES = 3
_WHOLE = 2
_LONGEST = 12
"""Words of a name; what has more is a text."""
_ALS = frozenset("gore sharpton franken pacino capone green jolson roker damato michaels unser hirt haig".split())
"""Before these, Al is no article."""
_COUNTRY = ("el", "salvador")
"""Of which the article tells: Salvador is a town of Brazil."""
_PARTICLES = frozenset("von van de da bin ibn la le della di du der den dos".split())
_NO_GIVEN_NAME = frozenset(
    """north south east west northern southern eastern western new old central upper lower san santa santo sao los las
    fort port mount lake great little papua equatorial ciudad el""".split()
)


Words = tuple[str, ...]
Names = tuple[str, str]


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words that tell a name, given name first: without titles and Arabic articles, where others are left."""
    found = _WORD.findall(plain_order(name))
    korean = len(found) == _SYLLABLES and found[0] == "An"
    if len(found) == _WHOLE and (latin(found[0]), latin(found[1])) == _COUNTRY:
        return tuple(found)
    if len(found) == _WHOLE and found[0] == "Al" and latin(found[1]) in _ALS:
        return tuple(found)
    told = [word for word in found if latin(word) not in _ARTICLES or (korean and word == "An")] or found
    return without_honours(_without_title(tuple(told)))


def _without_title(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words after a title with all that belongs to it: "Secretary of State", "Russian Foreign Minister"."""
    plain = tuple(map(latin, words))
    start = 0
    while start < len(words) - 1 and (_is_of_title(plain, start) or is_honour(plain, start)):
        start += 1
    return words[start:]


def _is_of_title(plain: tuple[str, ...], at: int) -> bool:
    """Whether a word is a title, or one of an office or country that goes with one."""
    word, left = plain[at], len(plain) - at
    if word in TITLES:
        return left > 2 or word not in _ROYAL  # "King Charles" has no other name
    if word in _OFFICES:
        return at > 0 or not TITLES.isdisjoint(plain[1 : min(4, left - 1)])
    return at == 0 and left > 2 and _DEMONYM.search(word) is not None and plain[1] in TITLES - _ROYAL


def same_name(one: str, other: str, same: Callable[[str, str], bool] = same_word) -> bool:
    """Whether both may be read as one name; a surname alone is that of a full name, a given name never.

    `same` says it of two words.
    """
    ones, others = name_words(one), name_words(other)
    if not ones or not others:
        return False
    if is_han(one) and is_han(other):
        return same_characters(one, other)
    if ones == others or same_chinese(one, other) or _spelt_out(ones, others, same):
        return True
    if any(different_pinyin(*pair) for pair in zip(ones, others, strict=False)) and len(ones) == len(others):
        return False
    if same_korean(ones, others) or _addressed((one, other), (ones, others)):
        return True
    if _same_words(ones, others, same) or _left_out((one, other), (ones, others), same):
        return True
    return _same_family((one, other), (ones, others), same) or _turned_whole((one, other), same)


def differs_in_letters(one: str, other: str) -> bool:
    """Whether two spellings of one name have the same words, however parted: no initial, no name more or less."""
    ones, others = joined_compounds(name_words(one)), joined_compounds(name_words(other))
    if any(len(word) == 1 for word in (*ones, *others)):
        return False
    return len(ones) == len(others) or same_korean(ones, others) or _joined(ones, others)


def _left_out(names: Names, words: tuple[Words, Words], same: Callable[[str, str], bool]) -> bool:
    """Whether words of one may be left out; an article before both last words says that these are no father's name."""
    hyphened = any("-" in _HYPHENED_ARTICLE.sub(" ", name) for name in names)
    return left_out(*words, same, hyphened=hyphened, family=all(map(_FAMILY.search, names)))


def _same_family(names: Names, words: tuple[Words, Words], same: Callable[[str, str], bool]) -> bool:
    """Whether both end with an Arabic article and its word, and one word differs by what the ear made of it."""
    if len(words[0]) != len(words[1]) or len(words[0]) < _WHOLE or not all(map(_FAMILY.search, names)):
        return False
    unlike = [pair for pair in zip(*words, strict=True) if not same(*pair)]
    return len(unlike) == 1 and kindred_eastern(*unlike[0])


def _turned_whole(names: Names, same: Callable[[str, str], bool]) -> bool:
    """Whether they are turned round with a surname of two parts in one: "Szabó-Kertész Ágnes"."""
    ones, others = (name_words(_HYPHEN.sub("", name)) for name in names)
    if not any(map(_HYPHEN.search, names)) or len(ones) != _WHOLE or len(others) != _WHOLE:
        return False
    return is_turned(ones, others) and _word_by_word(ones, others[::-1], same)


def _addressed(names: Names, words: tuple[Words, Words]) -> bool:
    """Whether one is a surname after a title, and the other begins with it: "President Xi"."""
    (short, written), (long, _) = sorted(zip(words, names, strict=True), key=lambda one: len(one[0]))
    if len(short) > 1 or len(_WORD.findall(written)) < 2 or not is_surname_first(long):
        return False
    return latin(short[0]) == latin(long[0])


def _spelt_out(ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether one, in Chinese or Korean characters, is the other once it is in Latin letters."""
    for written, latins in ((ones, others), (others, ones)):
        if len(written) == 1 and is_han(written[0]) and all(word.isascii() for word in latins):
            spelt = pinyin(written[0])
            hyphened = " ".join((latins[0], "-".join(latins[1:])))
            return same_name(spelt, " ".join(latins), same) or same_chinese(spelt, hyphened)
        if len(written) == 1 and is_hangul(written[0]):
            return same_korean(tuple(written[0]), latins)
    return False


def _same_words(ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether the words agree in their order, or in the order of the East, or as a surname alone does."""
    compounds = joined_compounds(ones), joined_compounds(others)
    if len(compounds[0]) == len(compounds[1]) and _word_by_word(*compounds, same):
        return True
    if len(ones) == len(others):
        return is_turned(ones, others) and _word_by_word(ones, others[::-1], same)
    short, long = sorted((ones, others), key=len)
    if len(short) == 1:
        return _surname_of(short, long) or _joined(ones, others)
    return _without_given(short, long, same) or _joined(ones, others) or _joined_within(short, long, same)


def _joined_within(short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether two words of the longer are one of the shorter: "Hossein Amir-Abdollahian"."""
    if len(long) != len(short) + 1 or len(long) > _LONGEST or min(map(len, long)) < _WHOLE:
        return False
    ways = ((*long[:at], long[at] + long[at + 1].lower(), *long[at + 2 :]) for at in range(len(long) - 1))
    return any(all(map(same_spelling, short[1:], way[1:])) and _word_by_word(short, way, same) for way in ways)


def _word_by_word(ones: tuple[str, ...], others: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether each word is the other's, or its initial; the last has to be there in full.

    One may be kindred alone, where the others are the same and no initials.
    """
    pairs = list(zip(ones, others, strict=True))
    given = [same_given(*pair) or same_given_across(*pair, same_spelling) for pair in pairs[:-1]]
    given.append(len(pairs) > 1 and same_given(*pairs[-1], INHERITED))
    unlike = [pair for pair, known in zip(pairs, given, strict=True) if not known and not same(*pair)]
    eastern = is_eastern(ones) or is_eastern(others)
    if len(pairs) > 1 and not eastern and all(map(is_japanese, (*ones, *others))):
        return all(same_japanese(*pair) or _initial(*pair) for pair in unlike)
    one_unlike = len(unlike) == 1 < len(pairs) and not different_given(*unlike[0])
    if one_unlike and (kindred_word(*unlike[0]) or (eastern and kindred_eastern(*unlike[0]))):
        return True
    if len(pairs) == 1 and min(map(len, pairs[0])) >= SHORTEST and same_japanese(*pairs[0]):
        return True
    return pairs[-1] not in unlike and all(_initial(*pair) for pair in unlike)


def _initial(one: str, other: str) -> bool:
    short, long = sorted((latin(one), latin(other)), key=len)
    return len(short) == 1 < len(long) and long.startswith(short)


def _without_given(short: tuple[str, ...], long: tuple[str, ...], same: Callable[[str, str], bool]) -> bool:
    """Whether the shorter is the surname of the longer, and says so by its particle: "von der Leyen", "bin Salman"."""
    return latin(short[0]) in _PARTICLES and _word_by_word(short, long[-len(short) :], same)


def _surname_of(single: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a lone word is the surname of a full name; "Korea" is not that of "North Korea"."""
    given = {latin(word) for word in full[:-1]}
    return given.isdisjoint(_NO_GIVEN_NAME) and same_spelling(single[0], full[-1])


def _joined(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether they differ in their spaces and hyphens alone: "Jong Un" and "Jongun"; "George Town" is no Georgetown."""
    if min(len(ones), len(others)) == 1 and all(word.isascii() for word in (*ones, *others)):
        return False
    return len("".join(ones)) > 3 and same_spelling("".join(ones), "".join(others))
