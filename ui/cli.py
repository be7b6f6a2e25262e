"""The command line: one verb a task. Heavy parts are imported inside the commands, so that help comes at once."""

import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from index.errors import DatelineError
from ui.eval_commands import app as eval_app

if TYPE_CHECKING:
    from rich.console import Console

    from index.archive import Archive
    from index.datatypes import SyncReport
    from rag.assistant import Assistant

app = typer.Typer(
    name="dateline",
    help="Ask a collection of news articles, and get answers in which every sentence is proved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(eval_app, name="eval", help="Measure answers with question sets.")

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", "-a", help="The archive's folder.", show_default="archive, or DATELINE_ARCHIVE"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The day the question is asked on, as 2026-03-31.", show_default="today")
]
Question = Annotated[str, typer.Argument(help="The question, in quotation marks.")]
TopK = Annotated[int, typer.Option("--top-k", "-k", min=1, max=100, help="How many passages.")]


@app.command()
def sync(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders or patterns (.txt .md .html .json .jsonl, also .gz).")
    ],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the archive hold exactly what the sources hold now.

    Adds what is new, updates what changed, removes what is gone, skips the rest. Stopped, it continues next time.

    Example: dateline sync articles/ --archive my-archive
    """
    from index.archive import Archive
    from rag.settings import load_settings

    settings = load_settings(archive=archive)
    with Archive.open(settings.archive) as opened:
        report = _with_progress(opened, sources, quiet=as_json)
    if as_json:
        _print_json(_report_dict(report))
    else:
        from ui.terminal import report_view

        _console().print(report_view(report))
    if report.failed and not (report.added or report.changed or report.unchanged):
        raise typer.Exit(1)


@app.command()
def ask(
    question: Question, archive: ArchiveOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Answer a question; every sentence is cited.

    Example: dateline ask "When was the bridge closed?" --archive my-archive
    """
    with _assistant(archive) as assistant:
        answer = assistant.ask(question, _day(as_of))
    if as_json:
        _print_json(answer.to_dict())
    else:
        from ui.terminal import answer_view

        _console().print(answer_view(answer))


@app.command()
def search(
    question: Question,
    archive: ArchiveOption = None,
    top_k: TopK = 10,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a question or to a few words.

    Example: dateline search "water rationing" --top-k 5
    """
    with _assistant(archive) as assistant:
        query = assistant.understand(question, _day(as_of))
        passages = assistant.search(query, top_k)
    if as_json:
        from rag.datatypes import article_dict, passage_dict, query_dict

        found = [passage_dict(passage) | {"article": article_dict(passage.article)} for passage in passages]
        _print_json({"query": query_dict(query), "passages": found})
    else:
        from ui.terminal import passages_view

        _console().print(passages_view(query, passages))


@app.command()
def chat(
    archive: ArchiveOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one if it is taken.")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Open the web chat.

    Example: dateline chat --archive my-archive --open
    """
    from ui.web import serve

    with _assistant(archive, vector_search=None) as assistant:
        serve(assistant, host, port, open_browser)


@app.command()
def articles(
    article_id: Annotated[str | None, typer.Argument(help="Show this article whole.", show_default=False)] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles of the archive, or show one.

    Example: dateline articles --archive my-archive
    """
    from rag.datatypes import article_dict

    with _archive(archive) as opened:
        if article_id is not None:
            article = opened.article(article_id)
            if as_json:
                return _print_json(article_dict(article, with_text=True))
            from ui.terminal import article_view

            return _console().print(article_view(article))
        for article in opened.articles():
            if as_json:
                print(json.dumps(article_dict(article), ensure_ascii=False))
            else:
                from ui.render import byline, headline
                from ui.terminal import print_lines

                print_lines(_console(), [(article.id, f"{headline(article)} ({byline(article)})")])
    return None


@app.command()
def doctor(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say whether everything works: versions, model, archive, language model."""
    from ui.doctor import examine

    findings = examine(archive)
    if as_json:
        _print_json([{"name": found.name, "fine": found.fine, "what": found.what} for found in findings])
    else:
        from ui.terminal import print_lines

        print_lines(_console(), [(f"{'ok ' if found.fine else 'BAD'} {found.name}", found.what) for found in findings])
    if not all(found.fine for found in findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; a person sees messages, never a traceback."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app()
    except DatelineError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("Stopped. What was stored stays; the same command continues.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader of our output has gone
        sys.exit(0)
    except Exception as error:
        if os.environ.get("DATELINE_DEBUG"):
            raise
        _fail(f"Dateline failed unexpectedly: {type(error).__name__}: {error}. DATELINE_DEBUG=1 shows where.", 70)


def _terminated(*_: object) -> NoReturn:
    """SIGTERM ends the program in order: Python's default would cut Chroma off in the middle of a write."""
    sys.exit(143)


def _fail(message: str, code: int = 1) -> NoReturn:
    print(f"Error: {message}" if code != 130 else message, file=sys.stderr)
    sys.exit(code)


def _assistant(archive: Path | None, vector_search: str | None = "exact") -> "Assistant":
    """An assistant over an archive that is there. One question does not wait the seconds that Chroma takes to open."""
    from rag.assistant import Assistant

    return Assistant.open(archive, vector_search=vector_search, create=False)


def _archive(archive: Path | None) -> "Archive":
    from index.archive import Archive
    from rag.settings import load_settings

    return Archive.open(load_settings(archive=archive).archive, create=False, chroma=False)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DatelineError(f"--as-of {text} is not a day. Write it as 2026-03-31.") from None


def _with_progress(archive: "Archive", sources: list[str], *, quiet: bool) -> "SyncReport":
    """Sync with a progress bar: articles and chunks so far, the rate, the time left."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from index.datatypes import SyncReport

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[count]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=_console(stderr=True), transient=True, disable=quiet) as progress:
        tasks: dict[str, Any] = {}
        for step in archive.sync_steps(sources):
            if isinstance(step, SyncReport):
                return step
            if step.phase not in tasks:
                tasks[step.phase] = progress.add_task(_PHASES.get(step.phase, step.phase), total=step.total, count="")
            task = tasks[step.phase]
            elapsed = progress.tasks[task].elapsed or 0.0
            progress.update(
                task, completed=step.done, total=step.total, count=_counted(step.articles, step.chunks, elapsed)
            )
    raise DatelineError("The sync ended without a report.")


_PHASES = {"reading": "Reading and embedding", "vectors": "Updating Chroma"}


def _counted(articles_: int, chunks: int, seconds: float) -> str:
    rate = f", {chunks / seconds:,.0f} chunks/s" if chunks and seconds > 1 else ""
    return f"{articles_:,} articles, {chunks:,} chunks{rate}" if articles_ else ""


def _report_dict(report: "SyncReport") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(report)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


if __name__ == "__main__":
    main()
