"""A sentence -> the words that carry its facts, in a form in which two sentences can be compared.

Numbers are equal in words or digits ("seven", "7"; "1.2 million", "1,200,000"), names with or without accents and
possessives, verbs and plurals by a light stem. Made for English; `knows_language` tells when a text is likely not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rag.text.numbers import SUFFIXES, read_number
from rag.text.vocabulary import COMMON, HEDGES, IRREGULAR, MONTHS, NEGATIONS, OPPOSITES, SHORT_DATES, SIGNS, UNITS
from rag.text.words import stem

Kind = Literal["name", "number", "unit", "word", "common", "negation", "hedge", "break"]
CONTENT: tuple[Kind, ...] = ("name", "number", "unit", "word")
"""The kinds that say something to compare."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `key` is compared (`plain`, unstemmed, for names), `start` and `end` are offsets into it."""

    kind: Kind
    key: str
    start: int
    end: int
    plain: str = ""


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'"})
_ISO_DATE = re.compile(r"\b(\d{4})-(0\d|1[0-2])-(\d{2})\b")
_TOKEN = re.compile(
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)(?:(?:st|nd|rd|th|(?P<suffix>bn|tn|k|m))\b)?"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[%$£€¥])"
    r"|(?P<stop>[,;:.!?()\[\]\"“”«»—–\n])",
)
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BEFORE_PRONOUN = frozenset({"no", "any", "every", "some", "this", "that", "the", "each", "which"})
_LONGEST_NUMBER = 8


def fold(text: str) -> str:
    """The text without case, accents and typographic apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


def base(plain: str) -> str:
    """What the forms of a folded English word have in common: "take" and "took", "close" and "closing"."""
    return stem(IRREGULAR.get(plain, plain))


def opposites(key: str) -> frozenset[str]:
    """The keys of words that say the contrary."""
    return _OPPOSED.get(key, frozenset())


def words_of(text: str) -> list[Word]:
    """The words of a text in order, with number words joined into numbers."""
    return list(_join_numbers(list(_split(text)), text))


def knows_language(words: Sequence[Word]) -> bool:
    """Whether the words look like English, by their share of function words (a fifth; English news has 30 to 50 %)."""
    said = [word for word in words if word.kind != "break"]
    return len(said) < 6 or sum(word.kind == "common" for word in said) >= len(said) / 5


def _split(text: str) -> Iterator[Word]:
    opens = True  # a capital proves no name where a sentence opens
    for token in _TOKEN.finditer(_ISO_DATE.sub(_date_in_words, text)):
        start, end = token.span()
        if token["stop"]:
            yield Word("break", token["stop"], start, end)
            opens = opens or token["stop"] not in ",;()–—"
            continue
        if token["sign"]:
            yield Word("unit", SIGNS[token["sign"]], start, end)
        elif token["number"]:
            yield from _digits(token, text)
        else:
            yield from _spelt(token["word"], start, opens)
        opens = False


def _date_in_words(match: re.Match[str]) -> str:
    """2024-05-12 -> "2024 May12", of the same length, so that offsets stay."""
    year, month, day = match.groups()
    return f"{year} {MONTHS[int(month) - 1][:3].title()}{day}" if month != "00" else match.group()


def _digits(token: re.Match[str], text: str) -> Iterator[Word]:
    start, end = token.span()
    value, suffix = Decimal(token["number"].replace(",", "")), token["suffix"]
    if suffix == "m" and text[max(start - 1, 0)] not in SIGNS:  # "100m" alone is as likely to be metres
        yield Word("number", _number_key(value), start, end - 1)
        yield Word("word", "m", end - 1, end, "m")
    else:
        yield Word("number", _number_key(value * SUFFIXES.get(suffix or "", 1)), start, end)


def _number_key(value: Decimal) -> str:
    return "#" + format(value.normalize(), "f")


def _spelt(surface: str, start: int, opens: bool) -> Iterator[Word]:
    end = start + len(surface)
    if _WIDE.search(surface):  # no spaces between words: pairs of characters stand for them
        for at in range(max(len(surface) - 1, 1)):
            yield Word("word", surface[at : at + 2], start + at, min(start + at + 2, end))
        return
    folded = fold(surface).replace(".", "")
    if folded.endswith("n't"):
        yield Word("negation", "not", start, end)
        return
    plain = folded.split("'")[0] if folded.endswith(("'s", "'ll", "'ve", "'re", "'d")) else folded.replace("'", "")
    if surface[0].isupper():
        plain = SHORT_DATES.get(plain, plain)
    yield Word(_kind(surface, plain, opens), plain if plain in COMMON else base(plain), start, end, plain)


def _kind(surface: str, plain: str, opens: bool) -> Kind:
    capital, shouted = surface[0].isupper(), len(surface) > 1 and surface.isupper()
    if plain in NEGATIONS:
        return "negation"
    if plain in HEDGES and (opens or not capital):  # "May" within a sentence is the month
        return "hedge"
    if plain in COMMON and not shouted:  # "US" is a country, "us" is not
        return "common"
    return "name" if capital else "unit" if base(plain) in UNITS else "word"


def _join_numbers(words: Sequence[Word], text: str) -> Iterator[Word]:
    at = 0
    while at < len(words):
        after_article = at > 0 and words[at - 1].plain in ("a", "an")
        value, taken = read_number(_run(words, at, text), after_article=after_article)
        if value is not None:
            if not _is_pronoun(words, at, at + taken):
                yield Word("number", _number_key(value), words[at].start, words[at + taken - 1].end)
            at += taken
        elif words[at].plain == "per" and at + 1 < len(words) and words[at + 1].plain == "cent":
            yield Word("unit", "percent", words[at].start, words[at + 1].end)
            at += 2
        else:
            yield words[at]
            at += 1


def _run(words: Sequence[Word], first: int, text: str) -> list[str]:
    """The words from here on that only spaces or hyphens part, as `read_number` reads them."""
    run: list[str] = []
    for at in range(first, min(first + _LONGEST_NUMBER, len(words))):
        word = words[at]
        if at > first and text[words[at - 1].end : word.start].strip(" -"):
            break
        run.append(word.key[1:] if word.kind == "number" else word.plain or word.key)
    return run


def _is_pronoun(words: Sequence[Word], at: int, stop: int) -> bool:
    """Whether a "one" counts nothing: "no one", "the one", "one of them"."""
    if words[at].plain != "one" or stop != at + 1:
        return False
    after = words[stop].plain if stop < len(words) else ""
    return (at > 0 and words[at - 1].plain in _BEFORE_PRONOUN) or after in ("of", "another")


def _opposed() -> dict[str, frozenset[str]]:
    opposed: dict[str, frozenset[str]] = {}
    for pair in OPPOSITES:
        one, other = map(base, pair.split("/"))
        opposed[one] = opposed.get(one, frozenset()) | {other}
        opposed[other] = opposed.get(other, frozenset()) | {one}
    return opposed


_OPPOSED = _opposed()
