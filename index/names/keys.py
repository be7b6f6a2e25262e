"""Two words of names compared: the same name romanised by different rules, or only alike?

A word is brought into Latin letters (anyascii) and then into one of its readings, by what the usual tables write for
the same letter: BGN/PCGN and ALA-LC (zh, kh, ts, ya), ISO 9 and the scientific system (ž, ch, c, ja), German (sch, w,
j, z for ц) and French usage (ou, tch, -ine, ch for ш), Ukrainian as the national table of 2010 writes it. Short words
keep their letters, for which one letter makes another name.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from index.names.scripts import allows, greek, is_greek, is_unvowelled

SOME, LONG, LONGEST = 5, 7, 9
"""Letters from which safe readings, all readings and one other vowel, and two other vowels leave a name the same."""
MANY = 99
_NO_LETTER = re.compile("[^a-z0-9]")
_PILGRIM = re.compile("^(?:(?:ha|cha|kha)(?:dj|tj|tz|dz)|haj)i(?=[a-z]{4})")
"""What begins Greek, Turkish and Bosnian surnames whose bearer's forefather was a pilgrim: "Hadjigeorgiou"."""
_VALUES = str.maketrans(
    {"č": "ch", "ć": "ch", "š": "sh", "ž": "zh", "đ": "dj", "ä": "ae", "ö": "oe", "ü": "ue", "ə": "a"}
    | {"ş": "sh", "ș": "sh", "ţ": "ts", "ț": "ts", "ç": "ch", "ø": "oe", "å": "aa", "ő": "oe", "ű": "ue"}
    | {"ћ": "ch", "ђ": "dj", "џ": "dzh", "ё": "yo"}
)
_SERBIAN = str.maketrans("шчћжђцјх", "scczdcjh")
"""What Serbian letters are where Latin ones lost their signs: "Milosevic"."""
# The order counts: the longer spellings of a sound go before the shorter. "$" is sh, "%" ch; "&" and "w" long vowels.
_SOUNDS = (
    *(("schtsch", "$"), ("chtch", "$"), ("shch", "$"), ("szcz", "$")),
    *(("tsch", "%"), ("tch", "%"), ("sch", "$"), ("sh", "$"), ("ch", "%")),
    *(("dzh", "j"), ("zh", "j"), ("dj", "j"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f")),
    *(("q", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "w"), ("ee", "&")),
)
_ENDS = ((re.compile("ff$"), "v"), (re.compile("(?<=[a-z]{4})([iy])ne$"), r"\1n"), (re.compile("(?<=[aeiou])h$"), ""))
_GLIDE = re.compile(r"(?<=[aeiou])y(?=[aeiou])|(?<=i)y(?=[aeou])|^y(?=e)|(?<=[^aeiouy])y(?=e)")
_OFF_GLIDE = re.compile(r"(?<=[aeou])(?<!le)y(?![aeiouy])")  # "Milley" is no Milei
_FINAL_I = re.compile(r"(?:iy|yy|ij|yj|yi|ii|(?<!le)y)$")
_SIBILANT = re.compile("(?<=[$%])ov(?=a?$)")  # ё after these is o or e
_AGENT = re.compile("(?:er|man)$")  # "Weber" is no Webber, "Fischer" no Fisher
_DOUBLE, _DOUBLE_CONSONANT = re.compile(r"(.)\1+"), re.compile(r"([^aeiou])\1+")
_LOOSE = (
    *(("kh", "h"), ("ck", "k"), ("tz", "ts"), ("ae", "e"), ("ai", "e"), ("ay", "e"), ("ei", "e"), ("ey", "e")),
    *(("oe", "o"), ("ue", "u"), ("y", "i")),
)
_GERMAN_SLAVIC = re.compile("sch.*(?:[oei]wa?|w[iy]t?sch|sk(?:i|ij|y|aja)|dse)$")
# What one language writes for a sound, brought to what English writes: where to know it by, and what it has there.
_LANGUAGES = (
    (re.compile("ou|tch|[iy]ne$|gu[ei]"), (("(?<!t)ch", "sh"), ("gu(?=[ei])", "g"))),  # French
    (re.compile("ch(?:vili|in[iy]an)$"), (("ch(?=vili$|in[iy]an$)", "sh"),)),
    (re.compile("^ou(?=[aeio])"), (("^ou", "v"),)),  # the same, for what English writes with w
    (re.compile("sch|w|dse$"), (("(?<!s)ch", "kh"), ("(?<=[aeioud])s(?=[aeiou])", "z"))),  # German
    (_GERMAN_SLAVIC, (("(?<!t)sch(?!tsch)", "zh"),)),  # the same, which has no other way to write ж: "Schukow"
    (re.compile("skaia$"), (("skaia$", "skaya"),)),  # French and the Library of Congress
    (re.compile("[scr]z|ck[ia]$"), (("sz", "sh"), ("cz", "ch"), ("rz", "zh"), ("c(?=k[ia]$)", "ts"))),  # Polish
    (re.compile("i?iv(?:ka)?$"), (("i?iv(?=ka$|$)", "ev"), ("(?<=[aeiouy])h", "g"))),  # Ukrainian, for -ev and -eevka
    (re.compile("iv(?:ka)?$"), (("iv(?=ka$|$)", "ov"), ("(?<=[aeiouy])h", "g"))),  # the same, for -ov and -ovka
    (re.compile("ee?v(?:ka)$"), (("e+v(?=ka$)", "ev"),)),
    (re.compile("(?<=[aeiouy])h(?=[aeiouy])|^h(?=[rln])"), (("(?<=[aeiouy])h(?=[aeiouy])|^h(?=[rln])", "g"),)),
    (re.compile("(?<=[^aeiouy])ie(?=[^aeiouyn])"), (("(?<=[^aeiouy])ie(?=[^aeiouyn])", "e"),)),  # Ukrainian є
    (re.compile("gh?i(?=[aou])"), (("(?<=[aeou])gh?i(?=[aou])", "y"), ("^gh?i(?=[aou])", "y"))),  # Greek
    (re.compile("q(?!u)"), (("q(?!u)", "g"),)),  # Arabic and Persian ق, which is gh as well
)
_SLAVIC_END = re.compile(
    "(?:[oey][vw]|off|[oe]va|enko|ch[uy]k|[sc]k(?:iy?|yy?|i[jy]|aya|aja|aia)|[iy]an|dze|shvili|[iy]ch?)$"
)
_SYLLABLE = re.compile("([aeiou]*)([^aeiou])")
_NEAR = {frozenset(pair) for pair in ("ei", "ou", "ae")} | {frozenset(("", vowel)) for vowel in "ei"}

_NEAR_FIRST = {frozenset("ei")}
"""In the first place a and e, o and u tell "Peterson" from "Paterson", "Colombia" from "Columbia"."""


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """The word in small Latin letters alone: without accents, apostrophes, hyphens."""
    if word.isascii():
        return word.lower() if word.isalnum() else _NO_LETTER.sub("", word.lower())
    composed = unicodedata.normalize("NFC", greek(word) if is_greek(word) else word)
    return _NO_LETTER.sub("", anyascii(composed).casefold())


def same_word(one: str, other: str) -> bool:
    """Whether both are spellings of one word of a name."""
    return same_spelling(one, other) or _nearly(one, other)


def same_spelling(one: str, other: str) -> bool:
    """Whether both are read alike: case, accents, apostrophes and the rules of romanisation are all that differs."""
    across = is_latin(one) != is_latin(other)  # one of the two is a transcription, however short
    if across and is_unvowelled(one) != is_unvowelled(other):
        return allows(one, latin(other)) or allows(other, latin(one))
    shortest = min(len(latin(one)), len(latin(other)))
    loose = across or shortest >= LONG or (shortest >= SOME and _is_slavic(one) and _is_slavic(other))
    return not readings(one, loose=loose).isdisjoint(readings(other, loose=loose))


def _is_slavic(word: str) -> bool:
    """Whether it ends as surnames of the East do, of which few look alike: -ov, -enko, -ski, -yan, -dze."""
    return _SLAVIC_END.search(latin(word)) is not None


@lru_cache(maxsize=50_000)
def is_latin(word: str) -> bool:
    """Whether all its letters are Latin ones."""
    return word.isascii() or all(
        unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter.isalpha()
    )


@lru_cache(maxsize=50_000)
def readings(word: str, *, loose: bool = True) -> frozenset[str]:
    """Everything that the word may stand for, in one way of writing."""
    plain, valued = latin(word), latin(word.casefold().translate(_VALUES))
    found = {plain, valued}
    if word.casefold().endswith("ић"):
        found.add(latin(word.casefold().translate(_SERBIAN)))
    if loose or len(plain) >= SOME:
        spellings = {plain, valued, *((*_languages(plain), one_prefix(plain)) if loose else ())}
        found |= {_read(form, loose=loose) for spelt in spellings for form in _letters(spelt, loose=loose)}
    return frozenset(found)


def one_prefix(word: str) -> str:
    """The word in Latin letters with one spelling of the pilgrim at its beginning."""
    return _PILGRIM.sub("hadji", word)


def _languages(word: str) -> Iterator[str]:
    """The word as English would write it, for each language whose ways of writing it shows."""
    for shown, changes in _LANGUAGES:
        if shown.search(word):
            form = word
            for written, sound in changes:
                form = re.sub(written, sound, form)
            yield form


def _letters(word: str, *, loose: bool) -> list[str]:
    """The word with each value that its ambiguous letters have in one language or another: c, j and z."""
    soft = re.sub(r"c(?![hk])", "k", re.sub(r"c(?=[eiy])", "s", word))
    if not loose:
        return [soft]
    forms = {soft, *(re.sub(r"c(?![hk])", value, word) for value in ("ts", "ch"))}
    forms |= {re.sub(r"(?<!d)j(?!i[anu])", "y", form) for form in forms}  # "Nanjing" is no Nanning
    return sorted(forms | {re.sub(r"(?<=[a-z])(?<![dtz])z(?![hzs])", "ts", form) for form in forms})


def _read(word: str, *, loose: bool) -> str:
    """One spelling for all spellings of a sound; `loose` joins those, too, that tell names apart in short words."""
    if not loose and _AGENT.search(word):
        return word
    for pattern, sound in _ENDS:
        word = pattern.sub(sound, word)
    for written, sound in _SOUNDS:
        if loose or written != "th":  # "Tune" is no Thune
            word = word.replace(written, sound)
    word = _OFF_GLIDE.sub("i", _FINAL_I.sub("i", _GLIDE.sub("", _SIBILANT.sub("ev", word))))
    if loose:
        for written, sound in _LOOSE:
            word = word.replace(written, sound)
    return (_DOUBLE if loose else _DOUBLE_CONSONANT).sub(r"\1", word)


def meeting_points(word: str) -> frozenset[str]:
    """Words of the Latin script that are the same word have one of these in common, as others may have too.

    A word of another script meets them likewise; two of other scripts need not.
    """
    if len(latin(word)) < LONG and is_latin(word):
        return readings(word, loose=False)
    return readings(word, loose=False) | readings(word) | _by_consonants(word).keys()


def kindred_word(one: str, other: str) -> bool:
    """Whether both may be one word of a name whose other words agree, for which much smaller signs are enough.

    Arabic ج is j or g, its last short vowel a or e, its u an o; Western Armenian has b, g, d for p, k, t.
    """
    shortest = min(len(latin(one)), len(latin(other)))
    loose = shortest >= LONG
    return shortest >= SOME and not _kindred(latin(one), loose=loose).isdisjoint(_kindred(latin(other), loose=loose))


@lru_cache(maxsize=50_000)
def _kindred(word: str, *, loose: bool) -> frozenset[str]:
    forms = {word, re.sub("(?<!d)g(?=[ei])", "j", word), *_languages(word)}
    if "sch" not in word:
        forms.add(re.sub("e(?=[^aeiouyn]$)", "a", word))
    if re.search("[iy]an$", word) and len(word) >= LONG:
        voiceless = word.translate(str.maketrans("bgd", "pkt"))
        forms.add(re.sub("(?<=[^aeiouy])[ie](?=s[iy]an$)", "", voiceless))
    return frozenset(re.sub("(?<=.)o", "u", _read(form, loose=loose)) for form in forms)


def _nearly(one: str, other: str) -> bool:
    """Whether two long words have the same consonants, and near vowels in one place, or two of a very long word."""
    if min(len(latin(one)), len(latin(other))) < LONG:
        return False
    ones, others = _by_consonants(one), _by_consonants(other)
    return any(
        _vowels_apart(first, second) <= (1 if min(length, size) < LONGEST else 2)
        for consonants in ones.keys() & others.keys()
        for first, length in ones[consonants]
        for second, size in others[consonants]
    )


@lru_cache(maxsize=50_000)
def _by_consonants(word: str) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The vowels of each reading, and its length, by its consonants."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for reading in readings(word):
        syllables = _SYLLABLE.findall(f"{reading}.")
        consonants = " ".join(end for _, end in syllables)
        found.setdefault(consonants, []).append((tuple(vowels for vowels, _ in syllables), len(reading)))
    return found


def _vowels_apart(ones: tuple[str, ...], others: tuple[str, ...]) -> int:
    """In how many places near vowels stand for each other, but not at either end; too many if others do."""
    if (ones[0], ones[-1]) != (others[0], others[-1]):
        return MANY
    apart = [(at, frozenset(pair)) for at, pair in enumerate(zip(ones, others, strict=True)) if len(set(pair)) > 1]
    first = next((at for at, vowels in enumerate(ones) if vowels), 0)
    near = all(pair in (_NEAR if at > first else _NEAR_FIRST) for at, pair in apart)
    return len(apart) if near else MANY
