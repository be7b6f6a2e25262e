"""Dates, amounts, names and places as a sentence of news mentions them: spans, verbatim. English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.text.facts import base, fold
from rag.text.words import COMMON
from rag.times.periods import MONTHS
from rag.times.relative import WEEKDAYS

Measure = Literal["money", "share", "duration", "length", "weight", "age", "times", "degrees", "plain"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence: `sentence[start:end] == text`; `measure` says what an amount measures."""

    start: int
    end: int
    text: str
    measure: Measure = "plain"


# Dates and times. A date stands alone, or with a time of day on either side.
_FULL = "|".join(month.title() for month in MONTHS if len(month) > 4 or month in ("may", "june", "july"))
_MONTH = rf"(?:(?:{_FULL})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = "(?:" + "|".join(day.title() for day in WEEKDAYS) + r")\b"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|,\d|-\d\d-)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d.:%]\d|\d)"
_TO = r"\s?(?:-|–|—|\sto\s|\suntil\s|\sthrough\s|\sand\s)\s?"
_PART = r"(?:early|late|mid)[\s-]|the\s+(?:beginning|start|middle|end)\s+of\s+|(?:beginning|start|middle|end)\s+of\s+"
_OF_DAY = r"morning|afternoon|evening|night"
_SEASON = r"spring|summer|autumn|fall|winter"
_UNIT_OF_TIME = r"day|week|weekend|month|year|decade|quarter|century"
_SMALL = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = rf"(?:an?|{_SMALL}|(?:a\s+)?few|several|a\s+couple\s+of|\d{{1,3}})"
_ZONE = r"(?:\s+(?:GMT|UTC|BST|CET|ET|EST|EDT|PT|local\s+time)\b|\s+\(\d{1,2}[:.]?\d\d\s+GMT\))?"
_CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?\s?(?:a\.m\.|p\.m\.|am\b|pm\b)|(?:\d{{1,2}}|{_SMALL})\s+o['’]clock\b"
    rf"|(?<![\d:.])\d{{1,2}}:\d\d(?![\d:])|\b(?:noon|midnight)\b){_ZONE}"
)
_TIME = rf"(?:between\s+{_CLOCK}\s+and\s+{_CLOCK}|{_CLOCK}(?:{_TO}{_CLOCK})?)"
_DAY_DATE = (
    rf"(?:{_DAY}(?:{_TO}{_DAY})?\s+(?:of\s+)?{_MONTH}(?:{_TO}{_DAY}\s+{_MONTH})?"
    rf"|{_MONTH}\s+{_DAY}(?:{_TO}(?:{_MONTH}\s+)?{_DAY})?)(?:,?\s+{_YEAR})?|(?:19|20)\d\d-\d\d-\d\d"
)
_WEEK_DATE = (
    rf"(?:(?:last|next|this|late|early)\s+)?{_WEEKDAY}(?:\s+(?:{_OF_DAY})\b)?"
    rf"(?:,?\s+(?:the\s+)?(?:{_DAY_DATE}))?(?:\s+(?:last|next|this)\s+week\b)?"
)
_MONTH_DATE = (
    rf"(?:{_PART})(?:{_MONTH}(?:,?\s+{_YEAR})?|{_YEAR})|{_MONTH},?\s+(?:of\s+)?{_YEAR}|(?:last|next|this)\s+{_MONTH}"
)
_SEASON_DATE = (
    rf"(?:(?:early|late|mid)[\s-])?(?:(?:last|next|this)\s+(?:{_SEASON})|(?:the\s+)?(?:{_SEASON})\s+(?:of\s+)?{_YEAR})\b"
    r"|(?<=in\sthe\s)(?:spring|summer|autumn|winter)\b"
)
_RELATIVE = (
    rf"(?:(?:early|late|earlier|later)\s+)?(?:last|next|this)\s+(?:{_UNIT_OF_TIME}|{_OF_DAY})\b"
    rf"|{_COUNT}\s+(?:{_UNIT_OF_TIME}|hour|minute)s?\s+(?:ago|earlier|later)\b"
    rf"|(?:{_PART})(?:the|this|next|last)\s+(?:{_UNIT_OF_TIME}|{_SEASON})\b"
    rf"|(?:yesterday|today|tomorrow)(?:\s+(?:{_OF_DAY}))?\b|tonight\b|the\s+(?:previous|following|next)\s+(?:day|week|month|year)\b"
    r"|(?:Christmas(?:\s+(?:Day|Eve))?|Boxing\s+Day|New\s+Year['’]s\s+(?:Day|Eve)|Easter|Good\s+Friday|Thanksgiving)\b"
)
_YEARS = (
    rf"{_YEAR}(?:–|-)(?:{_YEAR}|\d\d)(?!\d)|the\s+(?:(?:early|late|mid)[\s-])?(?:1[5-9]|20)\d0s\b"
    r"|(?:the\s+)?(?:(?:early|late|mid)[\s-])?(?:\d{1,2}(?:st|nd|rd|th))(?:\s+and\s+\d{1,2}(?:st|nd|rd|th))?\s+centur(?:y|ies)\b"
)
# A lone month or year is a date after one of these words; "the 2022 World Cup" names an event.
_LONE = rf"{_YEAR}(?:{_TO}{_YEAR})?|{_MONTH}(?:{_TO}{_MONTH})?"
_BEFORE_LONE = re.compile(r"\b(?:in|since|by|until|till|from|before|after|during|of|for|between|as)\s+$", re.IGNORECASE)
_HOURS = r"the\s+early\s+hours\s+of\s+|the\s+(?:morning|afternoon|evening|night)\s+of\s+"
_DATE = rf"(?:{_HOURS})?(?:{_WEEK_DATE}|{_DAY_DATE}|{_MONTH_DATE}|{_SEASON_DATE}|{_RELATIVE}|{_YEARS})"
_WHEN = re.compile(
    rf"\b(?:(?P<timed>{_TIME}(?:,?\s+(?:on\s+|of\s+|in\s+)?(?:{_DATE}))?)|(?P<dated>{_DATE}(?:,?\s+(?:at\s+)?(?:about\s+)?{_TIME})?)"
    rf"|(?P<lone>{_LONE}))",
)

