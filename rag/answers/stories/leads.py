"""The leads of a story's articles: what each of them has to tell, and in which turn they are wanted."""

import re
from collections.abc import Mapping, Sequence, Set

from rag.answers.corrections import is_notice
from rag.answers.sentence import Sentence
from rag.answers.stories.story import coverage
from rag.answers.stories.story_articles import asked_of
from rag.answers.stories.things import is_called, is_of_thing, things_of
from rag.datatypes import Query
from rag.text.mentions import names
from rag.text.words import content_words

HEAD = 160
"""Characters from an article's beginning within which its lead begins: behind a place, a date, an agency's name."""

NEXT_DAY = 1
"""Days apart within which two articles may tell the same news in other words; later, one goes on from the other."""
COPIED = 0.7
"""Share of words besides names in common from which a later lead tells nothing new: a bid that is denied and then
accepted has three of five in common."""

_LATEST = re.compile(
    r"\b(?:latest|newest|most\s+recent)\b|\bwhat(?:['’]s|\s+is)\s+new\b|^\W*where\s+(?:do|does)\b.*\bstands?\b",
    re.IGNORECASE,
)


def asks_latest(query: Query) -> bool:
    """Whether what came last is wanted first: "What is the latest on X?", "Where does X stand now?"."""
    return bool(_LATEST.search(query.standalone))


def leads_of(query: Query, ranked: Sequence[Sentence], same: float) -> list[Sentence]:
    """A sentence of each article, its lead where it has one: first what began the story, then what came last.

    Where it is asked for the latest, the newest first and so on. None tells what one before it does: it has not this
    share of its words, but for those that are asked, in common with another of its day.
    """
    asked = asked_of(query)
    leads = _of_it(query, _of_each(asked, ranked), ranked)
    newest_first = sorted(leads, key=in_time, reverse=True)
    turn = newest_first if asks_latest(query) else [beginning(query, leads), *newest_first[:1], *leads]
    kept: list[Sentence] = []
    for one in turn:
        if not any(_repeats(one, other, asked, same) for other in kept):
            kept.append(one)
    return kept


def _repeats(one: Sentence, other: Sentence, asked: Set[str], same: float) -> bool:
    days = (one.article.published_day, other.article.published_day)
    later = bool(days[0] and days[1] and abs((days[0] - days[1]).days) > NEXT_DAY)
    mine, theirs = (_told(each, names_too=not later) - asked for each in (one, other))
    share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return one is other or share >= (max(same, COPIED) if later else same)


def _told(sentence: Sentence, *, names_too: bool) -> set[str]:
    """The stems of its words: of a later report without the names, which the whole story has."""
    return {word.stem for word in content_words(sentence.text) if names_too or not word.capitalised}


def beginning(query: Query, leads: Sequence[Sentence]) -> Sentence:
    """Of the leads the one that with its headline is nearest to what is asked, of equals the earliest."""
    asked = asked_of(query)
    near = {one.place: coverage(asked, f"{one.article.title}\n{one.text}") for one in leads}
    return min(leads, key=lambda one: (not _is_lead(one), -near[one.place], *in_time(one)))


def in_time(sentence: Sentence) -> tuple[str, str, int]:
    """Sorts sentences by the day of their article, those without one last, and within it as they stand."""
    published = sentence.article.published_day
    return published.isoformat() if published else "9999", *sentence.place


def _of_each(asked: Set[str], ranked: Sequence[Sentence]) -> list[Sentence]:
    """Of each article its first sentence, or, where its beginning tells nothing, its best; the best ranked first.

    A notice of what was wrong before is of the story only where nothing else is.
    """
    found: dict[str, Sentence] = {one.article.id: one for one in reversed(ranked)}
    firsts: Mapping[str, Sentence] = {
        one.article.id: one
        for one in sorted(ranked, key=lambda one: -one.start)
        if _is_lead(one) and coverage(asked, f"{one.article.title} {one.text}")
    }
    found = {id_: firsts.get(id_, best) for id_, best in found.items()}
    place = {one.place: at for at, one in enumerate(ranked)}
    leads = sorted(found.values(), key=lambda one: place[one.place])
    return [one for one in leads if not is_notice(one.article)] or leads


def _of_it(query: Query, leads: Sequence[Sentence], ranked: Sequence[Sentence]) -> list[Sentence]:
    """The leads that tell of the thing asked for, or of whom or what such a lead names; of another, the article's best.

    Where an article has no sentence on the thing, only some name of the story is in it.
    """
    things = things_of(query) or asked_of(query)
    own = [one for one in leads if is_of_thing(query, one.text, things)]
    if not own:
        return list(leads)
    known = {name for one in own for name in _named(one.text)} - set(_named(query.standalone))
    best = {one.article.id: one for one in reversed(ranked) if is_of_thing(query, one.text, things)}
    told = {one.place: bool(known & _named(one.text)) or is_called(query, one.article.title) for one in leads}
    found = (one if one in own or told[one.place] else best.get(one.article.id) for one in leads)
    return [one for one in found if one]


def _named(text: str) -> set[str]:
    """The names of several words in it: those of one word are in many stories."""
    return {name.text for name in names(text) if " " in name.text}


def _is_lead(sentence: Sentence) -> bool:
    return sentence.start < HEAD and not is_notice(sentence.article)
