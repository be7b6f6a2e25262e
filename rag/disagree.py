"""The same question answered differently by different articles: values or names, side by side."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.datatypes import Passage
from rag.answers.described import are_namesakes
from rag.answers.fit import is_told, suits
from rag.answers.short import SHORT, worded
from rag.datatypes import Kind, Query
from rag.evidence import FEATURES, Evidence, names_in, plain_words
from rag.facts import words_of
from rag.periods import periods
from rag.superseded import is_superseded
from rag.witness import independent, owner
from rag.words import content_words, stem, stems

NEARLY_AS_LIKELY = 0.35  # of the best sentence's probability: less likely sentences are about something else
CHANGED = 0.15  # the same share where the sentence says to what a value has changed
ABOUT_IT = 0.5  # share of the question's words that a sentence with an amount or a date must have itself
BEHIND = 6.0  # how far a name may score below the best
READ_BEHIND = 8.0  # and where the reader finds more of an answer than of none, in an article about what is asked
HEAD = 400  # characters of an article that must have the question's names for it to be about them

_VALUES: frozenset[Kind] = frozenset(("how many", "when"))
_CHANGE = re.compile(
    r"\b(?:rose|risen|rises|raised|increased|climbed|grown|grew|fell|fallen|dropped|cut|revised|corrected|changed|"
    r"moved|postponed|delayed|put)\s+(?:(?:again|further|sharply|up|down)\s+)?(?:to|until|at)\s+"
    r"(?:(?:at least|about|more than)\s+)?$",
    re.IGNORECASE,
)
_MANNER = re.compile(r"(?:by|with|in|at|on|for|from|after|before|during|through|without|because)\s", re.IGNORECASE)
_HOW_OLD = re.compile(r"^\W*how old\b", re.IGNORECASE)
_PLURAL = re.compile(r"\s+([a-z]{2,}s)\b")
_NUMBERED = re.compile(r"\d(?!.*\bago\b)")


def disagreeing(query: Query, evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """One sentence for each different answer, most likely first; empty unless two independent articles differ.

    Of one story, and of one owner of the text, only the likeliest sentence is heard: copies do not contradict each
    other, and an outlet that corrects itself has changed its figure.
    """
    if query.kind not in SHORT or not evidence:
        return []
    best = max((one.answer.score for one in evidence if one.answer), default=0.0)
    differ = _values_differ if query.kind in _VALUES else _names_differ
    answers: list[tuple[str, Evidence]] = []
    heard: list[Evidence] = []
    for one in evidence:
        told = [other for _, other in answers]
        age = _age_of_another(query, one, told)
        likely = _is_likely(evidence[0], one) and _answers(query, one) and _is_about_it(query, one, best, told)
        if not (likely or age):
            continue
        if all(independent(one.passage, other.passage) or _has_changed_it(one, other) for other in heard):
            if age or differ(query, one, told):
                answers.append((age or worded(query, one), one))
            heard.append(one)
    return answers if len(answers) > 1 else []


def _is_likely(best: Evidence, one: Evidence) -> bool:
    """Whether the sentence is nearly as likely as the best; less will do where it says to what a value has changed."""
    return one.probability >= (CHANGED if _is_change(one) else NEARLY_AS_LIKELY) * best.probability


def _is_about_it(query: Query, one: Evidence, best: float, told: Sequence[Evidence]) -> bool:
    return _is_near(query, one, best) or _is_read(query, one, best) or _is_same_amount(query, one, told)


def _age_of_another(query: Query, one: Evidence, told: Sequence[Evidence]) -> str:
    """The age in the sentence, "Reed, 51,", of another than those of whom those told tell; empty if there is none."""
    asked = names_in(query.standalone)[-1:] if _HOW_OLD.match(query.standalone) else ()
    found = next((re.search(rf"\b{re.escape(name)},\s+(\d{{1,3}}),", one.text) for name in asked), None)
    apart = found and all(are_namesakes(query, one.passage.article, other.passage.article) for other in told)
    return found[1] if found and apart else ""


def of_namesakes(query: Query, differing: Sequence[Evidence]) -> bool:
    """Whether articles that differ seem to tell of different people of a name that the question has."""
    articles = [one.passage.article for one in differing]
    return any(are_namesakes(query, one, other) for one, other in pairwise(articles))


def _answers(query: Query, one: Evidence) -> bool:
    """Whether the sentence has an answer of the sort asked for, and not one that it takes back itself."""
    if one.answer is None or not suits(query, one) or is_superseded(one.text, one.answer.text):
        return False
    return is_told(query, one)


def _is_change(one: Evidence) -> bool:
    before = one.text[: one.answer.start - one.start] if one.answer else ""
    return bool(_CHANGE.search(before[-HEAD:]))


def _has_changed_it(one: Evidence, other: Evidence) -> bool:
    """Whether a later article of the same owner says to what the value has changed."""
    days = [each.passage.article.published_day for each in (one, other)]
    later = bool(days[0] and days[1] and days[0] > days[1])
    return later and _is_change(one) and owner(one.passage) == owner(other.passage)


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


def _is_same_amount(query: Query, one: Evidence, told: Sequence[Evidence]) -> bool:
    """Whether an amount in the unit of another that was told is of the thing asked about, in an article about that."""
    if query.kind != "how many" or not told or not all(_measure(one) & _measure(other) for other in told):
        return False
    asked = {word.stem for word in content_words(query.standalone) if not word.common}
    article = one.passage.article
    return _tells_of_it(query, one) and asked <= stems(f"{article.title}\n{article.text[:HEAD]}\n{one.text}")


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


def agree(query: Query, answers: Sequence[str]) -> bool:
    """Whether the short answers say the same."""
    if query.kind in _VALUES:
        return len({_comparable(one, query) or one for one in answers}) == 1
    return len({plain_words(one) for one in answers}) == 1


def _values_differ(query: Query, one: Evidence, told: Sequence[Evidence]) -> bool:
    """Whether an amount or a date can be compared with the others, and is another."""
    keys = [_comparable(_value(other), query) for other in (one, *told)]
    return bool(keys[0]) and keys[0] not in keys[1:] and all(_same_unit(one, other) for other in told)


def _names_differ(query: Query, one: Evidence, told: Sequence[Evidence]) -> bool:
    """Whether a name or a thing shares no word with the others, nor is one that the question has.

    How it was done ("by 19 votes") is no other thing than what was done.
    """
    mine = stems(worded(query, one)) - stems(query.standalone)
    manner = query.kind != "where" and any(_is_manner(one) != _is_manner(other) for other in told)
    return bool(mine) and not manner and not any(mine & stems(_value(other)) for other in told)


def _is_manner(one: Evidence) -> bool:
    return bool(_MANNER.match(_value(one)))


def _value(one: Evidence) -> str:
    return one.answer.text if one.answer else ""


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


def _same_unit(one: Evidence, other: Evidence) -> bool:
    """Whether two values count the same thing, as far as the words in and after them say; people go by many names."""
    inside = [_unit(_value(each)) for each in (one, other)]
    if all(inside):
        return bool(inside[0] & inside[1])
    mine, theirs = _measure(one), _measure(other)
    return not (mine and theirs) or bool(mine & theirs) or bool((mine | theirs) & _unit("people person"))


def _measure(one: Evidence) -> set[str]:
    """What the value counts: the words in it, or else the plural that follows it: of "19 votes" where it is "19"."""
    after = _PLURAL.match(one.text, one.answer.end - one.start) if one.answer else None
    return _unit(_value(one)) or _unit(after[1] if after else "")


def _unit(value: str) -> set[str]:
    return {word.key for word in words_of(value) if word.kind in ("unit", "word")}
