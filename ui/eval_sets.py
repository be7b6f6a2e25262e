"""`dateline eval check`, `draft`, `accept` and `schema`: question sets made, looked through and checked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import ArchiveError, QuestionSetError, SettingsError
from ui.options import EMPTY, open_archive
from ui.output import console, print_json

if TYPE_CHECKING:
    from eval.check import Problem
    from eval.drafts.draft import Drafts
    from eval.drafts.model import ModelAsker
    from eval.questions import Case
    from index.archive import Archive

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", "-a", help="The archive's folder.", show_default="archive, or DATELINE_ARCHIVE"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
SetFile = Annotated[Path, typer.Argument(metavar="SET", help="A JSONL or CSV file of cases.")]


def check_command(
    questions: Annotated[
        str, typer.Argument(metavar="SET", help="A JSONL or CSV file of cases, or the bundled set `sample`.")
    ],
    archive: ArchiveOption = None,
    as_json: AsJson = False,
) -> None:
    """Find what is wrong with SET. Evidence that the archive does not have, unknown articles, questions asked twice.

    The exit code is 1 when there are errors; warnings are to be looked at.

    Example: dateline eval check questions.jsonl --archive my-archive
    """
    from eval.check import check_set
    from eval.load import numbered_cases

    cases = list(numbered_cases(questions))
    with _opened(archive) as opened:
        problems = check_set(cases, opened)
    errors = sum(problem.error for problem in problems)
    if as_json:
        counts = {"cases": len(cases), "errors": errors, "warnings": len(problems) - errors}
        print_json({"set": questions, **counts, "problems": [asdict(problem) for problem in problems]})
    else:
        _show_problems(problems, len(cases))
    if errors:
        raise typer.Exit(1)


def draft_command(
    archive: ArchiveOption = None,
    *,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=10_000, help="How many cases to propose.")] = 50,
    seed: Annotated[int, typer.Option(help="Which ones: the same seed and archive, the same cases.")] = 0,
    unanswerable: Annotated[
        float, typer.Option(min=0, max=1, help="The share of questions that the archive does not answer.")
    ] = 0.2,
    model: Annotated[bool, typer.Option("--model", help="Let the language model of the settings ask.")] = False,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write them, .jsonl or .csv.")] = Path(
        "drafts.jsonl"
    ),
    force: Annotated[bool, typer.Option("--force", help="Write over the file if it is there.")] = False,
) -> None:
    """Propose questions from the archive itself. They are drafts for a person to look at.

    Example: dateline eval draft --archive my-archive -n 50
    """
    from eval.drafts.draft import draft_cases
    from eval.load import check_savable, save_set
    from eval.questions import QuestionSet

    check_savable(out)
    if out.exists() and not force:
        raise QuestionSetError(f"{out} is there already. Name another file with --out, or write over it with --force.")
    asker = _model_asker() if model else None
    with _opened(archive) as opened, console(stderr=True).status("Reading articles and making questions ..."):
        drafts = draft_cases(opened, count, seed, unanswerable, asker)
    if not drafts.cases:
        raise QuestionSetError(_NOTHING_DRAFTED)
    save_set(QuestionSet(out.stem, drafts.cases), out)
    for line in _told_drafts(drafts, out, asker.skipped if asker else 0):
        typer.echo(line)


def accept_command(
    questions: SetFile,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="The drafts to accept.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Accept every draft that is not rejected.")] = False,
    reject: Annotated[list[str] | None, typer.Option(metavar="ID", help="Delete this draft; may be repeated.")] = None,
) -> None:
    """Accept drafts of SET, so that a run asks them. Without ids, they are shown one by one.

    Example: dateline eval accept drafts.jsonl
    """
    from eval.keep import review

    if every and ids:
        raise typer.BadParameter("--all accepts every draft; leave out the ids.")
    if not questions.is_file():
        raise QuestionSetError(f"No question set at {questions}. Give the path of a JSONL or CSV file.")
    if every or ids or reject:
        done = review(questions, None if every else ids or [], reject or [])
    elif sys.stdin.isatty():
        accepted, rejected = _look_through(questions)
        done = review(questions, accepted, rejected)
    else:
        raise QuestionSetError("Name the drafts to accept, or --all; in a terminal they are shown one by one.")
    typer.echo(f"{done.accepted} accepted, {done.rejected} rejected, {done.left} drafts left in {questions}.")


def schema_command() -> None:
    """Print the JSON Schema of a case. A case is one line of a JSONL question set.

    Example: dateline eval schema > case.schema.json
    """
    from eval.schema import case_schema

    print_json(case_schema())


_NO_MODEL = "No language model is set. Set DATELINE_LLM_URL and DATELINE_LLM_MODEL, or leave out --model."
_NOTHING_DRAFTED = (
    "No sentence of this archive can be made a question. Drafts are made of English articles with names, dates and "
    "numbers; with a language model (--model) also of others."
)


@contextmanager
def _opened(archive: Path | None) -> "Iterator[Archive]":
    """The archive at that folder (default: the settings'), which must hold articles."""
    with open_archive(archive) as opened:
        if not opened.count_articles():
            raise ArchiveError(EMPTY.format(archive=opened.folder))
        yield opened


def _model_asker() -> "ModelAsker":
    from eval.drafts.model import ModelAsker
    from rag.build import language_model
    from rag.settings import load_settings

    settings = load_settings()
    if settings.llm_url is None:
        raise SettingsError(_NO_MODEL)
    return ModelAsker(language_model(None, settings))


def _show_problems(problems: "list[Problem]", cases: int) -> None:
    """Each problem with where it is, and a last line that counts them."""
    from rich.text import Text

    from eval.reports.rows import plain
    from ui.render import count_words

    view = console()
    for problem in problems:
        level = ("error", "bold red") if problem.error else ("warning", "yellow")
        head = Text.assemble(level, f"  line {problem.line}, case {plain(problem.id)}, field {problem.field}")
        told = (("found", problem.found), ("expected", problem.expected), ("do", problem.advice))
        lines = (Text(f"    {name:9}{plain(words)}") for name, words in told)
        view.print(head, *lines, sep="\n", soft_wrap=not view.is_terminal)
    errors = sum(problem.error for problem in problems)
    warnings = len(problems) - errors
    view.print(
        Text(f"{count_words(cases, 'case')}, {count_words(errors, 'error')}, {count_words(warnings, 'warning')}.")
    )


def _told_drafts(drafts: "Drafts", out: Path, skipped: int) -> Iterator[str]:
    """How many of which kind, and what to do next."""
    from ui.render import count_words

    kinds = ", ".join(f"{count} {kind}" for kind, count in drafts.kinds.items())
    yield f"{count_words(len(drafts.cases), 'draft')} in {out}: {kinds}."
    if len(drafts.cases) < drafts.wanted:
        yield f"{drafts.wanted} were wanted; the archive gives no more that are clear and have one answer."
    if skipped:
        yield f"{count_words(skipped, 'proposal')} of the model had no proof in the article, and were left out."
    yield f"Next, look at them and accept the good ones: dateline eval accept {out}"


def _look_through(questions: Path) -> tuple[list[str], list[str]]:
    """Show the drafts one by one: the ids that were accepted, and those that were rejected, until one is left."""
    from eval.load import load_set

    drafts = [case for case in load_set(questions).cases if case.draft]
    accepted: list[str] = []
    rejected: list[str] = []
    try:
        for number, case in enumerate(drafts, 1):
            _show_draft(case, number, len(drafts))
            answer = _asked()
            if answer == "q":
                break
            (accepted if answer == "y" else rejected).append(case.id)
    except (KeyboardInterrupt, EOFError, typer.Abort, SystemExit):
        typer.echo()  # what was decided until here counts
    return accepted, rejected


def _asked() -> str:
    while True:
        answer = input("Accept? [y]es, [n]o: delete it, [q]uit: ").strip().casefold()[:1]
        if answer and answer in "ynq":
            return answer


def _show_draft(case: "Case", number: int, count: int) -> None:
    from rich.text import Text

    from eval.reports.rows import plain

    view = console()
    view.print(Text(f"\n{number} of {count}  {', '.join(case.tags)}  {case.id}", style="dim"))
    view.print(Text(plain(case.asked), style="bold"))
    answer = "  |  ".join(" = ".join(spellings) for spellings in case.answers)
    view.print(Text(f"  answer    {plain(answer) or 'none: the archive does not say'}"))
    facts: list[tuple[str, Any]] = [("speaker", case.speaker), ("asked on", case.as_of)]
    lines = [*(("evidence", line) for line in case.evidence), *facts]
    for name, value in lines:
        if value:
            view.print(Text(f"  {name:9} {plain(str(value))}"))
