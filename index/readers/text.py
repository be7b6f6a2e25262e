"""Plain text -> Article: which line is the headline, who signed it and when, where lines were only wrapped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from index.datatypes import Article, Failure
from index.readers.credits import Credit, is_labelled, may_be_name, read_credit, read_dateline
from index.readers.decode import decode
from index.readers.labelled import labelled_lines
from index.readers.records import article_from_fields
from index.readers.statements import origin_id

_LONGEST_HEADLINE = 200
_OPENING = 1000
_WRAP_WIDTH = 100
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")
_WHOLE_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$|(?P<dense>[。！？।؟][”」』]?)$")
_SHORTEST_DENSE = 15  # of a script that needs fewer characters


class Headline(NamedTuple):
    """A text parted into its headline, empty when it has none, and the rest."""

    title: str
    body: str


def read_text(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The one article in a plain text file.

    Raises UnicodeError when the bytes are text in no encoding we know.
    """
    text = "\n".join(decode(data).splitlines())
    if labelled := labelled_lines(text):
        fields, body = labelled
        yield sign(article_from_fields({**fields, "text": unwrap(body)}, origin, kind="line"))
        return
    title, body = split_headline(text)
    stated = {"title": "first line"} if title else {}
    article = Article(id=origin_id(origin), title=title, text=unwrap(body), origin=origin, stated=stated)
    yield sign(article)


def split_headline(text: str) -> Headline:
    """The first line is the headline when it is short and either stands alone or does not end like a sentence."""
    first, _, rest = text.strip().partition("\n")
    alone = not rest.partition("\n")[0].strip()
    short = len(first) <= _LONGEST_HEADLINE
    if rest.strip() and short and (alone or not _SENTENCE_END.search(first.strip())):
        return Headline(first.strip(), rest.strip("\n"))
    return Headline("", text)


def sign(article: Article, bare_dates: bool = True) -> Article:
    """The article with what the lines under its headline and its dateline state; its own fields are kept.

    Where `bare_dates` is false, a day counts only when its line says what it is the day of, or who wrote or printed it.
    """
    lines = [line for line in map(str.strip, article.text[:_OPENING].split("\n")) if line and line != article.title]
    for line, below in pairwise([*lines, ""]):
        credit = read_credit(line, signed=bool(article.authors) or _states_day_or_author(below))
        if credit is None and article.authors and _is_beside_credits(line, below):
            continue
        if credit is None:
            dateline = read_dateline(line)
            return _with(article, dateline, "dateline") if dateline else article
        dated = credit.published or credit.published_in
        if bare_dates or not dated or credit.authors or credit.outlet or is_labelled(line):
            article = _with(article, credit, "byline" if credit.authors else "line under the headline")
    return article


def _is_beside_credits(line: str, below: str) -> bool:
    """Whether a line under a byline is an office, a place or an outlet that nothing tells apart: a date follows it."""
    credit = read_credit(below, signed=True)
    return may_be_name(line) and bool(credit and (credit.published or credit.modified))


def _states_day_or_author(line: str) -> bool:
    """Whether the line above it can only be a credit as well, if it names an outlet."""
    credit = read_credit(line, signed=False)
    return bool(credit and (credit.published or credit.authors))


def _with(article: Article, credit: Credit, where: str) -> Article:
    """The article with the fields of the credit that it does not have; a month adds nothing to a day."""
    dated = article.published or article.published_in
    said = {name: value for name, value in credit._asdict().items() if value and name != "whole"}
    fields = {name: value for name, value in said.items() if not getattr(article, name)}
    if dated:
        fields = {name: value for name, value in fields.items() if name not in ("published", "published_in")}
    return replace(article, **fields, stated={**article.stated, **dict.fromkeys(fields, where)})


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


def has_sentence(text: str, shortest: int = 40) -> bool:
    """Whether any line longer than `shortest` ends as a sentence does: what an article has, and an overview has not.

    Line by line, since a pattern over the whole text takes forever for one endless line.
    """
    for line in map(str.strip, text.splitlines()):
        end = _WHOLE_SENTENCE.search(line[-4:]) if len(line) > _SHORTEST_DENSE else None
        if end and (end["dense"] or len(line) > shortest):
            return True
    return False
