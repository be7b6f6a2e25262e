"""Plain text -> Article: which line is the headline, who signed it and when, where lines were only wrapped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from index.datatypes import Article, Failure
from index.readers.credits import read_credit
from index.readers.decode import decode
from index.readers.records import origin_id

_LONGEST_HEADLINE = 200
_OPENING = 1000
_WRAP_WIDTH = 100
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")


class Headline(NamedTuple):
    """A text parted into its headline, empty when it has none, and the rest."""

    title: str
    body: str


def read_text(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The one article in a plain text file.

    Raises UnicodeError when the bytes are text in no encoding we know.
    """
    title, body = split_headline("\n".join(decode(data).splitlines()))
    article = Article(id=origin_id(origin), title=title, text=unwrap(body), origin=origin)
    yield sign(article)


def split_headline(text: str) -> Headline:
    """The first line is the headline when it is short and either stands alone or does not end like a sentence."""
    first, _, rest = text.strip().partition("\n")
    alone = not rest.partition("\n")[0].strip()
    short = len(first) <= _LONGEST_HEADLINE
    if rest.strip() and short and (alone or not _SENTENCE_END.search(first.strip())):
        return Headline(first.strip(), rest.strip("\n"))
    return Headline("", text)


def sign(article: Article) -> Article:
    """The article with what the lines under its headline state: authors, outlet, day; its own fields are kept."""
    for line in filter(None, map(str.strip, article.text[:_OPENING].split("\n"))):
        stated = read_credit(line, signed=bool(article.authors))
        if stated is None:
            return article
        article = replace(
            article,
            authors=article.authors or stated.authors,
            outlet=article.outlet or stated.outlet,
            published=article.published or stated.published,
        )
    return article


def unwrap(text: str) -> str:
    """Text that was wrapped to a fixed width, as wire copy is, with each paragraph on one line again."""
    paragraphs = re.split(r"\n[ \t]*\n\s*", text)
    broken = [line for paragraph in paragraphs for line in paragraph.split("\n")[:-1]]
    widest = max((len(line) for line in text.split("\n")), default=0)
    if len(broken) < 3 or widest > _WRAP_WIDTH or widest < _WRAP_WIDTH / 2:
        return text
    full = sum(len(line) > widest - 20 for line in broken)
    if full < 0.8 * len(broken) or sum(bool(_SENTENCE_END.search(line)) for line in broken) > 0.5 * len(broken):
        return text
    return "\n\n".join(" ".join(line.strip() for line in paragraph.split("\n")) for paragraph in paragraphs)
