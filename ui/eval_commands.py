"""`dateline eval`: run a question set over an archive, show the report; other commands have files of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.asking import given_day
from ui.eval_compare import compare_command, gate_command
from ui.eval_import import importing
from ui.eval_sets import accept_command, check_command, draft_command, schema_command
from ui.output import print_json

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.judge import Judge
    from eval.questions import QuestionSet
    from eval.records import RunHeader
    from eval.score import RunningScore
    from rag.assistant import Assistant

app = typer.Typer(no_args_is_help=True, help="Measure how well an archive answers a set of questions.")
app.add_typer(importing, name="import", help="Turn a public benchmark into a question set and articles.")

SET = "A JSONL or CSV file of cases, or the bundled set `sample`; --resume knows it, unless it was moved."
_WITH_RESUME = ("questions", "archive", "resume", "as_json")
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON, for programs.")]


@app.command("run")
def run_command(
    context: typer.Context,
    questions: Annotated[str | None, typer.Argument(metavar="SET", help=SET, show_default=False)] = None,
    *,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", "-a", help="The archive's folder.", show_default="archive, or DATELINE_ARCHIVE"),
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Only the cases with this tag.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Only this many cases, drawn at random.")] = None,
    seed: Annotated[int, typer.Option(help="Which cases --sample draws: the same seed, the same cases.")] = 0,
    drafts: Annotated[bool, typer.Option("--drafts", help="Also cases that nobody has accepted yet.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The day of cases that name none, as 2026-03-31.", show_default="today"),
    ] = None,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="Measure the search and skip answers.")
    ] = False,
    top_k: Annotated[int, typer.Option(min=1, max=100, help="Passages to judge; 50 adds hit@50.")] = 10,
    jobs: Annotated[
        int, typer.Option(min=1, max=64, help="Cases asked side by side; more than 1 distorts their times.")
    ] = 1,
    judge: Annotated[
        int, typer.Option(min=0, max=20, help="Let the language model judge each answer this many times.")
    ] = 0,
    price_in: Annotated[
        float | None, typer.Option(min=0, max=1e9, help="Price of a million tokens that a model reads.")
    ] = None,
    price_out: Annotated[
        float | None, typer.Option(min=0, max=1e9, help="Price of a million tokens that it writes.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(help="Continue the run in this folder, as it was begun, with its set and archive.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the run; default runs/SET-TIME.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask every case of SET and report how it went. A killed run continues with --resume.

    Example: dateline eval run sample --archive my-archive
    """
    from eval.folder import RunFolder
    from eval.header import check_settings, describe_run, select
    from eval.load import load_set
    from eval.records import Selection

    if resume:
        _not_with_resume(context)
        folder = RunFolder(resume)
        header = folder.header()
        cases = load_set(_set_of(header, questions))
        check_settings(resume, header, _settings())
        with _opened(archive or header.folder) as assistant:
            _carry_on(folder, header, select(cases, header.selection), assistant)
    else:
        source = _set_of(None, questions)
        cases = load_set(source)
        selection = Selection(tag, sample, seed, drafts)
        selected = select(cases, selection)
        folder = RunFolder(out or Path("runs") / f"{cases.name}-{datetime.now():%Y%m%d-%H%M%S}")
        with _opened(archive) as assistant:
            header = describe_run(
                cases,
                assistant,
                started=_now(),
                selection=selection,
                as_of=given_day("--as-of", as_of) or date.today(),
                top_k=top_k,
                retrieval_only=retrieval_only,
                jobs=jobs,
                judge=judge,
                settings=_settings(price_in=price_in, price_out=price_out),
                source=source,
                folder=str(assistant.archive.folder),
            )
            _check_judge(header)
            folder.create(header)
            _carry_on(folder, header, selected, assistant)
    _report(folder, as_json)


@app.command("report")
def report_command(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")], as_json: AsJson = False
) -> None:
    """Show the report of a run again, finished or not. Its report.html and report.md are written anew.

    Example: dateline eval report runs/sample-20260412-101500
    """
    from eval.folder import RunFolder

    _report(RunFolder(folder), as_json)