# Amounts: a number in digits or words, its scale, and the unit that says what it measures.
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|lakh|million|crore|billion|dozen)"
)
_DIGITS = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d:]|st\b|nd\b|rd\b|th\b|s\b)"
_SCALE = r"(?:\s?(?:lakh\s+crore|hundred|thousand|lakh|crore|million|billion|trillion|bn|tn|m|k|lakhs|crores)\b)?"
_SIGN = r"(?:(?:US|A|C|NZ|HK)?[$£€¥₹₽]|\bRs\.?)\s?"
_ONE_NUMBER = rf"(?:(?:{_SIGN})?{_DIGITS}{_SCALE}|\b{_NUMBER_WORD}(?:[ -](?:and[ -])?{_NUMBER_WORD})*\b)"
_FRACTION = r"\b(?:a|one|two|three|four)[ -](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?\b|\bhalf\b"
_VAGUE = r"\b(?:dozens|scores|hundreds|thousands|tens\s+of\s+thousands|hundreds\s+of\s+thousands|millions|billions)\b"
_AMOUNT = re.compile(rf"{_FRACTION}|{_ONE_NUMBER}(?:(?:\s?%)?\s?(?:-|–|to)\s?{_ONE_NUMBER})?|{_VAGUE}", re.IGNORECASE)
_PRONOUN_ONE = re.compile(r"\b(?:no|any|every|some|this|that|the|each|which|another)\s+$", re.IGNORECASE)
_UNITS: tuple[tuple[Measure, str], ...] = (
    ("share", r"\s?%|\s+per\s?cent(?:age\s+points?)?\b"),
    ("age", r"[\s-]years?[\s-]olds?\b|[\s-]months?[\s-]olds?\b"),
    (
        "duration",
        r"[\s-](?:and\s+a\s+half[\s-])?(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|years?|decades?|centuries)\b",
    ),
    (
        "length",
        r"[\s-]?(?:km|cm|mm|mi)\b|[\s-](?:kilo|centi|milli)?met(?:re|er)s?\b|[\s-](?:miles?|f(?:ee|oo)t|inch(?:es)?|yards?|m)\b",
    ),
    ("weight", r"\s?kg\b|[\s-](?:kilos?|kilogram(?:me)?s?|grams?|tonnes?|tons?|pounds?(?=\s+of)|ounces?)\b"),
    ("degrees", r"\s?°\s?[CF]?\b|\s+degrees?(?:\s+(?:Celsius|Fahrenheit|C|F)\b)?"),
    ("times", r"\s+times\b(?:\s+(?:a|per|each|every)\s+(?:day|week|month|year)\b)?"),
    (
        "money",
        r"\s+(?:(?:US|American|Australian|Canadian|Hong\s+Kong)\s+)?(?:dollars?|cents?|pence|pounds?|euros?|yen|yuan|"
        r"r(?:o?u)bles?|rupees?|francs?|crowns?|pesos?|lira|kronor|kroner)\b",
    ),
)
_UNIT_PATTERNS = tuple((measure, re.compile(pattern, re.IGNORECASE)) for measure, pattern in _UNITS)

