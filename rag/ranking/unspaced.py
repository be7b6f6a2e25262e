"""Passages in a script without spaces that have nothing of what is asked in it: "南京" and "北京" share one letter.

A model of meaning that knows such a script badly finds them near all the same.
"""

from collections.abc import Sequence

from index.datatypes import Passage
from rag.datatypes import Query
from rag.text.asked import UNSPACED, Asked


def having_words(query: Query, passages: Sequence[Passage]) -> list[Passage]:
    """The passages without those in such a script that share no two letters in a row with a question in it."""
    if not UNSPACED.search(query.subject or query.standalone):
        return list(passages)
    asked = Asked(query)
    return [one for one in passages if not UNSPACED.search(one.text) or asked.found(f"{one.article.title}\n{one.text}")]
