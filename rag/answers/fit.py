"""Whether what the reader takes for the answer is of the sort that is asked for: no country where it is asked who."""

import re
from collections.abc import Sequence

from rag.answers.moments import HOUR, is_after, tells_when
from rag.answers.opposite import is_opposite
from rag.answers.persons import ROLES, possible_persons
from rag.answers.places import is_doer, is_place
from rag.answers.ruled_out import is_ruled_out
from rag.answers.values.sorts import counts_it, is_of_them
from rag.answers.values.standing import asks_first
from rag.answers.which import is_of_the_sort
from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.evidence.gather import Evidence, value_told
from rag.evidence.posts import is_another_post
from rag.evidence.superseded import is_superseded
from rag.text.facts import base, fold
from rag.text.words import content_words, stems

SHARE = 0.4
"""A sentence whose answer is of the right sort goes before one whose answer is not, if it is this share as likely."""
REACH = 100
"""Characters before the answer that are looked at."""
UNIT_SHARE = 0.35
"""The same for an amount in the very unit that is asked for, which the reader takes for less likely; and beside a
sentence that says its answer to be of the other side."""
ABOUT_IT = 0.5
"""Share of the question's words that a sentence with such an amount must have."""
CLAUSE = 4
"""Words of an answer, common ones left out, from which on it may be a clause: a name with its role seldom has more."""
SURELY = 4.0
"""How far the reader's answer must score above there being none in a sentence that has no word of the question."""
BEFORE = 300
"""Characters before a sentence in which the name stands of what somebody leads: "Its chair, Ann Lee"."""

