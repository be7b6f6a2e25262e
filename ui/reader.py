"""HTML of one article to read: beside the chat, or as a page of its own, with the cited words marked."""

import re
from collections.abc import Iterator, Sequence

from index.datatypes import Article, Copy
from index.history import correction_of
from ui import render
from ui.markup import safe

NONE_NAMED = "This address names no article. Choose a number in an answer, and the article that it rests on opens."
WENT_WRONG = "This article could not be shown; the details are in the server's log."
_LINES = re.compile(r"[^\r\n]+")


def reader_html(article: Article, start: int = 0, end: int = 0, copies: Sequence[Copy] = ()) -> str:
    """An article to read, with the characters from `start` to `end` marked; `copies` are the others of its story."""
    language = f' lang="{safe(article.language)}"' if article.language else ""
    return (
        f'<article class="dl-article"{language}><h2 dir="auto">{safe(render.headline(article))}</h2>'
        f"{_subtitle_html(article)}{_about_html(article, start, end, copies)}{_original_html(article)}"
        f'<div class="dl-text">{"".join(_paragraphs(article.text, start, end))}</div></article>'
    )


def _original_html(article: Article) -> str:
    link = render.web_link(article.url)
    if not link:
        return ""
    words = f"Read the original at {render.host_name(link)}"
    return f'<p><a href="{safe(link)}" target="_blank" rel="noopener noreferrer">{safe(words)}</a></p>'


def _subtitle_html(article: Article) -> str:
    return f'<p dir="auto"><strong>{safe(article.subtitle)}</strong></p>' if article.subtitle else ""


def _about_html(article: Article, start: int, end: int, copies: Sequence[Copy]) -> str:
    """What is known of the article, then the notice of its correction, then where else it was printed."""
    notice = correction_of(article)
    lines = [
        " · ".join(_meta(article, article.page_of(start) if start < end else None)),
        render.correction_words(notice) if notice else "",
        render.copies_words(copies),
    ]
    return "".join(f'<p class="dl-meta" dir="auto">{safe(line)}</p>' for line in lines if line)


def _meta(article: Article, page: int | None) -> Iterator[str]:
    yield render.outlet_words(article, "outlet not given")
    yield render.moment_words(article.published) if article.published else render.published_words(article)
    if article.modified:
        yield f"changed {render.moment_words(article.modified)}"
    if article.authors:
        yield ", ".join(article.authors)
    if page:
        yield f"p. {page}"


def _paragraphs(text: str, start: int, end: int) -> Iterator[str]:
    for line in _LINES.finditer(text):
        if line[0].strip():
            yield f'<p dir="auto">{_marked(line[0], start - line.start(), end - line.start())}</p>'


def _marked(line: str, start: int, end: int) -> str:
    start, end = max(start, 0), min(end, len(line))
    if start >= end:
        return safe(line)
    return f"{safe(line[:start])}<mark>{safe(line[start:end])}</mark>{safe(line[end:])}"


def reader_shell_html() -> str:
    """The closed reader that an opened article is put into."""
    return (
        '<aside aria-label="Article reader" tabindex="-1" hidden><div class="dl-reader-bar"><span>Article</span>'
        '<button type="button" data-close-reader>Close</button></div><div class="dl-reader-body"></div></aside>'
    )


def standalone_html(title: str, body: str) -> str:
    """A page of its own around a fragment: what a marker opened in a new tab shows."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/dateline.css">'
        f'<title>{safe(title)} · Dateline</title></head><body id="dl-page"><header class="dl-masthead">'
        f'<h1><a class="dl-name" href="/">Dateline</a></h1></header><main>{body}</main></body></html>'
    )
