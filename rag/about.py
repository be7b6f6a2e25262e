"""Articles on a matter: "What has Olga Weiss written about the harbour?", "Which articles on it ran before May?".

What is asked for are the articles themselves. Where no single sentence answers, each article that has every word of
the matter is shown by the first of its sentences that has most of them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.datatypes import Article, Passage
from index.sentences import sentence_spans
from rag.compose import Cited, Span, compose
from rag.datatypes import Answer, Query
from rag.evidence.heard import heard_at
from rag.facets import first_day
from rag.questions.kinds import matter_of
from rag.questions.matter import names_no_matter
from rag.text.asked import Asked
from rag.text.words import words

MOST = 8
"""Articles: what fits on a screen."""
LONGEST = 20_000
"""Characters of an article that are looked through, as in ranking."""
_ABOUT = re.compile(
    r"\b(?:(?:about|on|of|regarding|concerning|covers?|mentions?|discuss(?:es)?|deals?\s+with)\s+)+(?=\S)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"\b(?:articles?|stor(?:y|ies)|pieces?|reports?|coverage|columns?|reviews?)\b", re.IGNORECASE)
# What refers to something said before, or asks for more than a thing: "about how Lind paid for it".
_NO_THING = re.compile(
    r"\b(?:it|its|he|him|his|she|her|they|them|their|that|these|those|this|how|why|who|whom|whose|when|where|whether|which|what)\b",
    re.IGNORECASE,
)
_FORMS = ("what", "list", "summary", "quote")


def matter_asked(query: Query) -> str:
    """On what a question asks for articles, or for all that an outlet, an author or a time has on it; else empty."""
    only = query.filter
    narrowed = only.outlets or only.authors or only.after or only.before
    if query.parts or query.kind not in _FORMS or not (narrowed or _ARTICLES.search(query.standalone)):
        return ""
    asked = query.subject or query.standalone
    about = next(_ABOUT.finditer(asked), None)
    if not about or not names_no_matter(asked[: about.start()]):
        return _bare(matter_of(asked)) if query.kind == "summary" and narrowed else ""
    return _bare(asked[about.end() :])


def _bare(matter: str) -> str:
    """The matter without the words at its end that only ask: "Halden" of "Halden were published"."""
    told = words(matter)
    while told and names_no_matter(told[-1].written):
        told.pop()
    thing = matter[: told[-1].end] if told else ""
    return "" if _NO_THING.search(thing) or names_no_matter(thing) else thing


def articles_on(query: Query, passages: Sequence[Passage]) -> Answer | None:
    """What each article that was found says of the matter, oldest first; None where none has all of its words."""
    matter = matter_asked(query)
    if not matter:
        return None
    asked = Asked(replace(query, standalone=matter, subject=matter))
    best = {passage.article.id: passage for passage in reversed(passages)}
    told = [one for one in best.values() if _has_all(asked, one.article)]
    newest = sorted(told, key=_by_day, reverse=True)[:MOST]
    if not newest:
        return None
    cited = [_cited(asked, passage.article) for passage in reversed(newest)]
    found = "the one article found" if len(newest) == 1 else f"each of {len(newest)} articles found"
    note = f'No sentence alone answers this: here is what {found} first says of "{matter}".'
    return compose(replace(query, kind="list", notes=(*query.notes, note)), passages, cited)


def _has_all(asked: Asked, article: Article) -> bool:
    return set(asked.stems) <= asked.found(f"{article.title}\n{article.text[:LONGEST]}")


def _cited(asked: Asked, article: Article) -> Cited:
    """The first sentence that has most of what was asked, with who speaks in it."""
    text = article.text[:LONGEST]
    spans = sentence_spans(text) or [(0, len(text))]
    start, end = max(spans, key=lambda span: len(asked.found(text[slice(*span)])))
    return Cited(text[start:end], (Span(article, start, end, heard_at(article.text, start, end)),))


def _by_day(passage: Passage) -> tuple[str, str]:
    return first_day(passage.article), passage.article.id