# "Police", "protesters", "a farmer", "two men" may be who did it; "sturgeon" or "melting steel" is a thing.
_THING = re.compile(
    r"(?!police\b|parliament\b|congress\b|\w+(?:s|men|women|people|children)$)(?:[a-z]+ing\s+)?[a-z]{3,}"
)
_ASKS_WHO = re.compile(r"\W*(?:who|whom)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"^\W*who\s+(?:currently\s+|now\s+)?(?:leads?|led|heads?|headed|chairs?|chaired|runs?|ran)\s+(?!for\b|in\b|at\b|against\b)"
    r"(?!.*\b(?:race|polls?|vote|league|cup|tour|table|standings|championships?|open|field|game|match)\b)",
    re.IGNORECASE,
)
_LEADER = (
    r"(?:chief executive|chair(?:man|woman|person)?|head|leader|president|director|mayor|governor|boss|chief|manager|"
    r"managing director|secretary[ -]general|editor|rector|dean|prime minister|premier|chancellor|captain|ceo|founder)"
)
_LEADING = re.compile(
    r"\b(?:leads?|led|heads?|headed|chairs|chaired|runs?|ran|leading|heading|running)\b", re.IGNORECASE
)
_LED_BY = re.compile(r"\b(?:led|headed|chaired|run)\s+by\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_ASKS_DONE = re.compile(r"\b(?:did|was|were)\b", re.IGNORECASE)
_OPEN_YET = re.compile(
    r"\b(?:will|would|could|can|may|might|should|going|sa(?:y|id)|tell|told|due|set|likely|estimated?|"
    r"(?:plan|expect|hope|schedul|predict|forecast|promis|propos|announc|pledg|want|offer|intend|threaten|warn|claim|ask|demand)\w*)\b",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:could|may|might|would|will|should|(?:hop|plan|want|expect|intend|threaten|propos|promis|vow|pledg)\w*\s+to|"
    r"(?:is|are)\s+(?:due|scheduled|set|expected)\s+(?:on|in|for|by|at)|(?:is|are)\s+(?:due\s+|set\s+|likely\s+|expected\s+)?to)\s+(?!have\b|not\b)(?:(?!and\b|but\b)[\w-]+\s+){0,6}$",
    re.IGNORECASE,
)
_TO_BEGIN = re.compile(r"\b(?:beginning|starting|effective)\s+(?:on|in|from|at)\s+$", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|would|(?:is|are)\s+to)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s+(?:(?P<it>it|them|both)\b|(?P<what>(?:(?!(?:of|at|in|into|for|on|from|with|by)\b)[\w’'-]+\s*)+))"
)
_ROLE_ASKED = re.compile(
    rf"^\W*who\s+(?:is|was|are|were)\s+(?:the|an?)\s+(?P<role>{ROLES})\s+(?:who|that)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:mid)?night|noon|dawn|dusk|sun(?:rise|set)|"
    r"mornings?|afternoons?|evenings?|\w+days?|days?|weeks?|weekends?|fortnight|months?|years?|hours?|minutes?|seconds?|"
    r"decades?|centur(?:y|ies)|seasons?|spring|summer|autumn|fall|winter|term|to(?:day|morrow|night)|yesterday|now|never|"
    r"soon|later?|early|earlier|ago|before|after|during|while|when|until|till|since|once|upon|following|ahead|end|start|"
    r"beginning|Christmas|Easter|Ramadan|war|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)\b",
    re.IGNORECASE,
)
# "34-year-old", "46 kilometres" and an age of "52" are no times.
_NO_TIME = re.compile(
    r"-year-old\b|^\d{1,3}$|^(?:about\s+)?\d[\d.,]*\s+(?!(?:second|minute|hour|day|night|week|weekend|month|year|season|decade)s?\b|"
    r"(?:[ap]\.?m|o['’]clock|hrs?|noon)\b)[a-z]+$"
)
_ASKS_HOUR = re.compile(r"^\W*(?:at\s+)?(?:what|which)\s+(?:time|hour)\b(?!\s+of\s+(?:the\s+)?year)", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:about\s+)?\d[\d.,]*\s+(?P<unit>[a-z]+)")
_NOW = re.compile(r"\bnow\s+(?:has|have|is|are|stands?|employs?|counts?|costs?|holds?)\s+[^.;,]{0,30}$", re.IGNORECASE)
_COUNTED = re.compile(r"^\W*how\s+many\s+(?:more\s+)?(?P<unit>[a-z]+)\b", re.IGNORECASE)


def fitting(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, most likely first; an answer of another sort comes after a right one that is nearly as likely."""
    if not evidence:
        return []
    surely = _asks_role(query) or query.kind == "how many" or is_opposite(query, evidence[0])
    share = UNIT_SHARE if surely else SHARE
    near = [one for one in evidence if one.probability >= share * evidence[0].probability]
    first: list[Evidence] = []
    if not suits(query, evidence[0]):
        first = [one for one in near if suits(query, one) and _is_as_near(query, one, evidence[0])]
    elif query.kind == "who" and is_place(evidence[0]):
        first = [one for one in near if not is_place(one) and _is_somebody(query, one)]
    elif query.kind == "when" and not tells_when(query, evidence[0]):
        first = [one for one in near if tells_when(query, one) and one.feature("coverage") >= ABOUT_IT]
    elif counted := _counted_otherwise(query, evidence[0]):
        floor = UNIT_SHARE * evidence[0].probability
        first = [one for one in evidence if one.probability >= floor and _counts(counted, one)]
    return [*first, *(one for one in evidence if one not in first)]


def _is_as_near(query: Query, one: Evidence, best: Evidence) -> bool:
    """Whether it has somebody's name where it is asked who, and else no less of what is asked than the best."""
    if query.kind == "who":
        return _is_somebody(query, one)
    told = value_told(one) if query.kind == "how many" else None
    of_them = told is not None and is_of_them(query, one.text, told)
    return of_them or one.feature("coverage") >= best.feature("coverage")


def suits(query: Query, one: Evidence) -> bool:
    """Whether the answer in the sentence may be of the sort that is asked for; so wherever one cannot tell."""
    meant = query.kind in ("when", "how many") and _is_only_meant(query, one) and not asks_first(query)
    if meant or is_opposite(query, one):
        return False
    if query.kind == "how many" and (not counts_it(query, one) or not _is_of_the_time(query, one)):
        return False
    if query.kind == "when" and one.answer:
        told = HOUR if _ASKS_HOUR.match(query.standalone) else _TIME
        time = told.search(one.answer.text) and not _NO_TIME.search(one.answer.text)
        return bool(time) and not is_after(query, one) and not _asks_back(query, one)
    if query.kind != "who" or not one.answer:
        return is_of_the_sort(query, one) and (query.kind != "where" or not is_doer(one))
    if is_ruled_out(query, one) or is_another_post(query.standalone, one.text, one.answer.text):
        return False
    if _LEADS.match(query.standalone):
        return _is_leader(query, one)
    if asked := _ROLE_ASKED.match(query.standalone):
        return _is_beside(re.escape(asked["role"]), one, one.passage.article.text)
    return not (_ASKS_WHO.match(query.standalone) and (_THING.fullmatch(one.answer.text) or _asks_back(query, one)))


def _asks_back(query: Query, one: Evidence) -> bool:
    """Whether the answer is a clause that has what was done with it: "the survey had missed the river bed"."""
    answer = content_words(one.answer.text if one.answer else "")
    asked = {word.stem for word in content_words(query.standalone) if not word.capitalised}
    return len(answer) > CLAUSE and sum(word.stem in asked for word in answer) > 1


def _is_only_meant(query: Query, one: Evidence) -> bool:
    """Whether it is asked what was, and the sentence tells of what may be: "could be fined up to 12 million"."""
    if not one.answer or not _ASKS_DONE.search(query.standalone) or _OPEN_YET.search(query.standalone):
        return False
    before = one.text[: one.answer.start - one.start]
    clause = re.split(r"[.;]", before)[-1]
    return bool(_MEANT.search(before) or (_TO_BEGIN.search(clause[-REACH:]) and _WILL.search(clause)))


def _is_of_the_time(query: Query, one: Evidence) -> bool:
    """Whether it is no value of now where the first is asked for, "the hall now has 640 seats", and none taken back."""
    if asks_first(query):
        return not (one.answer and _NOW.search(one.text[: one.answer.start - one.start]))
    return not (one.answer and is_superseded(one.text, one.answer.text))


def is_told(query: Query, one: Evidence) -> bool:
    """Whether a sentence without any word of the question tells who it was: a role fits, or the reader is sure."""
    return query.kind != "who" or _asks_role(query) or tells_of_it(one)


def tells_of_it(one: Evidence) -> bool:
    """Whether the sentence has a word of the question, or the reader is sure of it without any."""
    sure = one.answer is not None and one.answer.score > one.feature("nowhere") + SURELY
    return sure or one.feature("coverage") > 0


def _asks_role(query: Query) -> bool:
    """Whether it is asked who leads something, or who is the judge or farmer that did something."""
    return query.kind == "who" and bool(_LEADS.match(query.standalone) or _ROLE_ASKED.match(query.standalone))


def _is_leader(query: Query, one: Evidence) -> bool:
    """Whether the sentence says that the answer leads, and what it leads stands there or before."""
    article = one.passage.article
    there = f"{article.title} {article.text[max(one.start - BEFORE, 0) : one.end]}".casefold()
    named = all(name.casefold() in there for name in names_in(query.standalone))
    leads = _leads_it(query, one.text) or _is_led_by(query, one)
    return named and (leads or _is_beside(_LEADER, one, one.text))


def _leads_it(query: Query, text: str) -> bool:
    """Whether somebody leads what is asked for: "who leads the investigation" is not of the museum."""
    asked = _led(query)
    led = (_OBJECT.match(text, leading.end()) for leading in _LEADING.finditer(text))
    return any(one and (one["it"] or asked & stems(one["what"])) for one in led)


def _is_led_by(query: Query, one: Evidence) -> bool:
    """Whether what is asked for is led by the answer: "Norvex, led by Ilse Brandt, said ..."."""
    led = _LED_BY.search(one.text[: one.answer.start - one.start]) if one.answer else None
    return led is not None and bool(_led(query) & stems(one.text[: led.start()]))


def _led(query: Query) -> set[str]:
    """The words for what is led, of "Who leads the museum?"."""
    return {word.stem for word in content_words(_LEADS.sub("", query.standalone))}


def _is_beside(role: str, one: Evidence, text: str) -> bool:
    """Whether the role stands beside the answer: "Judge Ann Lee", "Ann Lee, the bank's chief executive"."""
    answer = re.escape(one.answer.text) if one.answer else ""
    before = rf"\b(?i:{role}),?\s+(?:[A-Z][\w’'-]*\s+){{0,2}}{answer}\b"
    after = rf"\b{answer}(?:\s+[A-Z][\w’'-]*){{0,2}},?\s+(?:(?:is|was)\s+)?(?:[\w’'-]+\s+){{0,4}}(?i:{role})\b"
    return bool(re.search(rf"{before}|{after}", text)) or bool(
        re.search(rf"^(?i:{role})\b", one.answer.text if one.answer else "")
    )


def _counted_otherwise(query: Query, one: Evidence) -> str:
    """What is asked to be counted, where the answer counts something else: votes, and the answer has seats."""
    asked = _COUNTED.match(query.standalone) if query.kind == "how many" else None
    counted = _AMOUNT.fullmatch(one.answer.text) if one.answer else None
    if not asked or not counted or _is_same(asked["unit"], "people") or _is_same(asked["unit"], counted["unit"]):
        return ""
    return asked["unit"]


def _counts(unit: str, one: Evidence) -> bool:
    """Whether the amount counts that, in the very word, in a sentence about what is asked."""
    counted = _AMOUNT.match(one.text, one.answer.start - one.start) if one.answer else None
    return counted is not None and _is_same(counted["unit"], unit) and one.feature("coverage") >= ABOUT_IT


def _is_same(word: str, other: str) -> bool:
    return base(fold(word)) == base(fold(other))


def _is_somebody(query: Query, one: Evidence) -> bool:
    """Whether the answer has the name of a person of whom the question does not speak."""
    answer = one.answer.text if one.answer else ""
    persons = [name.text for name in possible_persons(one.text) if name.text not in query.standalone]
    return bool(answer) and any(name in answer or answer in name for name in persons)
