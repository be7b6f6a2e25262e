"""An answer for a terminal: its sentences with markers, then the sources; or why there is none, and what is nearest."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from index.datatypes import Passage
from rag.datatypes import Answer, Citation, Statement
from ui.differing import differing_title, differing_values, where_told
from ui.render import (
    NEAREST,
    byline,
    copies_words,
    correction_words,
    excerpt,
    place_words,
    seconds_words,
    speaker_words,
    witnesses_words,
)
from ui.sentences import paragraphs
from ui.terminal import clean, indented, one_line, plain, titled, unbroken, understood


def answer_view(answer: Answer) -> RenderableType:
    """The answer: how it was understood, its sentences with markers, then the sources; or why there is none."""
    parts: list[RenderableType] = list(understood(answer.query, answer.reason))
    if answer.short and answer.answered and not answer.disagreement:
        parts += [plain(answer.short, "bold"), Text()]
    if answer.answered:
        parts += [_statements(answer), *_differing(answer), Text(), Rule("Sources", style="dim", align="left")]
        parts += [_source(answer, citation) for citation in answer.citations]
    else:
        parts.append(plain(answer.reason or "", "bold"))
        if answer.passages:
            parts += [Text(), Rule(NEAREST, style="dim", align="left"), *_passages(answer.passages[:3])]
    if "total" in answer.timings:
        parts += [Text(), Text(seconds_words(answer.timings["total"] / 1000), style="dim")]
    return Group(*parts)


def _statements(answer: Answer) -> Text:
    sentences = (Text().join(_statement(*sentence) for sentence in paragraph) for paragraph in paragraphs(answer))
    return Text("\n").join(sentences)


def _statement(statement: Statement, note: str) -> Text:
    shown = Text()
    if note:
        shown.append(f"[{clean(note)}] ", style="dim italic")
    shown.append(clean(statement.text))
    shown.append(" " + "".join(f"[{marker}]" for marker in statement.markers) + " ", style="bold cyan")
    if words := witnesses_words(statement):
        shown.append(f"({words}) ", style="dim")
    return shown


def _differing(answer: Answer) -> Iterator[RenderableType]:
    if answer.disagreement:
        yield Text()
        yield plain(f"{differing_title(answer)}:", "yellow")
        for value, marker in differing_values(answer):
            yield indented(plain(f"{one_line(value)} [{marker}] {where_told(answer, marker)}".rstrip(), "yellow"), 2)


def _source(answer: Answer, citation: Citation) -> RenderableType:
    speaker = speaker_words(citation)
    said = f", {speaker} speaking" if speaker else ""
    lines = [plain(f"{byline(citation.article)}{said} · {place_words(citation)}", "dim")]
    if citation.correction:
        lines.append(plain(correction_words(citation.correction), "yellow"))
    if not any(one_line(citation.quote) in one_line(statement.text) for statement in answer.statements):
        lines.insert(0, plain(f"“{one_line(citation.quote)}”"))  # the proof, where the answer has words of its own
    if citation.copies:
        lines.append(plain(copies_words(citation.copies), "dim"))
    address = [unbroken(citation.article.url, 4, "dim")] if citation.article.url else []
    return Group(titled(f"[{citation.marker}] ", citation.article), *(indented(line, 4) for line in lines), *address)


def _passages(passages: Sequence[Passage]) -> Iterator[RenderableType]:
    for number, passage in enumerate(passages, start=1):
        if number > 1:
            yield Text()
        yield Group(
            titled(f"{number}. ", passage.article),
            indented(plain(f"{byline(passage.article)} · score {passage.score:.2f}", "dim"), 3),
            *([indented(plain(copies_words(passage.copies), "dim"), 3)] if passage.copies else []),
            indented(plain(excerpt(passage.text)), 3),
        )
