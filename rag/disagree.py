"""The same question answered differently by different articles: values or names, side by side."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.datatypes import Passage
from rag.answers.described import are_namesakes
from rag.answers.fit import SURELY, fitting, is_told, suits
from rag.answers.short import SHORT, short_of, worded
from rag.answers.values.latest import newest
from rag.answers.values.put_at import puts_it_at
from rag.answers.values.same_value import claims_another
from rag.datatypes import Kind, Query
from rag.evidence.asked import names_in
from rag.evidence.bearers import introduces_another
from rag.evidence.claimants import are_apart
from rag.evidence.gather import Evidence
from rag.evidence.rivals import claims_beside, differs, is_comparable, is_of_another, measure
from rag.evidence.superseded import is_superseded
from rag.evidence.tells import beside, is_told_alike, tells_what_is_asked
from rag.evidence.witness import independent, owner
from rag.questions.claimant import asked_claimant, asks_claimant_alone
from rag.text.facts import knows_language, words_of
from rag.text.words import content_words, stem, stems

NEARLY_AS_LIKELY = 0.35  # of the best sentence's probability: less likely sentences are about something else
# The same share where the reader finds an answer in an article about what is asked: of right answers that come second
# as many reach it (RAMDocs, its first 60 questions) as reached 0.35 with the third round's reader.
READ = 0.25
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
_QUANTITY = re.compile(r"^\W*what\s+(?:is|was|are|were|will be)\s+the\s+(?:\w+\s+)*?(\w+)\s+of\b", re.IGNORECASE)
_HOW_OLD = re.compile(r"^\W*how old\b", re.IGNORECASE)


def disagreeing(query: Query, evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
    """One sentence for each different answer, most likely first; empty unless two independent articles differ.

    Of one story, and of one owner of the text, only the likeliest sentence is heard: copies do not contradict each
    other, and an outlet that corrects itself has changed its figure.
    """
    if query.kind not in SHORT or not evidence or asks_claimant_alone(query):
        return []
    answers: list[tuple[str, Evidence]] = []
    heard: list[Evidence] = []
    ordered = _led(query, evidence)
    if query.kind == "who" and short_of(query, fitting(query, evidence)[0]) is None:
        return []  # the likeliest names nobody who did it, and the others are less likely to
    for one in ordered:
        told = [other for _, other in answers]
        age = _age_of_another(query, one, told)
        if not age and not (_answers(query, one) and is_comparable(query, one)):
            continue
        if one is not ordered[0] and is_of_another(query, one, ordered[0]):
            continue
        another = _is_another_bearer(query, one, told)
        rival = _is_rival_claim(query, one, evidence, told)
        likely = rival or _is_likely(query, one, evidence, told, another=another)
        if not age and one is not ordered[0] and not likely:
            continue
        namesake = bool(age) or another  # of two people one outlet may tell
        if (
            rival
            or namesake
            or all(independent(one.passage, other.passage) or _has_changed_it(one, other) for other in heard)
        ):
            latest = _latest_of_its_party(query, evidence, one, told)
            if age or (rival and latest is one) or differs(query, latest, told, others=another):
                answers.append((age or worded(query, latest), latest))
            heard.append(one)
    return answers if len(answers) > 1 else []


def _led(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, led by a later report's value where that has taken the place of the likeliest.

    What another party gives in the sentence that leads comes next, unless it is asked what one party says.
    """
    best = fitting(query, evidence)[0]
    lead = newest(query, evidence, best)
    first, *others = [lead, *(one for one in evidence if one.text != lead.text)] if lead is not best else evidence
    claimed = [] if asked_claimant(query) else list(claims_beside(query, first))
    return [first, *claimed, *others]


def _is_rival_claim(query: Query, one: Evidence, evidence: Sequence[Evidence], told: Sequence[Evidence]) -> bool:
    """Whether it is the value of a party for which nobody told so far speaks, though one outlet may print them all."""
    near = one.probability >= CHANGED * evidence[0].probability
    likely = near or any(puts_it_at(one, each) for each in told)
    return likely and query.kind == "how many" and bool(told) and all(claims_another(query, one, each) for each in told)


