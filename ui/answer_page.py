"""HTML of an answer in the web chat: its sentences with their markers, its sources, or what lies nearest.

Pure functions; every character of an article or a model is escaped (`markup.py`).
"""

from collections.abc import Sequence

from index.datatypes import Article, Copy, Passage
from rag.datatypes import Answer, Citation, Statement
from ui import render
from ui.differing import differing_title, differing_values, where_told
from ui.markup import article_href, safe
from ui.sentences import paragraphs

NEAREST_SHOWN = 5


def answer_html(answer: Answer) -> str:
    """An answer's sentences with their markers and sources, or why there is none and what lies nearest."""
    if not answer.answered:
        return f'<p class="dl-reason">{safe(answer.reason or answer.text)}</p>{nearest_html(answer.passages)}'
    cited = {citation.marker: citation for citation in answer.citations}
    lead = _lead(answer)
    shown = [f'<p class="dl-short" dir="auto">{safe(lead)}</p>'] if lead else []
    shown += [_paragraph_html(paragraph, cited) for paragraph in paragraphs(answer)]
    return "".join(shown) + _disagreement_html(answer, cited) + _sources_html(answer)


def _lead(answer: Answer) -> str:
    """The shortest answer, to stand above the sentences; empty when they say no more, or disagree about it."""
    whole = len(answer.statements) == 1 and answer.statements[0].text == answer.short
    return "" if whole or answer.disagreement else answer.short or ""


def _paragraph_html(paragraph: Sequence[tuple[Statement, str]], cited: dict[int, Citation]) -> str:
    sentences = " ".join(_statement_html(statement, note, cited) for statement, note in paragraph)
    return f'<p class="dl-answer" dir="auto">{sentences}</p>'


def _statement_html(statement: Statement, note: str, cited: dict[int, Citation]) -> str:
    markers = "".join(marker_html(cited[number]) for number in statement.markers if number in cited)
    ours = f'<small class="dl-ours">[{safe(note)}]</small> ' if note else ""
    return f"<span>{ours}{safe(statement.text)}{markers}{_witnesses_html(statement)}</span>"


def _witnesses_html(statement: Statement) -> str:
    words = render.witnesses_words(statement)
    named = ", ".join(statement.outlets)
    return f' <small class="dl-witnesses" title="{safe(named)}">{safe(words)}</small>' if words else ""


def marker_html(citation: Citation) -> str:
    """A marker that opens the article at the cited words; a real link, so it works by keyboard and in a new tab."""
    article = citation.article
    label = f"Source {citation.marker}: {render.headline(article)}, {render.outlet_words(article, 'outlet not given')}"
    href = safe(article_href(article.id, citation.start, citation.end))
    number = f'<span class="dl-aside"> [</span>{citation.marker}<span class="dl-aside">]</span>'  # for who copies it
    return f'<a class="dl-marker" href="{href}" data-reader aria-label="{safe(label)}">{number}</a>'


def _disagreement_html(answer: Answer, cited: dict[int, Citation]) -> str:
    if not answer.disagreement:
        return ""
    items = "".join(
        f"<li>“{safe(value)}”{marker_html(cited[number]) if number in cited else ''} "
        f'<span class="dl-byline">{safe(where_told(answer, number))}</span></li>'
        for value, number in differing_values(answer)
    )
    return f'<div class="dl-disagreement"><strong>{differing_title(answer)}:</strong><ul>{items}</ul></div>'


def _sources_html(answer: Answer) -> str:
    first = {citation.article.id: citation.marker for citation in reversed(answer.citations)}
    items = "".join(
        f'<li value="{one.marker}">{_source_html(one, corrected=first[one.article.id] == one.marker)}</li>'
        for one in answer.citations
    )
    return f'<ol class="dl-sources" aria-label="Sources">{items}</ol>' if items else ""


def _source_html(citation: Citation, *, corrected: bool) -> str:
    """A source; with the notice of its correction, which one of the citations of an article says for all."""
    where = [f"p. {citation.page}"] if citation.page else []
    where += [f"quoting {speaker}"] if (speaker := render.speaker_words(citation)) else []
    notice = render.correction_words(citation.correction) if citation.correction and corrected else ""
    shown = notice and f'<br><span class="dl-byline">{safe(notice)}</span>'
    link = _article_link(citation.article, citation.start, citation.end, where)
    return f"{link}{shown}{_copies_html(citation.copies)}"


def _copies_html(copies: Sequence[Copy]) -> str:
    """Where else the story stands, each outlet a link to its own article; empty without copies."""
    days, more = render.named_copies(copies)
    named = ", ".join(f"{', '.join(map(_copy_link, group))} ({safe(day)})" for day, group in days)
    return f'<br><span class="dl-byline">also in {named}{render.more_words(more)}</span>' if named else ""


def _copy_link(copy: Copy) -> str:
    href, outlet = safe(article_href(copy.article_id)), safe(render.outlet_words(copy))
    return f'<a class="dl-copy" href="{href}" data-reader title="{safe(copy.title)}">{outlet}</a>'


def _article_link(article: Article, start: int, end: int, more: Sequence[str] = ()) -> str:
    """The headline as a link to these words, then outlet, day and what more is known."""
    href = safe(article_href(article.id, start, end))
    about = " · ".join([render.byline(article), *more])
    return (
        f'<a class="dl-title" href="{href}" data-reader dir="auto">{safe(render.headline(article))}</a> '
        f'<span class="dl-byline">{safe(about)}</span>'
    )


def nearest_html(passages: Sequence[Passage]) -> str:
    """The nearest passages under a heading that says what they are not."""
    if not passages:
        return ""
    items = "".join(
        f"<li>{_article_link(p.article, p.start, p.end)}{_copies_html(p.copies)}"
        f'<blockquote dir="auto">{safe(render.excerpt(p.text))}</blockquote></li>'
        for p in passages[:NEAREST_SHOWN]
    )
    return f'<section class="dl-nearest"><h3>{render.NEAREST}</h3><ul>{items}</ul></section>'
