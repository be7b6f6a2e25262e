"""The command line: one verb a task. Heavy parts are imported inside the commands, so that help comes at once."""

import os
import sys
from typing import Annotated

import typer

from index.errors import DatelineError
from ui.archive_commands import app as archive_app
from ui.articles_commands import app as articles_app
from ui.asking import AsOfOption, given_day, opened_assistant, whole
from ui.eval_commands import app as eval_app
from ui.names_command import names
from ui.options import ArchiveOption, JsonOption
from ui.output import console, drop_output, print_error, print_json
from ui.search_command import search, trace
from ui.stopping import asked, stop_in_order
from ui.sync_command import sync

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(sync)
app.add_typer(articles_app, name="articles", help="List the articles, show one, or say what changed in it.")
app.add_typer(archive_app, name="archive", help="Check, repair, back up and restore the archive.")
app.add_typer(eval_app, name="eval", help="Measure answers with question sets.")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Ask a collection of news articles, and get answers in which every sentence is proved."""


Question = Annotated[str, typer.Argument(help="The question, in quotation marks.")]


@app.command()
def ask(
    question: Question, archive: ArchiveOption = None, as_of: AsOfOption = None, as_json: JsonOption = False
) -> None:
    """Answer a question; every sentence is cited. Exit status 1 where a part of Dateline is missing or damaged.

    Example: dateline ask "When was the bridge closed?" --archive my-archive
    """
    with opened_assistant(archive) as assistant:
        answer = assistant.ask(whole(question), given_day("--as-of", as_of))
    if as_json:
        print_json(answer.to_dict())
    else:
        from ui.answer_view import answer_view

        console().print(answer_view(answer), crop=False)
    if answer.failed:
        raise typer.Exit(1)


app.command()(search)
app.command()(trace)
app.command()(names)


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
    """Say whether everything works: versions, models, archive."""
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


if __name__ == "__main__":
    main()