def _latest_of_its_party(
    query: Query, evidence: Sequence[Evidence], one: Evidence, told: Sequence[Evidence]
) -> Evidence:
    """The sentence, or that with the value which has taken the place of its own where another party speaks."""
    apart = query.kind == "how many" and told and all(are_apart(one, each) for each in told)
    return newest(query, evidence, one) if apart else one


def _is_likely(
    query: Query, one: Evidence, evidence: Sequence[Evidence], told: Sequence[Evidence], *, another: bool
) -> bool:
    """Whether the sentence is about it and likely enough beside the best, for how surely it is about it.

    Less will do where it says to what a value has changed.
    """
    floor = evidence[0].probability
    best = max((_score(other) for other in evidence if other.answer), default=0.0)
    changed = _is_change(one)
    if one.probability >= (CHANGED if changed else READ) * floor and (another or _is_found(query, one, best, told)):
        return True
    likely = one.probability >= (CHANGED if changed else NEARLY_AS_LIKELY) * floor
    return likely and (_is_near(query, one, best) or _is_same_amount(query, one, told))


def _is_found(query: Query, one: Evidence, best: float, told: Sequence[Evidence]) -> bool:
    return _is_quantity(query, one) if query.kind == "how many" else _is_read(query, one, best, told)


def _age_of_another(query: Query, one: Evidence, told: Sequence[Evidence]) -> str:
    """The age in the sentence, "Reed, 51,", of another than those of whom those told tell; empty if there is none."""
    asked = names_in(query.standalone)[-1:] if _HOW_OLD.match(query.standalone) else ()
    found = next((re.search(rf"\b{re.escape(name)},\s+(\d{{1,3}}),", one.text) for name in asked), None)
    apart = found and all(are_namesakes(query, one.passage.article, other.passage.article) for other in told)
    return found[1] if found and apart else ""


def _is_another_bearer(query: Query, one: Evidence, told: Sequence[Evidence]) -> bool:
    """Whether the sentence introduces another of the name than all those told, "Sellin is a village", and answers."""
    return bool(told) and all(introduces_another(query, one, other.passage.article) for other in told)


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
    return one.feature("coverage") >= ABOUT_IT if query.kind in _VALUES else _score(one) >= best - BEHIND


def _is_read(query: Query, one: Evidence, best: float, told: Sequence[Evidence]) -> bool:
    """Whether the reader finds an answer there, more than none, in an article about what is asked.

    Of another of the same name the sentence need not say the name: "He was born on 3 July". Amounts are too many.
    """
    more = _more(one)
    if more <= 0 or _score(one) <= best - READ_BEHIND or not knows_language(words_of(one.text)):
        return False
    about = _is_about(query, one.passage) or (more > SURELY and not one.feature("missing names"))
    return about and (tells_what_is_asked(query, one) or any(is_told_alike(one, other) for other in told))


def _more(one: Evidence) -> float:
    """By how much the reader scores the answer above there being none."""
    return _score(one) - one.feature("nowhere")


def _is_quantity(query: Query, one: Evidence) -> bool:
    """Whether the quantity asked for stands beside the amount, "a population of 174", in an article about it."""
    asked = _QUANTITY.match(query.standalone)
    return asked is not None and _more(one) > 0 and stem(asked[1]) in beside(one) and _is_about(query, one.passage)


def _is_same_amount(query: Query, one: Evidence, told: Sequence[Evidence]) -> bool:
    """Whether an amount in the unit of another that was told is of the thing asked about, in an article about that."""
    if query.kind != "how many" or not told or not all(measure(one) & measure(other) for other in told):
        return False
    asked = {word.stem for word in content_words(query.standalone) if not word.common}
    article = one.passage.article
    return tells_what_is_asked(query, one) and asked <= stems(f"{article.title}\n{article.text[:HEAD]}\n{one.text}")


def _is_about(query: Query, passage: Passage) -> bool:
    """Whether the article begins with the names of the question."""
    asked = {stem(word) for word in names_in(query.standalone)}
    return bool(asked) and asked <= stems(f"{passage.article.title}\n{passage.article.text[:HEAD]}")


def _score(one: Evidence) -> float:
    return one.answer.score if one.answer else 0.0
