"""The command line: one verb a task. Heavy parts are imported inside the commands, so that help comes at once."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import ArchiveError, DatelineError
from ui.archive_commands import app as archive_app
from ui.articles_commands import app as articles_app
from ui.eval_commands import app as eval_app
from ui.options import EMPTY, ArchiveOption, JsonOption
from ui.output import console, drop_output, print_error, print_json
from ui.stopping import asked, stop_in_order
from ui.sync_command import sync

if TYPE_CHECKING:
    from rag.assistant import Assistant

app = typer.Typer(
    name="dateline",
    help="Ask a collection of news articles, and get answers in which every sentence is proved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(sync)
app.add_typer(articles_app, name="articles", help="List the articles of the archive, show one, or what changed in it.")
app.add_typer(archive_app, name="archive", help="Check, repair, back up and restore the archive.")
app.add_typer(eval_app, name="eval", help="Measure answers with question sets.")

AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The day the question is asked on, as 2026-03-31.", show_default="today")
]
Question = Annotated[str, typer.Argument(help="The question, in quotation marks.")]
TopK = Annotated[int, typer.Option("--top-k", "-k", min=1, max=100, help="How many passages.")]


@app.command()
def ask(
    question: Question, archive: ArchiveOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Answer a question; every sentence is cited.

    Example: dateline ask "When was the bridge closed?" --archive my-archive
    """
    with _assistant(archive) as assistant:
        answer = assistant.ask(_whole(question), _day(as_of))
    if as_json:
        print_json(answer.to_dict())
    else:
        from ui.terminal import answer_view

        console().print(answer_view(answer))


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
        query = assistant.understand(_whole(question), _day(as_of))
        passages = assistant.search(query, top_k)
    if as_json:
        from rag.datatypes import article_dict, passage_dict, query_dict

        found = [passage_dict(passage) | {"article": article_dict(passage.article)} for passage in passages]
        print_json({"query": query_dict(query), "passages": found})
    else:
        from ui.terminal import passages_view

        console().print(passages_view(query, passages))


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
    from rag.assistant import Assistant
    from ui.web import serve

    with Assistant.open(archive, create=False) as assistant:
        serve(assistant, host, port, open_browser)


@app.command()
def doctor(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say whether everything works: versions, model, archive, language model."""
    from ui.doctor import examine

    findings = examine(archive)
    if as_json:
        print_json([{"name": found.name, "fine": found.fine, "what": found.what} for found in findings])
    else:
        from ui.terminal import doctor_view

        console().print(doctor_view(findings))
    if not all(found.fine for found in findings):
        raise typer.Exit(1)


def main() -> None:
    """Run the command line; a person sees messages, never a traceback."""
    try:
        stop_in_order()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows a question mark
        try:
            app(prog_name="dateline")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here, where its failure can be told
    except KeyboardInterrupt:
        sys.exit(130)  # before or after the command, which ends with it itself
    except Exception as error:
        sys.exit(asked() or _told(error))  # a library may make another error of the one that shall stop us


def _told(error: Exception) -> int:
    """Say what went wrong; returns the exit status."""
    if isinstance(error, DatelineError):
        return print_error(str(error))
    if isinstance(error, BrokenPipeError):
        drop_output()
        return 1  # whoever read our output has gone and wants no message
    if isinstance(error, OSError):
        drop_output()
        what = f"{error.filename or 'The output'} could not be used ({error.strerror or error})."
        return print_error(f"{what} Check the path, its permissions and the free space.")
    if os.environ.get("DATELINE_DEBUG"):
        raise error
    print_error(f"Dateline failed unexpectedly: {type(error).__name__}: {error}. DATELINE_DEBUG=1 shows where.")
    return 70


@contextmanager
def _assistant(archive: Path | None) -> "Iterator[Assistant]":
    """An assistant over an archive that has articles."""
    from rag.assistant import Assistant

    # One question does not wait the seconds that Chroma takes to open.
    with Assistant.open(archive, vector_search="exact", create=False) as assistant:
        if not assistant.archive.count_articles():
            raise ArchiveError(EMPTY.format(archive=assistant.archive.folder))
        yield assistant


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DatelineError(f"--as-of {text} is not a day. Write it as 2026-03-31.") from None


def _whole(text: str) -> str:
    """The argument as text: bytes that are not UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode()


if __name__ == "__main__":
    main()
