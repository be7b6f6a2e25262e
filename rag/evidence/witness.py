"""Who says it: articles of one story, or by one owner of the text, are one witness, however many outlets print them."""

from collections.abc import Iterable

from index.datatypes import Passage


def independent(one: Passage, other: Passage) -> bool:
    """Whether the two articles are of different stories and not known to be one owner's text."""
    return not _same_story(one, other) and (owner(one) != owner(other) or not owner(one))


def independent_outlets(passages: Iterable[Passage]) -> tuple[str, ...]:
    """The owners of the passages' texts, one for each witness, in their order; an unknown owner is no witness."""
    witnesses: list[Passage] = []
    for passage in passages:
        if owner(passage) and all(independent(passage, other) for other in witnesses):
            witnesses.append(passage)
    return tuple(map(owner, witnesses))


def owner(passage: Passage) -> str:
    """Whose text the passage's article is, the agency's or its outlet's; empty where nobody is known."""
    return passage.owner or passage.article.outlet or ""


def _same_story(one: Passage, other: Passage) -> bool:
    same = one.article.id == other.article.id
    return same or any(copy.article_id == other.article.id for copy in one.copies)
