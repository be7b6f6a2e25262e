"""Text -> its words and values, so that "£1.2bn" equals "1.2 billion pounds" and "3rd of March" "2026-03-03". English.

Precision before recall: what is not plainly one value stays words as written ("2-1", "two thirds", "half a million",
"1990s", "Covid-19", "9-12 March", a lone "one"). Commas and quotation marks are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from eval.metrics.match import fold
from rag.text.numbers import ONES, SCALES, TENS, read_number
from rag.text.vocabulary import SIGNS
from rag.times.periods import MONTHS


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it measures; `unit` is the currency of money."""

    kind: Literal["number", "ordinal", "percent", "money"]
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written: what was left out is None."""

    year: int | None
    month: int
    day: int | None


Token = str | Amount | Day


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: a word, digits (`text` without commas), a currency sign before digits, a mark, or a date."""

    kind: Literal["word", "digits", "ordinal", "currency", "mark", "date"]
    text: str
    start: int
    end: int
    date: Day | None = None


_MONTH = rf"\b(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_NO_MORE = r"(?![\w%]|[.,:/–-]\d|\s?%|\s+(?:hundred|thousand|million|billion|per\s?cent)\b)"
_DAY = rf"(?:\bthe\s+)?(?<![\w.,:/–$£€-])(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{_NO_MORE}"
_YEAR = rf"(?P<year>(?:1[5-9]|20)\d\d){_NO_MORE}"
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\w.,:/–-])(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>3[01]|[12]\d|0[1-9])(?![\d-])",
        rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        _MONTH,
    )
)
_TOKEN = re.compile(
    r"(?P<currency>[^\W\d_]{0,3}[$£€¥])\s?(?=\d)"
    r"|(?P<digits>(?:(?<![\w%)])[-−])?(?:(?<!\w)\.)?\d(?:[\d.,:/–-]*\d)?)(?P<tail>[^\W\d_]*)(?!\w)"
    r"|(?P<dotted>\b(?:[^\W\d_]\.){2,})"
    r"|(?P<word>[^\W\d_]\w*[-–]\d\w*|\w+(?:['’]\w+)*)"
    r"|(?P<mark>[%$£€¥.;:!?()—\n])"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)")
_SCALED = {"bn": 10**9, "tn": 10**12, "mn": 10**6}
_SCALED_MONEY = _SCALED | {"k": 1000, "m": 10**6, "b": 10**9}
"""After a currency sign: "100m" alone may be metres, "5k" a run."""
_CURRENCIES = frozenset(SIGNS.values()) - {"percent"}
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
_PARTS = (_ORDINALS - {"second"}) | {"half", "quarter"}
_VERBS = frozenset({"may", "march"})
_LONGEST_NUMBER = 8


@lru_cache(maxsize=500)
def read(text: str) -> tuple[Token, ...]:
    """The words and values of a text in order; remembered, since one text is held against several answers."""
    return tuple(_values(list(_pieces(text)), text))


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    for date in sorted(_dates(text), key=lambda piece: piece.start):
        yield from _words(text, at, date.start)
        yield date
        at = date.end
    yield from _words(text, at, len(text))


def _dates(text: str) -> list[_Piece]:
    """The dates, the most explicit forms first, none overlapping another."""
    found: list[_Piece] = []
    for form in _DATES:
        for match in form.finditer(text):
            start, end = match.span()
            if _is_date(match) and all(end <= other.start or start >= other.end for other in found):
                found.append(_Piece("date", match.group(), start, end, _date(match)))
    return found


def _is_date(match: re.Match[str]) -> bool:
    """Whether the month is one: "may" and "march" are verbs, "Jan" alone is a name."""
    month = match["month"]
    if month.isdigit():
        return True
    alone = len(match.groupdict()) == 1
    full = len(month) > 3 or month.casefold() == "may"
    return (full or not alone) and (month[0].isupper() or (full and month.casefold() not in _VERBS))


def _date(match: re.Match[str]) -> Day:
    parts = match.groupdict()
    year, month, day = parts.get("year"), match["month"], parts.get("day")
    number = int(month) if month.isdigit() else MONTHS[month.casefold()]
    return Day(int(year) if year else None, number, int(day) if day else None)


def _words(text: str, start: int, end: int) -> Iterator[_Piece]:
    for token in _TOKEN.finditer(text, start, end):
        if token["digits"]:
            yield from _digits(token)
        elif token["currency"]:
            yield _Piece("currency", _unit(token["currency"]), *token.span())
        elif token["mark"]:
            yield _Piece("mark", token["mark"], *token.span())
        else:
            yield _Piece("word", fold((token["dotted"] or "").replace(".", "") or token["word"]), *token.span())


