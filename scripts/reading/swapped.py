"""Questions that an article answers -> like ones that it does not: one thing of the question is another.

A number, a date or a name for one that the article does not have, a word for its opposite, or a "not" put in. The same
seed makes the same questions.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from rag.text.facts import fold, words_of
from rag.text.mentions import amounts, dates, names
from rag.text.numbers import ONES
from rag.text.vocabulary import MONTHS
from rag.times.relative import WEEKDAYS

NEAR = (1, 2, 3, 5, 10)
"""How far another number or year lies from the one that it replaces."""
_NUMBERS = tuple(word for word, value in ONES.items() if 1 < value < 13 and not word.endswith(("th", "nd", "rd", "st")))
_COUNT = re.compile(
    rf"(?<![\w.,])\d{{1,3}}(?:,\d{{3}})+(?![\w.])|(?<![\w.,])\d+(?![\w.,]\d)|\b(?:{'|'.join(_NUMBERS)})\b"
)
_DATED = re.compile(
    rf"\b(?:{'|'.join(word.title() for word in (*MONTHS, *WEEKDAYS))})\b"
    r"|\b(?:19|20)\d\d\b|\b[123]?\d(?=(?:st|nd|rd|th)?\b)"
)
_NAME = r"(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
_NEGATABLE = re.compile(
    rf"^(?:(?:Who|Which(?: [\w-]+){{1,3}}|What(?: [\w-]+){{0,2}}) (?:was|is|were|are|have|has|had|will|can|could|would)"
    rf"|(?:\w+ )+?(?:did|does|do) {_NAME}"
    rf"|(?:Why|How|When|Where) (?:was|were|is|are|had|has|will) {_NAME})\b(?! (?:the|a|an|not)\b)"
)
OPPOSITE = {
    one: other
    for pair in """opened/closed open/close won/lost win/lose before/after more/fewer start/end
    starting/ending started/ended began/ended high/low higher/lower highest/lowest north/south
    east/west northern/southern eastern/western bought/sold buy/sell accepted/rejected approved/rejected hired/fired
    best/worst biggest/smallest largest/smallest oldest/youngest old/young rise/fall rose/fell raised/lowered
    arrived/left arrive/leave backed/opposed support/oppose joined/left gained/lost increase/decrease legal/illegal
    former/current early/late longest/shortest guilty/innocent inside/outside agreed/refused banned/allowed ban/allow
    safe/unsafe passed/failed survived/died""".split()
    for one, other in (pair.split("/"), pair.split("/")[::-1])
}

Rule = Callable[["_Question"], str | None]


class Swapping:
    """Swaps things of questions; `questions` are those whose names may stand in the place of another."""

    def __init__(self, questions: Sequence[str], seed: int) -> None:
        self._names = sorted({name.text for question in questions for name in names(question)})
        self._draw = random.Random(seed)

    def of(self, question: str, article: str) -> Iterator[tuple[str, str]]:
        """What was swapped ("number", "date", ...) and the new question, for each rule that fits."""
        asked = _Question(question, article, self._names, self._draw)
        for how, rule in RULES.items():
            swapped = rule(asked)
            if swapped and swapped != question:
                yield how, swapped


class _Question:
    """A question, its article in which no new value may stand, and the names that there are."""

    def __init__(self, text: str, article: str, names_: Sequence[str], draw: random.Random) -> None:
        self.text, self.names, self.draw = text, names_, draw
        self._folded = fold(article)
        self._numbers = {word.key for word in words_of(article) if word.kind == "number"}

    def has(self, value: str) -> bool:
        """Whether the article has these words, or this number in digits or words."""
        keys = {word.key for word in words_of(value) if word.kind == "number"}
        return not keys.isdisjoint(self._numbers) or bool(re.search(rf"\b{re.escape(fold(value))}\b", self._folded))

    def replaced(self, match: re.Match[str] | None, others: Sequence[str]) -> str | None:
        """The question with the first of these that the article has not, drawn by chance."""
        if not match:
            return None
        shuffled = self.draw.sample(others, len(others))
        other = next((one for one in shuffled if one != match.group() and not self.has(one)), None)
        return self.text[: match.start()] + other + self.text[match.end() :] if other else None


def _number(asked: _Question) -> str | None:
    for mention in amounts(asked.text):
        match = _COUNT.search(asked.text, mention.start, mention.end)
        if match:
            return asked.replaced(match, _others(match.group()))
    return None


def _others(written: str) -> list[str]:
    if not written[0].isdigit():
        return list(_NUMBERS)
    value, commas = int(written.replace(",", "")), "," in written
    others = {value + sign * step for step in (*NEAR, value // 2, value // 10) for sign in (-1, 1)}
    return [f"{one:,}" if commas else str(one) for one in sorted(others) if one > 1]


def _date(asked: _Question) -> str | None:
    """Another month, weekday, year or day of the month in a date."""
    parts = [part for date in dates(asked.text) for part in _DATED.finditer(asked.text, date.start, date.end)]
    parts += [part for part in re.finditer(r"\b(?:19|20)\d\d\b", asked.text) if not parts]
    return asked.replaced(part := asked.draw.choice(parts), _other_dates(part.group())) if parts else None


def _other_dates(written: str) -> list[str]:
    for words in (MONTHS, WEEKDAYS):
        if written.casefold() in words:
            return [word.title() for word in words]
    value = int(written)
    return [str(one) for one in range(value - 9, value + 1)] if value > 31 else [str(one) for one in range(1, 29)]


def _name(asked: _Question) -> str | None:
    """Another name of as many words."""
    found = names(f"of {asked.text.partition(' ')[2]}")
    if not found:
        return None
    name = asked.draw.choice(found).text
    others = [other for other in asked.names if other.count(" ") == name.count(" ") and other not in asked.text]
    return asked.replaced(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", asked.text), others)


def _opposite(asked: _Question) -> str | None:
    """A word's opposite in the same form, such as there is."""
    for word in re.finditer(r"(?<![\w-])[a-z]+(?![\w-])", asked.text):
        if other := OPPOSITE.get(word.group()):
            return asked.text[: word.start()] + other + asked.text[word.end() :]
    return None


def _negation(asked: _Question) -> str | None:
    return _NEGATABLE.sub(r"\g<0> not", asked.text, count=1) if _NEGATABLE.search(asked.text) else None


RULES: dict[str, Rule] = {
    "number": _number,
    "date": _date,
    "name": _name,
    "opposite": _opposite,
    "negation": _negation,
}
