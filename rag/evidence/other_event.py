"""A disaster of another sort than the one asked about: the dead of an earthquake are not those of a flood. English."""

import re

from index.datatypes import Article
from rag.datatypes import Query

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
_KINDS = ("who", "what", "when", "where", "how many", "how", "why")


def is_of_another_event(query: Query, article: Article) -> bool:
    """Whether the question names one sort of disaster and the article only others."""
    asked = {place for place, pattern in enumerate(_ASKED) if pattern.search(query.standalone)}
    if len(asked) != 1 or query.kind not in _KINDS:
        return False
    told = {place for place, pattern in enumerate(_TOLD) if pattern.search(f"{article.title}\n{article.text}")}
    return bool(told) and not asked & told