def _unit(sign: str) -> str:
    """US$ is $; other dollars are not."""
    return fold(sign[:-1]).removeprefix("us") + SIGNS[sign[-1]]


def _digits(token: re.Match[str]) -> Iterator[_Piece]:
    start, middle, end = token.start(), token.end("digits"), token.end()
    digits, tail = re.sub("[−–]", "-", token["digits"]), fold(token["tail"])
    if not _NUMBER.fullmatch(digits) or tail == "s":
        yield _Piece("word", digits + tail, start, end)
    elif tail in ("st", "nd", "rd", "th"):
        yield _Piece("ordinal", digits.replace(",", ""), start, end)
    else:
        yield _Piece("digits", digits.replace(",", ""), start, middle)
        if tail:
            yield _Piece("word", tail, middle, end)


def _values(pieces: Sequence[_Piece], text: str) -> Iterator[Token]:
    at = 0
    while at < len(pieces):
        amount, after = _amount(pieces, at, text)
        yield amount or pieces[at].date or pieces[at].text
        at = after if amount else at + 1


def _amount(pieces: Sequence[_Piece], at: int, text: str) -> tuple[Amount | None, int]:
    """The amount that begins here, if any, and where it ends."""
    if pieces[at].kind == "ordinal":
        return Amount("ordinal", Decimal(pieces[at].text)), at + 1
    is_money = pieces[at].kind == "currency"
    number, after = _number(pieces, at + is_money, text)
    if number is None or number.kind == "ordinal":
        return number, after
    if scale := (_SCALED_MONEY if is_money else _SCALED).get(_text(pieces, after)):
        number, after = replace(number, value=number.value * scale), after + 1
    if is_money:
        return replace(number, kind="money", unit=pieces[at].text), after
    return _with_unit(number, pieces, after)


def _number(pieces: Sequence[_Piece], first: int, text: str) -> tuple[Amount | None, int]:
    """A number in digits or words; none where it is part of a fraction, or a lone "one", often a pronoun."""
    run = _run(pieces, first, text)
    negative = bool(run) and run[0].startswith("-")
    counted = _text(pieces, first - 1) in ("a", "an") and not _is_share(pieces, first - 2)
    value, taken = read_number([run[0].lstrip("-"), *run[1:]] if run else [], after_article=counted)
    after = first + taken
    if value is None or run[:taken] == ["one"] or _is_fraction(pieces, after):
        return None, first
    kind: Literal["ordinal", "number"] = "ordinal" if run[taken - 1] in _ORDINALS else "number"
    return Amount(kind, -value if negative else value), after


def _run(pieces: Sequence[_Piece], first: int, text: str) -> list[str]:
    """The words from here that may make one number: parted by spaces or hyphens only, none after an ordinal."""
    run: list[str] = []
    for at in range(first, min(first + _LONGEST_NUMBER, len(pieces))):
        piece = pieces[at]
        parted = run and text[pieces[at - 1].end : piece.start].strip(" -\xa0")
        number = piece.kind == "digits" or piece.text in ONES or piece.text in TENS or piece.text in SCALES
        if parted or not (number or (run and piece.text == "and")) or (run and run[-1] in _ORDINALS):
            break
        run.append(f"0{piece.text}" if piece.text.startswith(".") else piece.text)
    return run


def _is_share(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether a "half" or "a quarter of" stands here: "half a million" is no million."""
    return _text(pieces, at) == "half" or (_text(pieces, at) == "of" and _is_part(_text(pieces, at - 1)))


def _is_fraction(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether "thirds" or "and a half" follows."""
    more = (_text(pieces, at), _text(pieces, at + 1)) == ("and", "a")
    return _is_part(_text(pieces, at + 2 if more else at))


def _is_part(word: str) -> bool:
    return word.removesuffix("s") in _PARTS


def _with_unit(number: Amount, pieces: Sequence[_Piece], at: int) -> tuple[Amount, int]:
    """The number as a percentage or as money, if that follows."""
    word, second = _text(pieces, at), _text(pieces, at + 1)
    if word in ("%", "percent", "pc"):
        return replace(number, kind="percent"), at + 1
    if (word, second) == ("per", "cent"):
        return replace(number, kind="percent"), at + 2
    if word in ("us", "american") and second in ("dollar", "dollars"):
        return replace(number, kind="money", unit="dollar"), at + 2
    unit = SIGNS.get(word, word.removesuffix("s"))
    if unit in _CURRENCIES and second != "of":  # "pounds of flour" weigh
        return replace(number, kind="money", unit=unit), at + 1
    return number, at


def _text(pieces: Sequence[_Piece], at: int) -> str:
    return pieces[at].text if 0 <= at < len(pieces) else ""
