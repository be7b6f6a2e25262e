"""Another event than the one asked about: the dead of an earthquake are not those of a flood. English.

Nor does the end of a strike tell when the summit ended.
"""

import re
from collections.abc import Iterable

from index.datatypes import Article
from rag.answers.persons import ROLES
from rag.datatypes import Query
from rag.text.wordings import Wordings
from rag.text.words import stem, words

# What one article may call a fire another may call an explosion, so these are one sort.
_SORTS = (
    r"floods?|flooding|storms?|hurricanes?|cyclones?|typhoons?|tornado(?:es)?|landslides?|mudslides?",
    r"earthquakes?|quakes?|tremors?|aftershocks?",
    r"fires?|wildfires?|blazes?|explosions?|blasts?",
    r"avalanches?",
    r"crash(?:es)?|collisions?|derailments?",
)
_ASKED = tuple(
    re.compile(
        rf"\b(?:the|an?|this|that|these|by|from|after|in|during)\s+(?:[\w'’-]+\s+){{0,4}}?(?:{sort})\b"
        r"(?!\s+(?:brigade|department|station|chief|engine|service|defen[cs]e|insurance|warning|drill)s?\b)",
        re.IGNORECASE,
    )
    for sort in _SORTS
)
_TOLD = tuple(re.compile(rf"\b(?:{sort})\b", re.IGNORECASE) for sort in _SORTS)
# Somebody or a body may go by their name alone: "the company" as Norvex.
_NAMED = (
    rf"(?:{ROLES}|man|woman|boy|girl|couple|family|suspect|victim|driver|company|companies|firm|bank|club|team|group|union|party|"
    r"council|government|parliament|court|police|army|city|town|country|airline|school|hospital|museum|charity|star|dog|cat)"
)
_OF_A_THING = re.compile(
    r"^\W*(?:when|where|why|how)\s+(?:did|was|were|will|has|have|had|does|is|are)\s+the\s+"
    rf"(?!{_NAMED}\b)(?P<thing>[a-z][\w-]{{2,}})\s+\w+\W*$",
    re.IGNORECASE,
)
_KINDS = ("who", "what", "when", "where", "how many", "how", "why")


def is_of_another_event(query: Query, article: Article) -> bool:
    """Whether the question names one sort of disaster and the article only others."""
    asked = {place for place, pattern in enumerate(_ASKED) if pattern.search(query.standalone)}
    if len(asked) != 1 or query.kind not in _KINDS:
        return False
    told = {place for place, pattern in enumerate(_TOLD) if pattern.search(f"{article.title}\n{article.text}")}
    return bool(told) and not asked & told


def of_the_thing(query: Query, articles: Iterable[Article]) -> set[str]:
    """The ids of the articles that speak of the thing of which is asked, be it in other words; all where none does.

    Only where nothing else is asked of it than a deed, "When did the summit end?": any end would do for the reader.
    """
    ids = {one.id: f"{one.title}\n{one.text}" for one in articles}
    asked = _OF_A_THING.match(query.standalone)
    if asked is None:
        return set(ids)
    thing, otherwise = stem(asked["thing"]), Wordings(asked["thing"])
    told = {id_ for id_, text in ids.items() if _speaks(thing, otherwise, text)}
    return told or set(ids)


def _speaks(thing: str, otherwise: Wordings, text: str) -> bool:
    there = words(text)
    return any(word.stem == thing for word in there) or bool(otherwise.told(there))