app.command("compare")(compare_command)
app.command("gate")(gate_command)
app.command("check")(check_command)
app.command("draft")(draft_command)
app.command("accept")(accept_command)
app.command("schema")(schema_command)


def _not_with_resume(context: typer.Context) -> None:
    sources = {name: context.get_parameter_source(name) for name in context.params if name not in _WITH_RESUME}
    given = [name for name, source in sources.items() if source and source.name == "COMMANDLINE"]
    other = [f"--{name.replace('_', '-')}" for name in given]
    if other:
        raise typer.BadParameter(f"--resume continues a run as it was begun; leave out {', '.join(other)}.")


def _set_of(header: "RunHeader | None", given: str | None) -> str:
    """The question set that was given, or else that of the run."""
    source = given or (header.source if header else None)
    if source is None:
        raise typer.BadParameter("name the question set: a JSONL or CSV file, or `sample`.", param_hint="SET")
    return source


@contextmanager
def _opened(archive: Path | str | None) -> "Iterator[Assistant]":
    """The assistant on that archive (default: the settings'), which must hold articles."""
    from index.errors import ArchiveError
    from rag.assistant import Assistant
    from rag.settings import load_settings

    folder = load_settings(archive=archive).archive
    if not folder.exists():
        raise ArchiveError(f"There is no archive in {folder}. Make one with: dateline sync ARTICLES --archive {folder}")
    with Assistant.open(folder) as assistant:
        if not assistant.archive.status().articles:
            raise ArchiveError(f"{folder} holds no articles. Fill it with: dateline sync ARTICLES --archive {folder}")
        yield assistant


def _settings(**more: float | None) -> dict[str, Any]:
    from rag.settings import load_settings

    # A run's folder is passed around: no key in it.
    return load_settings().model_dump(mode="json", exclude={"archive", "llm_key", "chroma_token"}) | more


def _check_judge(header: "RunHeader") -> None:
    if header.judge and not header.settings.get("llm_model"):
        raise typer.BadParameter("--judge needs a language model: set DATELINE_LLM_URL and DATELINE_LLM_MODEL.")


def _judge(times: int) -> "Judge | None":
    if not times:
        return None
    from eval.judge import Judge
    from rag.build import language_model
    from rag.settings import load_settings

    return Judge(language_model(None, load_settings()), times)


def _carry_on(folder: "RunFolder", header: "RunHeader", cases: "QuestionSet", assistant: "Assistant") -> None:
    """Ask what is not asked yet, showing the running score."""
    from eval.run import continue_run
    from eval.score import RunningScore
    from ui.terminal import clean

    score = RunningScore()
    done = folder.records()
    for record in done:
        score.add(record)
    typer.echo(f"Run: {clean(str(folder.path))}", err=True)
    try:
        with _progress(header.cases, len(done), score) as advance:
            for record in continue_run(folder, cases, assistant, _judge(header.judge)):
                score.add(record)
                advance()
    except (KeyboardInterrupt, SystemExit) as stopped:  # the latter for SIGTERM
        kept = clean(f"Stopped; what is done is kept. Continue with: dateline eval run --resume {folder.path}")
        typer.echo(kept, err=True)
        if isinstance(stopped, SystemExit):
            raise
        raise typer.Exit(130) from None
    folder.finish(_now())


@contextmanager
def _progress(total: int, done: int, score: "RunningScore") -> "Iterator[Any]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(str(score), total=total, completed=done)
        yield lambda: bar.update(task, advance=1, description=str(score))


def _report(folder: "RunFolder", as_json: bool) -> None:
    """Print the report, and keep it as report.html and report.md in the run's folder."""
    from eval.reports.html import report_html
    from eval.reports.markdown import report_markdown
    from eval.reports.rows import report_dict
    from eval.reports.terminal import report_terminal
    from ui.terminal import clean

    run = folder.load()
    folder.write_report("report.md", report_markdown(run))
    kept = folder.write_report("report.html", report_html(run))
    if as_json:
        print_json({"folder": str(folder.path)} | report_dict(run))
        return
    from rich.console import Console

    Console().print(report_terminal(run))
    told = f"Every case: {kept}" if kept else f"No report is kept in {folder.path}, which cannot be written."
    typer.echo(clean(told), err=True)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
