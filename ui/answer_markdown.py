"""An answer as Markdown, to keep or send: what the web chat shows of it, with its sources."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.datatypes import Article, Copy, Passage
from rag.compose import with_markers
from rag.datatypes import Answer, Citation, Statement
from rag.text.markdown import escape_markdown
from ui.differing import differing_title, differing_values, where_told
from ui.render import NEAREST, byline, copies_words, excerpt, headline, web_link
from ui.sentences import paragraphs

_LINK_UNSAFE = re.compile(r"[<>\s\\]")


def answer_markdown(answer: Answer) -> str:
    """An answer with its sources, or why there is none and what lies nearest, as Markdown to keep or send."""
    blocks = [f"**{_markdown(answer.query.text)}**"]
    if answer.answered:
        blocks += [*map(_paragraph_markdown, paragraphs(answer)), _differing_markdown(answer)]
        blocks.append(_sources_markdown(answer.citations))
    else:
        blocks += [_markdown(answer.reason or answer.text), _nearest_markdown(answer.passages)]
    notes = (note for note in answer.query.notes if note != answer.reason)
    blocks.append("\n".join(f"*{_markdown(note)}*" for note in notes))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _paragraph_markdown(paragraph: Sequence[tuple[Statement, str]]) -> str:
    return " ".join(with_markers(replace(statement, note=note)) for statement, note in paragraph)


def _differing_markdown(answer: Answer) -> str:
    """The values that differ, each with its marker, outlet and day; empty where none do."""
    if not answer.disagreement:
        return ""
    lines = [
        f"- “{_markdown(value)}” [{number}] {_markdown(where_told(answer, number))}".rstrip()
        for value, number in differing_values(answer)
    ]
    return "\n".join([f"{differing_title(answer)}:", "", *lines])


def _sources_markdown(citations: Sequence[Citation]) -> str:
    return "\n".join(
        f"{c.marker}. {_source_markdown(c.article, c.copies)}\n   > {_markdown(c.quote)}" for c in citations
    )


def _nearest_markdown(passages: Sequence[Passage]) -> str:
    if not passages:
        return ""
    lines = [f"- {_source_markdown(p.article, p.copies)}\n  > {_markdown(excerpt(p.text))}" for p in passages]
    return "\n".join([f"{NEAREST}:", "", *lines])


def _source_markdown(article: Article, copies: Sequence[Copy]) -> str:
    title = _markdown(headline(article))
    link = web_link(article.url)
    target = f"[{title}](<{_LINK_UNSAFE.sub('', link)}>)" if link else title
    also = f", {_markdown(copies_words(copies))}" if copies else ""
    return f"{target} ({_markdown(byline(article))}){also}"


def _markdown(text: str) -> str:
    """Text of others on one line, so that no character of it acts as Markdown or HTML."""
    return escape_markdown(" ".join(text.split()))
