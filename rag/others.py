"""A follow-up that turns to what the last answer does not cite: "And according to the other article?"."""

import re
from dataclasses import replace

from rag.datatypes import Answer, Query

_KINDS = r"(?:articles?|reports?|stor(?:y|ies)|texts?|pieces?)"
_OTHERS = re.compile(rf"\b(?:the|any|an)\s?(?:other|second)\s+{_KINDS}\b|\banother {_KINDS}\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:what\s+about\s+|how\s+about\s+|what\s+(?:does|do|did)\s+)?"
    rf"(?:(?:according\s+to|in|from|per)\s+)?(?:(?:the|any|an)\s?(?:other|second)|another)\s+{_KINDS}(?:\s+says?(?:\s+(?:about\s+)?(?:it|that|this))?)?\W*$",
    re.IGNORECASE,
)
NOTE = "Asked of the articles that the last answer does not cite."


def asks_again(question: str) -> bool:
    """Whether it is the last question, asked of the other articles, and no more."""
    return bool(_AGAIN.match(question))


def of_the_others(query: Query, last: Answer) -> Query:
    """The query, kept to articles that the last answer does not cite, where its words ask for "the other article"."""
    if not last.answered or not _OTHERS.search(query.text):
        return query
    besides = _cited(last)
    parts = tuple(replace(part, besides=besides) for part in query.parts)
    subject = _OTHERS.sub(" ", query.subject or query.standalone)
    return replace(query, besides=besides, subject=subject, parts=parts, notes=(*query.notes, NOTE))


def _cited(last: Answer) -> tuple[str, ...]:
    """What the last answers cite; only what the last one cites first, where nothing else was found then."""
    cited = dict.fromkeys(citation.article.id for citation in last.citations)
    left = any(passage.article.id not in cited for passage in last.passages)
    return tuple(dict.fromkeys((*last.query.besides, *(cited if left else list(cited)[:1]))))
