"""The sentences of an answer in paragraphs, with our words before each: for people, on every surface alike."""

from collections.abc import Iterator
from itertools import pairwise

from rag.datatypes import Answer, Citation, Kind, Statement
from ui.render import outlet_words

ITEMISED: tuple[Kind, ...] = ("timeline", "list", "compare")
"""Kinds of questions whose answer has a paragraph for each sentence: a day, an item, an outlet."""
GAP = "…"


def paragraphs(answer: Answer) -> Iterator[list[tuple[Statement, str]]]:
    """The sentences with their notes: a paragraph for each item, and one for what is quoted from another article."""
    paragraph: list[tuple[Statement, str]] = []
    before = None
    for statement, note in zip(answer.statements, notes_of(answer), strict=True):
        quoted = _quoted(answer, statement)
        article = quoted.article.id if quoted else None
        if paragraph and (answer.query.kind in ITEMISED or (article and article != before)):
            yield paragraph
            paragraph = []
        paragraph.append((statement, note))
        before = article
    if paragraph:
        yield paragraph


def notes_of(answer: Answer) -> list[str]:
    """For each sentence what stands in square brackets before it, empty where nothing does."""
    if answer.query.kind == "compare":
        return ["; ".join(filter(None, pair)) for pair in zip(_outlets(answer), _own(answer), strict=True)]
    return [own or gap for own, gap in zip(_own(answer), _gaps(answer), strict=True)]


def _own(answer: Answer) -> list[str]:
    return [statement.note for statement in answer.statements]


def _outlets(answer: Answer) -> list[str]:
    """Whose articles each sentence of a comparison is from; empty where all are from the same."""
    told = {citation.marker: outlet_words(citation.article, "") for citation in answer.citations}
    cited = [dict.fromkeys(told.get(marker, "") for marker in one.markers) for one in answer.statements]
    outlets = [", ".join(filter(None, each)) for each in cited]
    return outlets if len(set(outlets)) > 1 else [""] * len(outlets)


def _gaps(answer: Answer) -> list[str]:
    """An ellipsis where a sentence is not the next one of the article that the sentence before it was quoted from.

    Without it, whoever is "she" in the one would be taken for somebody in the other.
    """
    quoted = [_quoted(answer, statement) for statement in answer.statements]
    if answer.query.kind in ITEMISED:
        return [""] * len(quoted)  # each stands on a line of its own
    return [GAP if before and after and _apart(before, after) else "" for before, after in pairwise([None, *quoted])]


def _quoted(answer: Answer, statement: Statement) -> Citation | None:
    """The citation whose quote this sentence is, word for word."""
    cited = (one for one in answer.citations if one.marker in statement.markers)
    return next((one for one in cited if one.quote == statement.text), None)


def _apart(before: Citation, after: Citation) -> bool:
    """Whether both are of one article, and words of it stand between them."""
    if before.article.id != after.article.id:
        return False
    return before.end > after.start or bool(after.article.text[before.end : after.start].strip())