# Names: capitalised words, joined by the small words that stand within names.
CAPITAL = "[" + "".join(letter for letter in map(chr, range(0x2000)) if letter.isupper()) + "]"
"""A capital of Latin, Greek, Cyrillic or Armenian script: "Émile", "Łukasz", "Иван"."""
_WORD = rf"{CAPITAL}(?:[\w’'-]*\w(?:(?<=s)['’](?=\s{CAPITAL}))?|\.)"
_JOINT = rf"(?:(?:of|van|von|de|del|der|bin|al|el|la|le|the|da|di|du|dos)\s+(?={CAPITAL}))*"
NAME = rf"{_WORD}(?:\s+{_JOINT}{_WORD})*"
_NAME = re.compile(rf"(?<![\w@])(?:al-|el-)?{NAME}")
_POSSESSOR = re.compile(r"['’]s(?:\s+|$)")
# "St Oda's Hospice" and "King's College" are one name each, "Ada Lind's Mint Museum" is two.
_PART_OF_NAME = re.compile(
    r"(?:^|\b(?:[Tt]he|[Oo]f|[Aa]t|[Ii]n|[Oo]n|[Aa]nd|[Ff]or|[Ff]rom|[Bb]y|[Tt]o)\s+)"
    rf"(?:(?:St\.?|Saint)\s+{CAPITAL}[\w-]+|People|King|Queen|Children|Women|Men|Girls|Boys)$"
)
_TITLE = re.compile(
    rf"^(?:{_WEEKDAY}|The|A|An|In|On|At|But|And|For|When|After|As|If|He|She|It|They|Mr|Mrs|Ms|Dr|President|Vice|"
    r"Former|Prime Minister|Mayor|Judge|Sir|Professor|Senator|Sen|Rep|Gov|Governor|Gen|General|Minister|"
    r"Chancellor|King|Queen|Detective|Inspector|"
    r"Sergeant|Sgt|Captain|Capt|Colonel|Lieutenant|Officer|Secretary|Chief|Justice|Lord|Lady|Dame)"
    r"\.?\s+"
)
_NO_NAME = re.compile(rf"(?:{_MONTH}|{_WEEKDAY}|A|I|Yes|However|Often|Meanwhile|According|Although|Earlier|Later|Now)")
_PLACE_NOUN = (
    r"(?:station|airport|province|region|district|county|prison|hospital|university|stadium|border|coast|valley|island|islands|"
    r"port|harbour|harbor|square|street|road|bridge|church|school|museum|park|river|lake|city|town|village|state|suburb|area|"
    r"hotel|court|base|camp|beach|desert|mountains|peninsula|neighbourhood|neighborhood)"
)
_LOCATING = r"in|at|near|to|from|outside|across|inside|off|on|around|into|through|towards?|between|throughout|of"
_PLACE = re.compile(
    rf"\b(?:{_LOCATING})\s+(?:the\s+)?(?:(?:northern|southern|eastern|western|central|nearby|downtown)\s+)?"
    rf"(?P<name>{NAME}(?:['’]s\s+{NAME})?(?:\s+{_PLACE_NOUN}\b)?(?:,\s+{NAME}(?=[,.;]|\s*$))?)"
)


