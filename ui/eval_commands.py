"""`dateline eval`: run a question set over an archive, show the report, import public benchmarks."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.questions import QuestionSet
    from eval.records import RunHeader, Selection
    from eval.score import RunningScore
    from rag.assistant import Assistant

app = typer.Typer(no_args_is_help=True, help="Measure how well an archive answers a set of questions.")
importing = typer.Typer(no_args_is_help=True, help="Turn a public benchmark into a question set and articles.")
app.add_typer(importing, name="import")

AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON, for programs.")]


@app.command("run")
def run_command(
    questions: Annotated[
        str, typer.Argument(metavar="SET", help="A JSONL file of cases, or the bundled set `sample`.")
    ],
    *,
    archive: Annotated[
        Path | None,
        typer.Option("--archive", "-a", help="The archive's folder.", show_default="archive, or DATELINE_ARCHIVE"),
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Only the cases with this tag.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Only this many cases, drawn at random.")] = None,
    seed: Annotated[int | None, typer.Option(help="Which cases --sample draws: the same seed, the same cases.")] = None,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="Measure the search and skip answers.")
    ] = False,
    top_k: Annotated[
        int | None, typer.Option(min=1, max=100, help="Passages to search for; 50 adds hit@50. Default 10.")
    ] = None,
    resume: Annotated[Path | None, typer.Option(help="Continue the run in this folder, as it was begun.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the run; default runs/SET-TIME.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask every case of SET and report how it went; a killed run continues with --resume.

    Example: dateline eval run sample --archive my-archive
    """
    from eval.folder import RunFolder
    from eval.questions import load_set
    from eval.records import Selection

    cases = load_set(questions)
    if resume:
        _not_with_resume(tag=tag, sample=sample, seed=seed, retrieval_only=retrieval_only or None, top_k=top_k, out=out)
        folder = RunFolder(resume)
        header = folder.header()
        cases = _selected(cases, header.selection)
        with _opened(archive) as assistant:
            _carry_on(folder, header, cases, assistant)
    else:
        selection = Selection(tag, sample, seed or 0)
        cases = _selected(cases, selection)
        folder = RunFolder(out or Path("runs") / f"{cases.name}-{datetime.now():%Y%m%d-%H%M%S}")
        with _opened(archive) as assistant:
            header = _begin(folder, cases, assistant, selection, top_k=top_k or 10, retrieval_only=retrieval_only)
            _carry_on(folder, header, cases, assistant)
    _report(folder, as_json)


@app.command("report")
def report_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of a run.")], as_json: AsJson = False
) -> None:
    """Show the report of a run again, finished or not.

    Example: dateline eval report runs/sample-20260412-101500
    """
    from eval.folder import RunFolder

    _report(RunFolder(folder), as_json)


@importing.command("realtimeqa")
def import_realtimeqa_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="One year: questions and articles, .jsonl.gz.")],
    out: Annotated[Path, typer.Option(help="Folder for questions.jsonl and articles.jsonl.")],
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """RealTimeQA: weekly news-quiz questions with the articles found for them.

    Example: dateline eval import realtimeqa realtimeqa/2022 --out rtqa
    """
    from eval.importers.realtimeqa import import_realtimeqa

    done = import_realtimeqa(folder, out, force=force)
    typer.echo(f"{done.cases} questions, {done.cases_with_article} with an article that holds the answer.")
    typer.echo(f"Next: dateline sync {done.articles} --archive {out / 'archive'}")
    typer.echo(f"Then: dateline eval run {done.questions} --archive {out / 'archive'}")


def _not_with_resume(**given: object) -> None:
    named = [f"--{name.replace('_', '-')}" for name, value in given.items() if value is not None]
    if named:
        raise typer.BadParameter(f"--resume continues a run as it was begun; leave out {', '.join(named)}.")


def _selected(cases: "QuestionSet", selection: "Selection") -> "QuestionSet":
    return cases.select(selection.tag, selection.sample, selection.seed)


@contextmanager
def _opened(archive: Path | None) -> "Iterator[Assistant]":
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


def _begin(
    folder: "RunFolder",
    cases: "QuestionSet",
    assistant: "Assistant",
    selection: "Selection",
    *,
    top_k: int,
    retrieval_only: bool,
) -> "RunHeader":
    from eval.header import describe_run

    header = describe_run(
        cases,
        assistant,
        started=_now(),
        selection=selection,
        top_k=top_k,
        retrieval_only=retrieval_only,
        settings=_settings(),
    )
    folder.create(header)
    return header


def _settings() -> dict[str, Any]:
    from rag.settings import load_settings

    # A run's folder is passed around: no key in it.
    return load_settings().model_dump(mode="json", exclude={"archive", "llm_key"})


def _carry_on(folder: "RunFolder", header: "RunHeader", cases: "QuestionSet", assistant: "Assistant") -> None:
    """Ask what is not asked yet, showing the running score."""
    from eval.run import continue_run
    from eval.score import RunningScore

    score = RunningScore()
    done = folder.records()
    for record in done:
        score.add(record)
    typer.echo(f"Run: {folder.path}", err=True)
    try:
        with _progress(header.cases, len(done), score) as advance:
            for record in continue_run(folder, cases, assistant):
                score.add(record)
                advance()
    except KeyboardInterrupt:
        typer.echo(f"Stopped; what is done is kept. Continue with --resume {folder.path}", err=True)
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
    """Print the report, and keep it as report.md in the run's folder."""
    from eval.report import report_dict, report_markdown, report_terminal

    run = folder.load()
    kept = folder.write_report(report_markdown(run))
    if as_json:
        typer.echo(json.dumps({"folder": str(folder.path)} | report_dict(run), indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    Console().print(report_terminal(run))
    typer.echo(
        f"Every failed case: {kept}" if kept else f"{folder.path} is read-only: report.md not written.", err=True
    )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
