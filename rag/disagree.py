"""The same question answered differently by different articles: values or names, side by side."""

import re
from collections.abc import Sequence

from index.datatypes import Passage
from rag.datatypes import Kind, Query
from rag.evidence import FEATURES, Evidence, names_in, plain_words
from rag.facts import words_of
from rag.periods import periods
from rag.witness import independent
from rag.words import content_words, stem, stems

SHORT: frozenset[Kind] = frozenset(("who", "what", "when", "where", "how many"))
"""The kinds of question that a few words answer."""
NEARLY_AS_LIKELY = 0.35  # of the best sentence's probability: less likely sentences are about something else
ABOUT_IT = 0.5  # share of the question's words that a sentence with an amount or a date must have itself
BEHIND = 6.0  # how far a name may score below the best
READ_BEHIND = 8.0  # and where the reader finds more of an answer than of none, in an article about what is asked
HEAD = 400  # characters of an article that must have the question's names for it to be about them

_VALUES: frozenset[Kind] = frozenset(("how many", "when"))
_NUMBERED = re.compile(r"\d(?!.*\bago\b)")


def disagreeing(query: Query, evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """One sentence for each different answer, most likely first; empty unless two independent articles differ.

    Of one story, and of one owner of the text, only the likeliest sentence is heard: copies do not contradict each
    other, and an outlet that corrects itself has changed its figure.
    """
    if query.kind not in SHORT or not evidence:
        return []
    floor = NEARLY_AS_LIKELY * evidence[0].probability
    best = max((one.answer.score for one in evidence if one.answer), default=0.0)
    differ = _values_differ if query.kind in _VALUES else _names_differ
    answers: list[tuple[str, Evidence]] = []
    heard: list[Passage] = []
    for one in evidence:
        value = one.answer
        if value is None or one.probability < floor or not (_is_near(query, one, best) or _is_read(query, one, best)):
            continue
        if all(independent(one.passage, other) for other in heard):
            told = [other for other, _ in answers]
            if differ(query, value.text, told):
                answers.append((value.text, one))
            heard.append(one.passage)
    return answers if len(answers) > 1 else []


def _is_near(query: Query, one: Evidence, best: float) -> bool:
    """Whether a sentence itself says what its value is of, or its name scores nearly as well as the best."""
    # "The square can hold 6,500" is no figure of the rally, however well it would answer.
    return _coverage(one) >= ABOUT_IT if query.kind in _VALUES else _score(one) >= best - BEHIND


def _is_read(query: Query, one: Evidence, best: float) -> bool:
    """Whether the reader finds an answer there, more than none, in an article about what is asked.

    Of another of the same name the sentence need not say the name: "He was born on 3 July". Amounts are too many.
    """
    nowhere = float(one.features[FEATURES.index("nowhere")])
    read = query.kind != "how many" and _score(one) > max(nowhere, best - READ_BEHIND)
    return read and _is_about(query, one.passage) and _tells_of_it(query, one)


def _tells_of_it(query: Query, one: Evidence) -> bool:
    """Whether the sentence has a word of the question beside its names: what happened, and not only to whom."""
    told = {word.stem for word in content_words(query.standalone) if not word.common}
    told -= stems(" ".join(names_in(query.standalone)))
    return not told or bool(told & stems(one.text))


def _is_about(query: Query, passage: Passage) -> bool:
    """Whether the article begins with the names of the question."""
    asked = {stem(word) for word in names_in(query.standalone)}
    return bool(asked) and asked <= stems(f"{passage.article.title}\n{passage.article.text[:HEAD]}")


def _score(one: Evidence) -> float:
    return one.answer.score if one.answer else 0.0


def _coverage(one: Evidence) -> float:
    return float(one.features[FEATURES.index("coverage")])


def short_of(query: Query, one: Evidence) -> str | None:
    """The short answer in a sentence: what the reader found, where the question asks for a few words."""
    return one.answer.text if one.answer and query.kind in SHORT else None


def agree(query: Query, answers: Sequence[str]) -> bool:
    """Whether the short answers say the same."""
    if query.kind in _VALUES:
        return len({_comparable(one, query) or one for one in answers}) == 1
    return len({plain_words(one) for one in answers}) == 1


def _values_differ(query: Query, value: str, told: Sequence[str]) -> bool:
    """Whether an amount or a date can be compared with the others, and is another."""
    keys = [_comparable(other, query) for other in (value, *told)]
    return bool(keys[0]) and keys[0] not in keys[1:] and all(_same_unit(value, other) for other in told)


def _names_differ(query: Query, value: str, told: Sequence[str]) -> bool:
    """Whether a name or a thing shares no word with the others, nor is one that the question has."""
    mine = stems(value) - stems(query.standalone)
    return bool(mine) and not any(mine & stems(other) for other in told)


def _comparable(value: str, query: Query) -> str:
    """A value in a form in which "seven" and "7", "9 March" and "March 9" are the same; empty if it cannot be compared.

    Of dates only a day of a month and a year can: "Tuesday" is another day in each article.
    """
    if query.kind == "how many":
        return " ".join(sorted(word.key for word in words_of(value) if word.kind == "number"))
    asked = f"in {value}"
    day = next((one for one in periods(asked, query.as_of) if _NUMBERED.search(asked[one.start : one.end])), None)
    if day is None or day.first is None or day.precision not in ("day", "year"):
        return ""
    return f"{day.first:%d %B}" if day.precision == "day" else f"{day.first:%Y}"


def _same_unit(value: str, other: str) -> bool:
    """Whether two values count the same thing, as far as the words after their numbers say."""
    return not (_unit(value) and _unit(other)) or bool(_unit(value) & _unit(other))


def _unit(value: str) -> set[str]:
    return {word.key for word in words_of(value) if word.kind in ("unit", "word")}