def dates(sentence: str) -> list[Mention]:
    """Dates and times of day, a weekday or time that stands beside a date being part of it."""
    found = []
    for match in _WHEN.finditer(sentence):
        group = next(name for name in ("timed", "dated", "lone") if match.group(name))
        text = match.group(group).rstrip(" ,")
        start = match.start(group)
        if group == "lone" and not _BEFORE_LONE.search(before(sentence, start)):
            continue
        found.append(Mention(start, start + len(text), text))
    return found


def amounts(sentence: str) -> list[Mention]:
    """Amounts with the unit that follows; dates and times of day are none."""
    taken = dates(sentence)
    found = (_amount(sentence, match) for match in _AMOUNT.finditer(sentence))
    return [one for one in found if one and not any(date.start < one.end and one.start < date.end for date in taken)]


def names(sentence: str) -> list[Mention]:
    """Capitalised names without titles; a possessor is a name of its own, without its possessive."""
    return [name for match in _NAME.finditer(sentence) for name in _parts(sentence, match.start(), match.end())]


def places(sentence: str) -> list[Mention]:
    """Names that a preposition makes places ("in the Arctic", "at Kesterby station", "near Lyon, France")."""
    found = (Mention(*match.span("name"), match.group("name")) for match in _PLACE.finditer(sentence))
    return [
        place
        for place in found
        if not _NO_NAME.fullmatch(place.text) and not _is_common(place.text) and not _WHEN.match(place.text)
    ]


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """What the forms of a word have in common, as `rag.text.facts` compares them: of "Stole" and "stolen"."""
    return base(fold(word))


def before(sentence: str, at: int) -> str:
    """What stands just before: as much as any preposition or title needs, so that no search grows with the text."""
    return sentence[max(at - 60, 0) : at]


def _is_common(name: str) -> bool:
    """Whether a capital only opens the sentence: "Was", "They", but not "US"."""
    return name.casefold() in COMMON and not name.isupper()


def _amount(sentence: str, match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if match.group().casefold() == "one" and (
        _PRONOUN_ONE.search(before(sentence, start)) or sentence.startswith((" of", " another"), end)
    ):
        return None
    measure: Measure = "plain"
    if re.match(_SIGN, match.group()):
        measure = "money"
    elif re.match(_FRACTION, match.group(), re.IGNORECASE):
        measure = "share"
    units = ((unit, pattern.match(sentence, end)) for unit, pattern in _UNIT_PATTERNS)
    measure, end = next(((unit, found.end()) for unit, found in units if found), (measure, end))
    return Mention(start, end, sentence[start:end], measure)


def _parts(sentence: str, start: int, end: int) -> Iterator[Mention]:
    """The names within a run of capitalised words: "Ada Lind" and "Mint Museum" of "Ada Lind's Mint Museum"."""
    cuts = [found.span() for found in _POSSESSOR.finditer(sentence, start, end) if _cuts(sentence, start, found)]
    starts, ends = [start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end]
    for first, last in zip(starts, ends, strict=True):
        yield from _name(sentence, first, last)


def _cuts(sentence: str, start: int, possessive: re.Match[str]) -> bool:
    """Whether a possessive ends a name: it does not within "St Oda's Hospice", but in "St Oda's patients"."""
    inside = possessive.group() != "'s" and possessive.group()[-1:].isspace()
    return not (inside and _PART_OF_NAME.search(sentence[start : possessive.start()]))


def _name(sentence: str, start: int, end: int) -> Iterator[Mention]:
    text = sentence[start:end]
    while title := _TITLE.match(text):
        start, text = start + title.end(), text[title.end() :]
    shouted = " " not in text and text.isupper() and not re.search(r"\w", before(sentence, start))  # opens a dateline
    if len(text) > 1 and not shouted and not _NO_NAME.fullmatch(text) and not _is_common(text):
        yield Mention(start, start + len(text), text)
