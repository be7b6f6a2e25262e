"""What each outlet says of one thing, side by side: its best sentence, or that none of its sentences tells of it.

Where it is no outlets that are compared, "the first and the second offer", what each article says, by its day.
"""

import re
from collections.abc import Mapping, Sequence, Set

from index.datatypes import Passage
from rag.answers.deciding.decide import decides
from rag.answers.sentence import (
    Chosen,
    Sentence,
    is_prose,
    likely,
    outlet_of,
    overlap,
    sentence_of,
    sentences_in,
)
from rag.answers.short import SHORT
from rag.answers.stories.leads import in_time
from rag.answers.stories.story import coverage
from rag.answers.stories.story_articles import asked_of, of_story
from rag.answers.stories.times_compared import of_times, times_compared
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.evidence.rivals import agree
from rag.text.words import stems

MOST = 5
SHARE = 0.4
"""An outlet is heard if its best sentence is at least this share as likely as the best of all."""
REPEATED = 0.9
"""From here on a sentence is another's copy."""
NOT_THEN = "No sentence of this archive was found that tells of it in {}."
_WHICH_OUTLETS = re.compile(
    r"^\W*(?:which|what)\s+(?:outlets|newspapers|papers|media|sources|articles|reports)\s+"
    r"(?:have\s+|has\s+)?(?:report|cover|wrote|written|tell|told)",
    re.IGNORECASE,
)
_OF_OUTLETS = re.compile(
    r"\b(?:outlets?|newspapers?|papers?|media|sources?|articles?|reports?|reported|reporting|coverage|cover(?:ed)?|"
    r"accounts?|press|stor(?:y|ies)|differ\w*|disagree\w*|contradict\w*)\b",
    re.IGNORECASE,
)
_OWN_FORMS = ("list", "timeline", "summary", "who is")


def is_comparison(query: Query) -> bool:
    """Whether it asks of several outlets: in so many words, or "What do the Herald and the Courier say of X?"."""
    several = query.kind not in _OWN_FORMS and len(asked_outlets(query)) > 1
    return several or query.kind == "compare" or bool(_WHICH_OUTLETS.search(query.standalone))


def asked_outlets(query: Query) -> tuple[str, ...]:
    """The outlets that the question names, in its order."""
    named = (outlet for one in (query, *query.parts) for outlet in one.filter.outlets)
    return tuple(dict.fromkeys(named))


def compare(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """For each outlet its likeliest sentence, or each time asked for, in the order in which the question names them."""
    if (times := times_compared(query)) and (told := of_times(query, evidence, times)):
        lacking = [time for time in times if time not in told]
        return Chosen(tuple(dict.fromkeys(told.values())), notes=tuple(map(NOT_THEN.format, lacking)))
    best = _best_of_each(query, evidence, threshold)
    asked = asked_outlets(query)
    silent = [outlet for outlet in asked if outlet not in best]
    others = list(best.values())[:MOST]
    others = others if _OF_OUTLETS.search(query.standalone) else sorted(others, key=in_time)
    chosen = [best[outlet] for outlet in asked if outlet in best] or others
    notes = tuple(f"No sentence of {outlet} in this archive was found that tells of it." for outlet in silent)
    return Chosen(tuple(chosen), _all_decided(query, best, silent) or _all_agreed(query, chosen, silent), notes)


def _best_of_each(query: Query, evidence: Sequence[Evidence], threshold: float) -> Mapping[str, Sentence]:
    """The likeliest sentence of each outlet; of the outlets asked, any likely one with a word of the matter."""
    asked = asked_outlets(query)
    floor = min(threshold, SHARE * evidence[0].probability)
    named = (sentence_of(one) for one in evidence if one.probability >= floor and one.feature("coverage") > 0)
    best: dict[str, Sentence] = {}
    for one in named if asked else _of_story(query, evidence):
        side = (one.article.outlet if one.article.outlet in asked else None) if asked else _side(query, one)
        copied = any(overlap(one.text, other.text) > REPEATED for other in best.values()) and not asked
        if side and side not in best and not copied:
            best[side] = one
    return best


def _side(query: Query, one: Sentence) -> str:
    """What a sentence is compared as: its outlet's, or, where two things or times are compared, its article's."""
    return outlet_of(one) if _OF_OUTLETS.search(query.standalone) else one.article.id


def _of_story(query: Query, evidence: Sequence[Evidence]) -> list[Sentence]:
    """The likely sentences and one of each article of the story; first what has most of it, with its headline."""
    asked = asked_of(query)
    near = [sentence_of(one) for one in likely(evidence, 0.0, SHARE) if one.feature("coverage") > 0]
    own = [one for passage in of_story(query, evidence) if (one := _first_on(asked, passage))]
    return sorted((*near, *own), key=lambda one: -coverage(asked, f"{one.article.title}\n{one.text}"))


def _first_on(asked: Set[str], passage: Passage) -> Sentence | None:
    """The article's first sentence with most of what is asked and its headline has not: its lead, if that has all."""
    left = asked - stems(passage.article.title)
    prose = [one for one in sentences_in(passage) if is_prose(one.text)]
    return min(prose, key=lambda one: (-coverage(left, one.text), one.start), default=None)


def _all_decided(query: Query, best: Mapping[str, Sentence], silent: Sequence[str]) -> str | None:
    """Yes where each outlet's own clause of a yes/no question is borne out by its sentence."""
    parts = [(part, outlet) for part in query.parts for outlet in part.filter.outlets]
    if query.kind != "yes/no" or silent or not parts:
        return None
    verdicts = {decides(_put(part), best[outlet]) for part, outlet in parts}
    return "Yes" if verdicts == {"Yes"} else None


def _put(part: Query) -> str:
    """A clause as a question of its own."""
    return part.standalone if part.standalone.startswith("Did ") else f"Did {part.subject.rstrip(' ?')}?"


def _all_agreed(query: Query, chosen: Sequence[Sentence], silent: Sequence[str]) -> str | None:
    """The short answer that the sentence of every outlet gives; None where one gives another, or is silent."""
    same = query.kind in SHORT and not silent and agree(query, [one.answer for one in chosen])
    return max((one.answer for one in chosen), key=len) or None if same else None
