"""Arabic, Persian, Turkic, Hebrew and Indian names: their compounds joined, their vowels as they are heard.

"Abdul Hamid", "Abdel-Hamid" and "Abd al-Hamid" are one given name. Within a longer name whose other words agree, short
vowels are what the writer's ear made of them, and q is gh, g or k.
"""

import re
from functools import lru_cache

from index.names.given import EASTERN, different_given, tongues
from index.names.keys import latin
from index.names.scripts import ARABIC_SERVANT, is_unvowelled

SHORTEST = 4
_SERVANTS = frozenset("abd abdul abdel abdol abdal abdoul abdur abder abdus abdes abdu abdou abdir".split())
_FAITH = frozenset("eddin uddin aldin eldin din eddine addin deen eldine".split())
_KIN = {"bin": "bin ibn ben bni", "abu": "abu abou", "umm": "umm um oum"}
_KINDRED = {spelling: kin for kin, spellings in _KIN.items() for spelling in spellings.split()}
"""Son, father and mother of somebody, as these tongues are written."""
_BAKR = frozenset("bakr bakar baker bekr bekir".split())
_SOUNDS = (
    *(("dzh", "j"), ("dj", "j"), ("zh", "j"), ("tch", "c"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t")),
    *(("sch", "$"), ("sh", "$"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("qu", "k")),
)
_AI = re.compile("a[iy](?![aeiou])|e[iy](?![aeiou])|ae")
_AU = re.compile("a[vo]?u|av(?=[^aeiou]|$)|ao(?=[^aeiou]|$)")
_GLUED = re.compile("^[EA]l(?=[A-Z])")
"""An article that is written as one with its name: "ElBaradei"."""
_DOUBLED = re.compile(r"(.)\1+")
_SYLLABLES = re.compile("([aeiou]*)([^aeiou])")
_NEAR = {frozenset(pair) for pair in ("ei", "ea", "ou")} | {frozenset(("", vowel)) for vowel in "aei"}


def joined_compounds(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with "Abd al" made one word with what it serves, and "al-Din" one with what goes before."""
    found: list[str] = []
    servant = False
    for word in words:
        plain = latin(word)
        if servant:
            found.append(f"{ARABIC_SERVANT}{word}" if is_unvowelled(word) else f"abdul{_served(plain)}")
        elif plain in _FAITH and found:
            found.append(f"{_faithful(latin(found.pop()))}uddin")
        elif plain in _KINDRED:
            found.append(_KINDRED[plain])
        elif found and found[-1] == "abu" and plain in _BAKR:
            found[-1] = "abubakr"
        else:
            found.append(_canonical(_GLUED.sub("", word), latin(_GLUED.sub("", word))))
        servant = not servant and (plain in _SERVANTS or word == ARABIC_SERVANT)
        if servant:
            found.pop()
    return (*found, words[-1]) if servant else tuple(found)


def _served(plain: str) -> str:
    return plain.removeprefix("al").removeprefix("l") if plain.startswith("allah") else plain


def _canonical(word: str, plain: str) -> str:
    """A compound written as one word, as it would be in the commonest way; any other word as it was."""
    if match := re.fullmatch("abd[aeou]u?(?:l(?=l?[^l])|r(?=r)|s(?=s)|n(?=n)|z(?=z)|d(?=d))l?([a-z]{4,})", plain):
        return f"abdul{match[1]}"
    if match := re.fullmatch("abdi([a-z]{5,})", plain):  # as Somali has it
        return f"abdul{match[1]}"
    if match := re.fullmatch("([a-z]{3,}?)(?:[aeiou]d?d|att|ett|utt)(?:in|een|ine)", plain):
        return f"{match[1]}uddin" if plain not in ("aladdin",) and re.search("dd|tt", plain) else word
    return word


def _faithful(plain: str) -> str:
    return re.sub("[aeu]$", "", plain) if len(plain) > SHORTEST else plain


def is_eastern(words: tuple[str, ...]) -> bool:
    """Whether a word of the name is a given name of these tongues, or "bin", or serves God."""
    return any(word in _KIN or word.startswith("abdul") or tongues(word) & EASTERN for word in words)


def kindred_eastern(one: str, other: str) -> bool:
    """Whether two words of such names may be one: the same consonants, near vowels in two places at most."""
    plain = latin(one), latin(other)
    if min(map(len, plain)) < SHORTEST or different_given(one, other):
        return False
    if min(map(len, plain)) == SHORTEST and plain[0][-1] != plain[1][-1]:
        return False
    return any(
        ones[1] == others[1] and _near(ones[0], others[0]) for ones in _heard(plain[0]) for others in _heard(plain[1])
    )


def _near(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    apart = [frozenset(pair) for pair in zip(ones, others, strict=True) if pair[0] != pair[1]]
    if ones[-1] != others[-1] and "" in (ones[-1], others[-1]):
        return False  # "Fahmy" is no Fahim
    return len(apart) <= (2 if len(ones) > 3 else 1) and all(pair in _NEAR for pair in apart)


@lru_cache(maxsize=20_000)
def _heard(plain: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Vowels and consonants of what the word may stand for."""
    forms = {plain, re.sub("(?<!t)ch", "sh", plain), re.sub("(?<!t)ch", "h", plain), re.sub("gu(?=[ei])", "g", plain)}
    forms |= {re.sub("g(?=[ei])", "j", form) for form in forms}
    forms |= {form.replace("q", "gh") for form in forms} | {form.replace("q", "k") for form in forms}
    forms |= {form.replace("kh", "h") for form in forms}
    forms |= {form.replace("dh", "z").replace("ow", "ou") for form in forms}
    return tuple(dict.fromkeys(map(_parts, forms)))


def _parts(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub("(?<=[aeiou])h$|(?<=[aeiou][td])e$", "", _AU.sub("au", _AI.sub("e", word)))
    word = re.sub("iy(?=[aeiou])|ya(?=.)", "ia", re.sub("[iy]+$", "i", word))
    syllables = _SYLLABLES.findall(_DOUBLED.sub(r"\1", word) + ".")
    return tuple(vowels for vowels, _ in syllables), tuple(end for _, end in syllables)
