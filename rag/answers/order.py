"""The order in which chosen sentences read: the deciding one first, the others of an article as they stand in it."""

from collections.abc import Sequence

from rag.answers.sentence import Sentence


def readable(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The first sentence, then the rest of its article in text order, then the other articles as they were chosen."""
    if not sentences:
        return ()
    first = sentences[0]
    articles = list(dict.fromkeys(one.article.id for one in sentences))
    rest = sorted(sentences[1:], key=lambda one: (articles.index(one.article.id), one.start))
    return first, *rest
