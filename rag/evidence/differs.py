"""What a question says otherwise than an article: another number or date, a "not", a word's contrary.

"Who opened the three bridges on 14 March?" is not answered by an article that tells of four, or of 12 March. A value
that the article may have put in other words, as news say "on Tuesday" of a day of that week, is not held against it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from index.datatypes import Article
from rag.evidence.ways_to_write import date_pattern, in_words
from rag.text.claim import counted, reached
from rag.text.facts import CONTENT, Word, opposites, words_of
from rag.times.relative import WEEKDAYS
from rag.times.written import Written, written_dates

MOST = 2
"""Values that count as lacking: a question of many numbers is not the more unanswered."""
MOST_VALUES = 8
"""Values that are looked for at all."""
ONLY_ASKED = 0.5
"""How far a sentence is denied that has no negation where the question has one, but not of a word that both have."""
FEW = 12
"""A number up to this may say how many answers are wanted: "which two countries"."""
LONGEST = 15
"""Digits of a number that is looked for in its other forms."""
_WEEK = timedelta(days=7)
_OR = re.compile(r"\s+or\s+(?=$|\w)|\bor\s+$")

_PLAIN = frozenset({"not", "no", "never"})
"""The negations that are a question's own: for "refused" an article may say "resisted"."""
_LOOSE = frozenset({"one", "first", "second"})
"""Numbers that are hardly ever counted: "the first bridge", "one of them"."""
_NO_DENIAL = re.compile(r"\bNo\.(?= ?\d)|\bnot only\b|\bor not\b", re.IGNORECASE)
_COUNTS = re.compile(r"\s+(?:people\b|[a-z]+s\b)")
_TOLD_LOOSELY = re.compile(
    r"\b(?:half|dozens?|hundreds?|thousands?|millions?|billions?)\b|\d[ \u00a0\u202f]\d", re.IGNORECASE
)
_WANTED = re.compile(r"\b(?:which|what|name|list|give|tell me)(?: \w+)?(?: the)? $", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LONE_YEAR = re.compile(rf"\b(?:in|of|since|by|until|from|during|before|after) ({_YEAR.pattern})\b(?!-\d|\s+[a-z]+s\b)")
_OTHER_YEAR = re.compile(r"\b(?:last|next|the previous|the following) year\b", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|yesterday|today|tomorrow|tonight|last night)\b", re.IGNORECASE)
_ORDINAL = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Value:
    """A number or date of a question; `pattern` finds it in an article in any of its forms."""

    written: str
    kind: str
    """Day, month, year, weekday or number: another of the kind may stand in its place."""
    pattern: re.Pattern[str]
    date: Written | None = None

    def stands_in(self, article: Article) -> bool:
        """Whether the article has it, or may mean it by another word for a day near its publication."""
        if self.pattern.search(article.text) or self.pattern.search(article.title):
            return True
        if self.kind == "day" and self.date is not None and _is_within(self.date, article.text):
            return True
        return self.date is not None and _may_mean(self.date, article)


class Differs:
    """A question's values, negation and words, to be held against many sentences."""

    def __init__(self, question: str) -> None:
        question = _NO_DENIAL.sub(lambda match: " " * len(match.group()), question)
        self._words = words_of(question)
        self._denied = reached(self._words, "negation")
        self._counted = counted(self._words)
        negations = {word.key for word in self._words if word.kind == "negation"}
        self._negated = not negations.isdisjoint(_PLAIN)
        content = {word.key for word in self._words if word.kind in CONTENT}
        self._opposed = {key: opposites(key) for key in content if opposites(key)}
        self.values = tuple(islice(_values(question, self._words), MOST_VALUES))

    def lacking(self, article: Article) -> tuple[Value, ...]:
        """The values that the article does not have, in the question's order."""
        return tuple(value for value in self.values if not value.stands_in(article))

    def features(self, sentence: str) -> tuple[float, float]:
        """How far the question denies what the sentence says, 0 to 1, and whether this has a word's contrary.

        A sentence that denies what the question says is not held against it: "stopped taking calls" and "can no longer
        be called" are one.
        """
        if not (self._opposed or self._negated):
            return 0.0, 0.0
        there = words_of(sentence)
        keys = {word.key for word in there}
        contrary = any(key not in keys and not keys.isdisjoint(other) for key, other in self._opposed.items())
        return self._denial(there), float(contrary)

    def in_place_of(self, value: Value, sentence: str) -> str:
        """What the sentence has in place of this value, as written; empty where it has nothing of the kind."""
        if value.kind != "number":
            return next(_of_kind(value.kind, sentence), "")
        there, mine = words_of(sentence), {word.key for word in words_of(value.written)}
        theirs = counted(there)
        nouns = [noun for noun, own in self._counted.items() if own & mine]
        others = {key for noun in nouns for key in theirs.get(noun, ()) if theirs[noun].isdisjoint(mine)}
        found = next((word for word in there if word.key in others), None)
        return _told_plainly(sentence, found) if found else ""

    def _denial(self, there: list[Word]) -> float:
        if not self._negated:
            return 0.0
        theirs = reached(there, "negation")
        if any(self._denied[key].isdisjoint(theirs[key]) for key in self._denied.keys() & theirs.keys()):
            return 1.0
        return 0.0 if any(word.kind == "negation" for word in there) else ONLY_ASKED


def _told_plainly(sentence: str, number: Word) -> str:
    """The number as written; empty where it is a rank, or but a part of one such as "half a million" or "1 200"."""
    written = sentence[number.start : number.end]
    around = sentence[max(number.start - 12, 0) : number.end + 12]
    return "" if written.endswith(_ORDINAL) or _TOLD_LOOSELY.search(around) else written.lower()


def _values(question: str, words: list[Word]) -> Iterator[Value]:
    """The dates of a question, then its numbers, but for how many answers are wanted."""
    dates = list(written_dates(question))
    for date in dates:
        yield from _of_date(date, question[date.start : date.end])
    for word in words:
        written = question[word.start : word.end]
        if any(date.start <= word.start < date.end for date in dates):
            continue
        if word.kind == "number" and not _is_loose(question, word) and not _is_in_name(question, word):
            yield _number(written, word.key[1:], counts=bool(_COUNTS.match(question, word.end)))
        elif word.kind == "name" and word.plain in WEEKDAYS:
            yield Value(written, "weekday", re.compile(rf"\b{word.plain[:3]}(?:\b|\.|{word.plain[3:]})", re.IGNORECASE))


def _is_loose(question: str, number: Word) -> bool:
    """Whether it says how many answers are wanted, or is one of two to choose from, or hardly a number at all."""
    if question[number.start : number.end].casefold() in _LOOSE or _OR.search(question[: number.start]):
        return True
    if _OR.match(question, number.end):
        return True
    few = number.key[1:].isdigit() and int(number.key[1:]) <= FEW
    return few and bool(_WANTED.search(question[max(number.start - 40, 0) : number.start]))


def _is_in_name(question: str, number: Word) -> bool:
    """Whether letters join it to a name: "COP28", "H-2B", "12P"."""
    before, after = question[max(number.start - 2, 0) : number.start], question[number.end : number.end + 1]
    return bool(re.search(r"[^\W\d_]-?$", before)) or after.isalpha()


def _of_date(date: Written, written: str) -> Iterator[Value]:
    """A day together with its month, or a month; and the year by itself."""
    if date.month:
        shown = re.sub(rf",?\s+{_YEAR.pattern}$", "", written)
        kind = "day" if date.day else "month"
        yield Value(shown, kind, re.compile(date_pattern(date.month, date.day), re.IGNORECASE), date)
    if date.year:
        alone = Written(date.year, None, None, None, date.start, date.end)
        yield Value(str(date.year), "year", re.compile(rf"\b{date.year}(?!\d)"), alone)


def _number(written: str, key: str, *, counts: bool) -> Value:
    """A number in digits, with or without commas or scale, and in words if it is small; a year unless it counts."""
    digits = [re.escape(key), re.escape(written)]
    words = list[str]()
    if key.isdigit() and len(key) <= LONGEST:
        digits += [f"{int(key):,}", f"{int(key):,}".replace(",", "[ \u00a0\u202f]")]
        words = list(in_words(int(key)))
    is_year = bool(_YEAR.fullmatch(key)) and not counts
    spelt = rf"|(?<!\w)(?:{'|'.join(words)})(?:th|s)?(?!\w)" if words else ""
    pattern = re.compile(rf"(?<![\w.,])(?:{'|'.join(digits)})(?!\d|[.,]\d){spelt}", re.IGNORECASE)
    date = Written(int(key), None, None, None, 0, 0) if is_year else None
    return Value(written, "year" if is_year else "number", pattern, date)


def _may_mean(date: Written, article: Article) -> bool:
    """Whether an article of its day of publication may speak of the date in other words."""
    published = article.published_day
    if published is None:
        return False
    if date.month is None:
        off = abs(published.year - (date.year or 0))
        return off == 0 or (off == 1 and bool(_OTHER_YEAR.search(article.text)))
    if date.day is None:
        return date.month in (published.month, (published.month - 2) % 12 + 1)
    days = date.days(published)
    since = published - days[0] if days else _WEEK * 2
    return not since or (since <= _WEEK and _names_day(days[0].weekday() if days else 0, article.text))


def _is_within(day: Written, text: str) -> bool:
    """Whether it lies in "9 to 11 May"."""
    ranges = (one for one in written_dates(text) if one.until and one.month == day.month)
    return any((one.day or 0) <= (day.day or 0) <= (one.until or 0) for one in ranges)


def _names_day(weekday: int, text: str) -> bool:
    near = {"yesterday", "today", "tomorrow", "tonight", "last night", WEEKDAYS[weekday]}
    return any(match.group().casefold() in near for match in _NAMED_DAY.finditer(text))


def _of_kind(kind: str, sentence: str) -> Iterator[str]:
    """The dates of a sentence that are of this kind, as written."""
    if kind == "weekday":
        yield from (day.group() for day in _NAMED_DAY.finditer(sentence) if day.group().casefold() in WEEKDAYS)
    elif kind == "year":
        yield from _LONE_YEAR.findall(sentence)
    else:
        yield from (
            sentence[one.start : one.end]
            for one in written_dates(sentence)
            if one.month and not one.until and (one.day or kind == "month")
        )
