"""`dateline search`: passages, what they have in common, and who reported it first. `dateline trace`: whose words?"""

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from index.errors import DatelineError
from ui.asking import AsOfOption, given_day, opened_assistant, whole
from ui.options import ArchiveOption, JsonOption
from ui.output import console, print_json

if TYPE_CHECKING:
    from datetime import date

    from index.archive import Archive
    from index.datatypes import Filter
    from rag.assistant import Assistant
    from rag.search import SearchResults, Sort


def search(
    question: Annotated[str | None, typer.Argument(help="A question or a few words, in quotation marks.")] = None,
    *,
    archive: ArchiveOption = None,
    top_k: Annotated[int, typer.Option("--top-k", "-k", min=1, max=100, help="How many passages.")] = 10,
    sort: Annotated[
        Literal["relevance", "newest", "oldest"], typer.Option(help="The order; by date, of what matches well.")
    ] = "relevance",
    outlet: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this outlet; may be repeated.")] = None,
    author: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this author; may be repeated.")] = None,
    after: Annotated[str | None, typer.Option(metavar="DAY", help="Published on this day or later.")] = None,
    before: Annotated[str | None, typer.Option(metavar="DAY", help="Published on this day or earlier.")] = None,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count outlets, months and authors of what matches.")
    ] = False,
    first: Annotated[bool, typer.Option("--first", help="Only say which article reported it first.")] = False,
    like: Annotated[
        str | None, typer.Option(metavar="ARTICLE", help="Instead of a question: the stories nearest to this article.")
    ] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question or to a few words.

    Outlets, authors and days that are given as options take the place of those that the question names. Facets, the
    orders by date and --first go by the articles that hold most of what was asked.

    With --json: "query" as it was understood, "passages" with "article" and "highlights" (spans of the article's text),
    "facets", "first_reported" and "notes".

    Example: dateline search "water rationing" --outlet "Northfold Herald" --sort newest --facets
    """
    if (question is None) == (like is None):
        raise typer.BadParameter("Give either a question or --like ARTICLE.")
    chosen = (outlet or [], author or [], given_day("--after", after), given_day("--before", before))
    with opened_assistant(archive) as assistant:
        if like is not None:
            _print_like(assistant, whole(like), top_k, as_json=as_json)
            return
        only = _filter(assistant.archive, *chosen)
        day = given_day("--as-of", as_of)
        results = _results(assistant, whole(question or ""), day, only, top_k=top_k, sort=sort)
    _print_results(results, facets=facets, first=first, as_json=as_json)


def trace(
    excerpt: Annotated[str, typer.Argument(help="A sentence or paragraph, in quotation marks; - for standard input.")],
    *,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the articles that an excerpt is from. It may be altered: what was altered is shown.

    Where no article has all of it, each sentence is traced by itself, and those that none has are named. The exit code
    is 1 when no article has any of it. With --json: a list with "article", "start" and "end" (in its text), "quote",
    "verbatim", "similarity", "excerpt" (what was traced) and "changes" ("excerpt", "article", "grave": a number or a
    negation).

    Example: dateline trace "The bridge was closed to all traffic on Tuesday night"
    """
    text = sys.stdin.read() if excerpt == "-" else whole(excerpt)
    with opened_assistant(archive) as assistant:
        traces = assistant.trace(text)
    if as_json:
        print_json([trace.to_dict() for trace in traces])
    else:
        from rag.trace import untraced
        from ui.search_view import traces_view

        console().print(traces_view(traces, untraced(text, traces)))
    if not traces:
        raise typer.Exit(1)


def _results(
    assistant: "Assistant", question: str, as_of: "date | None", only: "Filter", *, top_k: int, sort: "Sort"
) -> "SearchResults":
    """What was found; a filter that was chosen is kept to, one that was only understood may be relaxed aloud."""
    from rag.search import narrowed

    if not only:
        return assistant.results(question, top_k=top_k, sort=sort, as_of=as_of)
    return assistant.results(narrowed(assistant.understand(question, as_of), only), top_k=top_k, sort=sort)


def _print_results(results: "SearchResults", *, facets: bool, first: bool, as_json: bool) -> None:
    if as_json:
        print_json(results.to_dict())
        return
    from ui.search_view import first_view, results_view

    console().print(first_view(results) if first else results_view(results, facets=facets))


def _print_like(assistant: "Assistant", article_id: str, top_k: int, *, as_json: bool) -> None:
    from rag.as_dict import article_dict, passage_dict

    article = assistant.archive.article(article_id)
    passages = assistant.more_like(article_id, top_k)
    if as_json:
        found = [passage_dict(passage) | {"article": article_dict(passage.article)} for passage in passages]
        print_json({"like": article_dict(article), "passages": found})
        return
    from ui.search_view import like_view

    console().print(like_view(article, passages))


def _filter(
    archive: "Archive", outlets: Sequence[str], authors: Sequence[str], after: "date | None", before: "date | None"
) -> "Filter":
    """The filter that the options ask for, its names as the archive writes them. Raises DatelineError."""
    from index.datatypes import Filter

    if after and before and after > before:
        raise DatelineError(f"--after {after} is later than --before {before}: nothing was published then.")
    return Filter(
        outlets=tuple(_known("--outlet", whole(name), archive.outlets()) for name in outlets),
        authors=tuple(_known("--author", whole(name), archive.authors()) for name in authors),
        after=after,
        before=before,
    )


def _known(option: str, name: str, names: Iterable[str]) -> str:
    """The name as the archive has it: whatever its case, accents and "The", or a part of it that means no other."""
    from rag.questions.authors import author_called
    from rag.questions.outlets import named_outlets
    from ui.render import more_words

    all_names = list(names)
    folded = {" ".join(one.casefold().split()): one for one in all_names}
    if exact := folded.get(" ".join(name.casefold().split())):
        return exact
    written = name.title() if name.islower() else name  # in a question, capitals tell a name
    clear, unclear = named_outlets(f"the {written}", all_names) if option == "--outlet" else ([], [])
    meant = {one for named in clear for one in named.outlets}
    if len(meant) == 1:
        return meant.pop()
    if option == "--author" and (author := author_called(name, all_names)):
        return author
    near = [one for several in unclear for one in several.outlets[:4]]
    near = near or [folded[one] for one in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    has = (", ".join(all_names[:5]) or "none") + more_words(max(len(all_names) - 5, 0))
    advice = f"Did you mean {' or '.join(near)}?" if near else f"It has {has}."
    raise DatelineError(f"The archive has no {option.removeprefix('--')} {name!r}. {advice}")
