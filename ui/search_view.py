"""Search results and traced excerpts for a terminal. Article text is shown as it is, never as markup."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from index.datatypes import Article, Passage
from rag.facets import Count, Facets
from rag.search import FirstReport, SearchResults
from rag.text.align import Change
from rag.trace import Trace
from ui.render import EXCERPT_CHARS, MONTHS, byline, copies_words, count_words, excerpt, headline
from ui.terminal import clean, indented, one_line, plain, titled, understood

NOTHING = "Nothing in this archive matches."
UNTRACED = "No article of this archive has this in its text, word for word or nearly. Headlines are not compared."
_FACET_VALUES = 8
_MARK = "bold yellow"


def results_view(results: SearchResults, *, facets: bool = False) -> RenderableType:
    """The passages in their order with what was asked marked in them, then the facets."""
    parts: list[RenderableType] = [*understood(results.query)]
    parts += [plain(note, "dim") for note in results.notes]
    parts += [Text()] * bool(results.notes)
    parts += list(_passages(results)) or [Text(NOTHING, style="bold")]
    if facets and results.facets.articles:
        parts += [Text(), *_facets(results.facets)]
    return Group(*parts)


def first_view(results: SearchResults) -> RenderableType:
    """Which article reported it first, and what that rests on."""
    parts: list[RenderableType] = [*understood(results.query)]
    report = results.first_reported
    if report is None:
        return Group(*parts, Text("No dated article of this archive matches.", style="bold"))
    parts += [plain(f"First reported in {byline(report.article)}", "bold"), plain(one_line(headline(report.article)))]
    parts.append(plain(report.article.id, "dim"))
    parts += [Text(), *(_indented_plain(line) for line in _first_lines(report))]
    return Group(*parts)


def like_view(article: Article, passages: Sequence[Passage]) -> RenderableType:
    """The stories nearest to an article."""
    parts: list[RenderableType] = [plain(f"Like {one_line(headline(article))} ({byline(article)})", "dim"), Text()]
    if not passages:
        return Group(*parts, Text("This archive has no other story.", style="bold"))
    for number, passage in enumerate(passages, start=1):
        parts += [*([Text()] if number > 1 else []), _passage(number, passage, ())]
    return Group(*parts)


def traces_view(traces: Sequence[Trace], untraced: Sequence[str] = ()) -> RenderableType:
    """Which articles have the excerpt, where they differ from it, and the sentences of it that none of them has."""
    parts: list[RenderableType] = []
    for number, trace in enumerate(traces, start=1):
        parts += [*([Text()] if number > 1 else []), _trace(number, trace)]
    parts += [Text.assemble(("\nIn no article: ", "bold red"), f"“{one_line(one)}”") for one in untraced]
    return Group(*parts) if parts else Text(UNTRACED, style="bold")


def _passages(results: SearchResults) -> Iterator[RenderableType]:
    for number, (passage, spans) in enumerate(zip(results.passages, results.highlights, strict=True), start=1):
        if number > 1:
            yield Text()
        yield _passage(number, passage, spans)


def _passage(number: int, passage: Passage, spans: Sequence[tuple[int, int]]) -> RenderableType:
    about = f"{byline(passage.article)} · score {passage.score:.2f}"
    return Group(
        titled(f"{number}. ", passage.article),
        indented(plain(about, "dim"), 3),
        *([indented(plain(copies_words(passage.copies), "dim"), 3)] if passage.copies else []),
        indented(marked(passage, spans), 3),
    )


def marked(passage: Passage, spans: Sequence[tuple[int, int]]) -> Text:
    """The part of a passage that has most of what was asked, on one line, with that marked."""
    text = passage.article.text
    start, end = _window(passage, spans)
    shown, at = Text("… " if start > passage.start else ""), start
    for first, last in (span for span in spans if start <= span[0] and span[1] <= end):
        shown.append(_flat(text[at:first]))
        shown.append(_flat(text[first:last]), style=_MARK)
        at = last
    shown.append(_flat(text[at:end]).rstrip())
    return shown.append(" …" if end < passage.end else "")


def _window(passage: Passage, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where to begin and end: at the sentence from which most marks are within reach, and between two words."""
    from index.sentences import sentence_spans

    begins = [passage.start + start for start, _ in sentence_spans(passage.text)] or [passage.start]
    start = max(begins, key=lambda begin: sum(begin <= span[0] and span[1] <= begin + EXCERPT_CHARS for span in spans))
    end = min(start + EXCERPT_CHARS, passage.end)
    space = passage.article.text.rfind(" ", start + EXCERPT_CHARS // 2, end)
    return start, end if end == passage.end or space < 0 else space


def _flat(text: str) -> str:
    """Text of others on one line: every white space is one space, also at its ends."""
    words = " ".join(clean(text).split())
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{words}{after}" if words else " " * bool(text and text.isspace())


def _facets(facets: Facets) -> Iterator[RenderableType]:
    match = "matches" if facets.articles == 1 else "match"
    yield Rule(f"{count_words(facets.articles, 'article')} {match}", style="dim", align="left")
    undated = [Count("no date", facets.undated)] if facets.undated else []
    months = [Count(_month_words(one.value), one.articles) for one in facets.months]
    for name, counts in (("Outlets", facets.outlets), ("Months", [*months, *undated]), ("Authors", facets.authors)):
        if counts:
            yield _facet(name, counts)


def _facet(name: str, counts: Sequence[Count]) -> RenderableType:
    named = [f"{one_line(one.value)} ({one.articles:,})" for one in counts[:_FACET_VALUES]]
    more = [f"{len(counts) - _FACET_VALUES:,} more"] if len(counts) > _FACET_VALUES else []
    return Text.assemble((f"{name}: ", "bold"), ", ".join([*named, *more]))


def _month_words(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number else year


def _first_lines(report: FirstReport) -> Iterator[str]:
    yield f"“{excerpt(report.rests_on.text)}”"
    if report.is_copy:
        yield f"It stands so in {byline(report.rests_on.article)}, of which this is an earlier copy."
    if report.considered == 1:
        yield "The only dated article that holds what was asked."
    else:
        yield f"The earliest of {count_words(report.considered, 'dated article')} that hold what was asked."
    if report.undated:
        yield f"{count_words(report.undated, 'article')} without a date may be earlier."


def _trace(number: int, trace: Trace) -> RenderableType:
    kind = (
        ("word for word", "bold green") if trace.verbatim else (f"altered, {trace.similarity:.0%} alike", "bold yellow")
    )
    return Group(
        titled(f"{number}. ", trace.article),
        indented(Text.assemble((f"{byline(trace.article)} · ", "dim"), kind), 3),
        _indented_plain(f"“{one_line(trace.quote)}”"),
        *(indented(_change(change, left_out=trace.verbatim), 3) for change in trace.changes),
        indented(plain(f"{trace.article.id} · characters {trace.start}-{trace.end}", "dim"), 3),
    )


def _change(change: Change, *, left_out: bool) -> Text:
    style = "bold red" if change.grave else "yellow"
    if left_out:
        return Text.assemble(("left out: ", style), _said(change.article))
    label = "number or negation: " if change.grave else "differs: "
    return Text.assemble((label, style), _said(change.excerpt), " instead of ", _said(change.article))


def _said(words: str) -> str:
    return f"“{one_line(words)}”" if words else "nothing"


def _indented_plain(text: str) -> RenderableType:
    return indented(plain(text), 3)
