"""Markdown with or without front matter -> Article: the words of the page without their markup."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from index.datatypes import Article, Failure
from index.readers.decode import decode
from index.readers.labelled import labelled_lines
from index.readers.markup import markup_text
from index.readers.records import article_from_fields
from index.readers.text import sign, split_headline

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^[A-Za-z_][\w -]*:(?:\s|$)", re.MULTILINE)
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
_ADVICE = 'Put values that hold a colon or start with a quotation mark or bracket in quotes: title: "Storm: two dead".'


def read_markdown(data: bytes, origin: str) -> Iterator[Article | Failure]:
    """The one article in a Markdown file; front matter that cannot be read is a failure that names its line."""
    text = "\n".join(decode(data).splitlines())
    match = _FRONT_MATTER.match(text)
    if match and _FIELD.search(match["yaml"]):
        fields = read_front_matter(match["yaml"], origin)
        yield fields if isinstance(fields, Failure) else _article(fields, text[match.end() :], origin)
    elif not match and re.match(r"---[ \t]*\n[A-Za-z_]\w*:\s", text):
        yield Failure(
            origin, "the front matter opened on line 1 is never closed", "Close it with a line of three dashes."
        )
    else:
        fields, body = labelled_lines(text) or ({}, text)
        yield _article(fields, body, origin)


def read_front_matter(source: str, origin: str) -> dict[str, object] | Failure:
    """The fields of YAML front matter, every value as it is written: our own rules say what is a date."""
    import yaml

    try:
        # BaseLoader is as safe as SafeLoader, and leaves every value a string: "id: 0012" is no octal number.
        fields = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "it is not YAML"
        return Failure(f"{origin}#line {line}", f"the front matter is broken on line {line}: {problem}", _ADVICE)
    if not isinstance(fields, Mapping):
        return Failure(f"{origin}#line 2", "the front matter is not a set of named fields", _ADVICE)
    return {str(name): value for name, value in fields.items() if not (isinstance(value, str) and value in _EMPTY)}


def plain_text(source: str) -> tuple[str, str]:
    """The first top heading, empty when there is none, and the rest of the page as plain text."""
    from markdown_it import MarkdownIt

    title, blocks = "", list[str]()
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    for token, heading, prefix in _text_blocks(tokens):
        text = _inline_text(token) if token.type == "inline" else _block_text(token)
        if heading == "h1" and not title:
            title = text
        elif text.strip():
            blocks.append(prefix + text)
    return title, "\n\n".join(blocks)


def _article(fields: Mapping[str, object], body: str, origin: str) -> Article:
    title, text = plain_text(body)
    article = article_from_fields({**fields, "text": text}, origin, kind="front matter")
    if article.title:
        return sign(article)
    where = "first heading"
    if not title:
        (title, text), where = split_headline(text), "first line"
    stated = {**article.stated, "title": where} if title else article.stated
    return sign(replace(article, title=title, text=text, stated=stated))


def _text_blocks(tokens: "list[Token]") -> "Iterator[tuple[Token, str, str]]":
    """Every token that holds words, with the heading it is in and the number of the list item that it opens."""
    heading, prefix = "", ""
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "list_item_open":
            prefix = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            yield token, heading, prefix
            heading = prefix = ""


def _inline_text(token: "Token") -> str:
    return "".join(map(_words, token.children or ())).strip()


def _words(token: "Token") -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def _block_text(token: "Token") -> str:
    """Code as it stands; of raw HTML only the words."""
    return markup_text(token.content) if token.type == "html_block" else token.content.strip("\n")
