"""HTML of the web chat: the log of questions, each with its chips (`answer_page.py` has the answers). Pure functions.

Nothing here passes text of others through a Markdown renderer: tags come from our files only, so an article that
contains `<img onerror=...>` or `![](https://...)` shows exactly those characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.datatypes import Answer, Query
from ui import render
from ui.answer_markdown import answer_markdown
from ui.answer_page import answer_html
from ui.chips import part_words, query_chips
from ui.markup import safe

QUESTION_SHOWN = 600
"""Characters of a question that the log repeats; a pasted book is cut there."""
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(slots=True)
class Exchange:
    """One question in the log and what has come of it so far."""

    question: str
    without: str | None = None
    """The filter part that the asker took away, in words."""
    query: Query | None = None
    words: str = ""
    """What has been streamed, provisional until the answer is verified."""
    answer: Answer | None = None
    trouble: str | None = None
    """Why there is no answer, in plain words."""
    seconds: float | None = None
    """How long it took; None while it is running."""
    reworded: bool = False
    """Whether it is what the asker made of an earlier one."""
    drawn: str = field(default="", repr=False, compare=False)
    """Its HTML once it is over: the log is redrawn on every step, and this is nearly all of it."""


def masthead_html(holdings: str, reader: str) -> str:
    """The header line: name, what the archive holds, and what answers."""
    return (
        '<header class="dl-masthead"><h1><a class="dl-name" href="/" title="Start a new conversation">Dateline</a></h1>'
        f'<span class="dl-holdings">{safe(holdings)}</span><span class="dl-answerer">{safe(reader)}</span></header>'
    )


def welcome_html(examples: Sequence[str]) -> str:
    """What the log shows before the first question."""
    buttons = "".join(f'<li><button type="button" data-example>{safe(question)}</button></li>' for question in examples)
    invitation = f'<p>For example:</p><ul class="dl-examples">{buttons}</ul>' if buttons else ""
    return (
        '<section class="dl-welcome"><h2>Ask the archive</h2>'
        "<p>Every sentence of an answer comes with its source. Choose a number like "
        '<span class="dl-marker">1</span> and the article opens at the words that it rests on.</p>'
        f"{invitation}</section>"
    )


def empty_html(folder: str) -> str:
    """What the log shows while the archive holds nothing."""
    return (
        '<section class="dl-welcome"><h2>This archive is empty</h2>'
        "<p>Put articles (text, web pages, PDF, DOCX, e-mail, JSON, CSV and more) into a folder and sync it, "
        "in a terminal:</p>"
        f"<pre>dateline sync path/to/articles --archive {safe(folder)}</pre>"
        "<p>Then load this page again.</p></section>"
    )


def earlier_html() -> str:
    """The closed list that `earlier.js` fills with what was asked before the page was loaded again."""
    return '<details class="dl-earlier" hidden><summary></summary><ol></ol></details>'


def log_html(opening: str, exchanges: Sequence[Exchange], dropped: int = 0) -> str:
    """The conversation: the opening until something was asked, then every exchange."""
    if not exchanges:
        return opening
    gone = [f"{render.count_words(dropped, 'earlier question')} no longer shown."] if dropped else []
    shown = [exchange_html(number, exchange) for number, exchange in enumerate(exchanges, start=dropped)]
    return "".join([f'<p class="dl-small">{words}</p>' for words in gone] + shown)


def exchange_html(number: int, exchange: Exchange) -> str:
    """One question with its chips and answer, drawn once more when it is over and then never again."""
    if not exchange.drawn:
        over, html = exchange.seconds is not None, _draw(number, exchange)
        if not over:
            return html
        exchange.drawn = html
    return exchange.drawn


def _draw(number: int, exchange: Exchange) -> str:
    """`aria-busy` keeps a screen reader quiet until the answer is whole."""
    again = f'<p class="dl-small">Asked again without “{safe(exchange.without)}”</p>' if exchange.without else ""
    again += '<p class="dl-small">Asked again in other words</p>' if exchange.reworded else ""
    reason = exchange.answer.reason if exchange.answer else None
    chips = chips_html(number, exchange.query, reason) if exchange.query else ""
    busy = "true" if exchange.seconds is None else "false"
    asked = render.excerpt(exchange.question, QUESTION_SHOWN) or "(nothing asked)"
    heading = f'<h2 class="dl-question" dir="auto">{safe(asked)}</h2>'
    body = heading + again + chips + _outcome_html(exchange)
    return f'<article class="dl-exchange" data-number="{number}" aria-busy="{busy}">{body}</article>'


def _outcome_html(exchange: Exchange) -> str:
    if exchange.trouble is not None:
        return trouble_html(exchange.trouble)
    if exchange.answer is not None:
        return answer_html(exchange.answer) + _small_print(exchange.answer, exchange.seconds)
    if exchange.words:
        return f'<p class="dl-provisional" dir="auto">{_provisional_html(exchange.words)}</p>'
    return '<p class="dl-small dl-working">Reading the archive…</p>'


def _provisional_html(words: str) -> str:
    return _MARKER.sub(r'<sup class="dl-pending">\1</sup>', safe(render.plain_words(words)))


def _small_print(answer: Answer, seconds: float | None) -> str:
    parts = [render.seconds_words(seconds)] if seconds is not None else []
    if answer.citations and all(citation.verified for citation in answer.citations):
        parts.append("every citation checked against the stored article")
    words = " · ".join(parts) + (_copy_button(answer) if answer.answered else "")
    return f'<p class="dl-small">{words}</p>' if words else ""


def _copy_button(answer: Answer) -> str:
    copied = safe(answer_markdown(answer))
    return f'<span class="dl-copied"> <button type="button" data-copy="{copied}">Copy with sources</button></span>'


def chips_html(number: int, query: Query, reason: str | None = None) -> str:
    """The filter as understood, each part with a button that asks again without it; then the notes in words.

    The reason for no answer is said as the answer, so not here.
    """
    chips = "".join(
        f'<li><button type="button" class="dl-chip" data-exchange="{number}" data-chip="{place}" '
        f'aria-label="Remove the filter {safe(chip.label)} and ask again">{safe(chip.label)}'
        '<span aria-hidden="true"> ×</span></button></li>'
        for place, chip in enumerate(query_chips(query))
    )
    said = [note for note in (*query.notes, *part_words(query)) if note != reason]
    notes = "".join(f'<p class="dl-note" dir="auto">{_whole_days(safe(note))}</p>' for note in said)
    filters = f'<ul class="dl-chips" aria-label="Filters of this question">{chips}</ul>' if chips else ""
    return reword_html(number, query) + filters + notes


def _whole_days(html: str) -> str:
    """Days such as 2026-03-31 kept on one line; browsers break a line behind a hyphen."""
    return _DAY.sub(r'<span class="dl-whole">\g<0></span>', html)


def reword_html(number: int, query: Query) -> str:
    """What was searched for, with a field to change it and ask again."""
    said = "Change the question" if query.standalone == query.text else f"Searched for: {query.standalone}"
    return (
        f'<details class="dl-reword"><summary dir="auto">{safe(said)}</summary>'
        f'<form data-reword="{number}"><label>What to search for '
        f'<input name="question" dir="auto" autocomplete="off" maxlength="2000" required '
        f'value="{safe(query.standalone)}"></label>'
        '<button type="submit">Ask again</button></form></details>'
    )


def trouble_html(message: str) -> str:
    """A message about what went wrong, in place of what was asked for."""
    return f'<p class="dl-trouble">{safe(message)}</p>'
