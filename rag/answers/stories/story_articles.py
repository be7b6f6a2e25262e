"""Which articles tell a story: those headed by it, and those that speak of it and of somebody or something in these.

A later article seldom has the words by which a story is asked for: "the ferry disaster" goes on as "Arden Line boss
quits over sinking". What ties it to the story is a name of several words that the story's other articles have.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from index.datatypes import Passage
from rag.answers.sentence import articles_of, likely, one_of_each
from rag.answers.stories.things import is_of_thing, things_of
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.questions.kinds import matter_of
from rag.questions.spellings import meant
from rag.text.by_the_way import without_asides
from rag.text.mentions import names
from rag.text.words import content_words, stems

SHARE = 0.5
"""An article belongs to the story if its best sentence is at least this share as likely as the best of all."""
HEAD = 400
"""Characters of an article that count as its headline."""
OF_IT = 0.5
"""Share of what is asked that the headline and lead of an article have that tells of nothing else."""
TIES, TIES_OF_HEADLINE = 2, 1
"""Names in common that tie an article to a story: one place or office is in many; and where its headline has enough."""
NAMED = 4_000
"""Characters of an article, from its beginning, whose names may tie it to a story: the rest is background."""

# Tell apart two of a kind that are to be compared, of which no article says that it is the first.
_WHICH = frozenset(
    "first second third earlier later latter former initial original old new final last previous next both two".split()
)
_COMMENT = re.compile(r"^\W*(?:comment|opinion|editorial|column|letters?|op-ed|analysis)\s*[:|–—-]", re.IGNORECASE)


def passages_of(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Passage]:
    """A passage of each of the story's articles, the likeliest first, then those that are headed by it or go on."""
    every, headed = articles_of(evidence), of_story(query, evidence)
    tying = _tying(query, every)
    of_headed = {name for one in headed for name in tying[one.article.id]}
    near = articles_of(likely(evidence, threshold, SHARE))
    if headed:
        near = [one for one in near if one in headed or (tying[one.article.id] & of_headed and _is_of_it(query, one))]
    found = one_of_each([*near, *headed]) or every[:1]
    return [*found, *_going_on(query, found, every, tying)]


def is_story(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether a story is asked for that an article is of, however little one sentence is like the question."""
    return query.kind in ("summary", "timeline", "compare") and bool(of_story(query, evidence))


def asked_of(query: Query) -> frozenset[str]:
    """The stems of what the story is about."""
    matter = matter_of(query.subject or query.standalone)
    asked = (word for word in content_words(matter) if not word.common)
    return frozenset(one.stem for one in asked if query.kind != "compare" or one.written.casefold() not in _WHICH)


def of_story(query: Query, evidence: Sequence[Evidence]) -> list[Passage]:
    """A passage of each article whose headline and lead together have every word of what is asked."""
    asked = asked_of(query)
    return [one for one in articles_of(evidence) if share_of(query, asked, _head(one)) == 1.0]


def is_headed(query: Query, passage: Passage) -> bool:
    """Whether the headline and lead of an article have enough of what is asked for all of it to be of the story."""
    head = _head(passage)
    return share_of(query, asked_of(query), head) >= OF_IT and is_of_thing(query, head, things_of(query))


def share_of(query: Query, asked: Set[str], text: str) -> float:
    """The share (0 to 1) of these stems of the question that a text has, be it in another spelling."""
    return len(asked & meant(query).stems(text)) / len(asked) if asked else 0.0


def _going_on(
    query: Query, story: Sequence[Passage], every: Sequence[Passage], tying: Mapping[str, Set[str]]
) -> list[Passage]:
    """The other articles that speak of what is asked and have names of the story's articles, or of one another."""
    told = {one.article.id for one in story}
    left = [one for one in every if one.article.id not in told and is_headed(query, one) and not _comments(one)]
    known = {name for id_ in told for name in tying[id_]}
    found: list[Passage] = []
    while tied := [one for one in left if len(known & tying[one.article.id]) >= _ties(query, one)]:
        found += tied
        left = [one for one in left if one not in tied]
        known |= {name for one in tied for name in tying[one.article.id]}
    return found


def _ties(query: Query, passage: Passage) -> int:
    """How many names must tie it: "Measles cases pass 60" has more of "the measles outbreak" than its text alone."""
    headline = share_of(query, asked_of(query), passage.article.title)
    return TIES_OF_HEADLINE if headline >= OF_IT else TIES


def _is_of_it(query: Query, passage: Passage) -> bool:
    return is_of_thing(query, passage.article.text[:NAMED], things_of(query))


def _tying(query: Query, every: Sequence[Passage]) -> dict[str, Set[str]]:
    """By article the names that may tie it to another.

    No names of one word, which many stories have, nor with a word of what it was, "Orlen Hospital" of "the hospital
    strike", nor what articles of other things have too, but for whom it is asked of: "Ada Holm" of "the Holm trial".
    """
    asked = content_words(matter_of(query.subject or query.standalone))
    things = {word.stem for word in asked if not word.capitalised}
    own = {word.stem for word in asked if word.capitalised}
    owners = {owner for one in every for owner in (one.article.outlet, one.owner)}
    found = {one.article.id: set(_named(one.article.text[:NAMED])) - owners for one in every}
    elsewhere = {name for one in every if not is_headed(query, one) for name in found[one.article.id]}
    elsewhere -= {name for name in elsewhere if stems(name.split()[-1]) & own}
    return {id_: {one for one in of_it - elsewhere if not things & stems(one)} for id_, of_it in found.items()}


def _named(text: str) -> Iterator[str]:
    """The names of several words in a text; none crosses the end of a line."""
    return (name.text for line in text.splitlines() for name in names(line) if " " in name.text)


def _comments(passage: Passage) -> bool:
    """Whether the headline says that it tells what somebody thinks of the story."""
    return bool(_COMMENT.match(passage.article.title))


def _head(passage: Passage) -> str:
    return without_asides(f"{passage.article.title}\n{passage.article.text[:HEAD]}")
