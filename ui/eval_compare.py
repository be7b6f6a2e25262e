"""`dateline eval compare` and `dateline eval gate`: did a change help, and is a run still as good as it must be?"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import DatelineError
from ui.output import console, print_error, print_json

if TYPE_CHECKING:
    from eval.compare import Comparison
    from eval.gate import Floors, Measured

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Force = Annotated[bool, typer.Option("--force", help="Write over the file if it is there.")]
_MARGIN = 0.02
_CANNOT_TELL = 2


def compare_command(
    a: Annotated[Path, typer.Argument(metavar="A", help="The folder of the run before.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The folder of the run after.")],
    *,
    common: Annotated[
        bool, typer.Option("--common", help="Compare the cases that both have unchanged, of whatever sets.")
    ] = False,
    cases: Annotated[int, typer.Option(min=0, help="How many of the cases that changed to show.")] = 20,
    markdown: Annotated[Path | None, typer.Option(help="Write the comparison to this file as Markdown.")] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Compare two runs case by case. Differences come with intervals and tests, and the cases that changed.

    Example: dateline eval compare runs/before runs/after
    """
    from eval.compare import compare_runs
    from eval.folder import RunFolder
    from eval.reports.comparison import comparison_dict, comparison_markdown

    comparison = compare_runs(RunFolder(a).load(), RunFolder(b).load(), common=common, names=(str(a), str(b)))
    if markdown:
        _write_markdown(comparison_markdown(comparison), markdown, force)
    if as_json:
        print_json(comparison_dict(comparison))
    else:
        _show_comparison(comparison, cases)


def gate_command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    *,
    floors: Annotated[Path, typer.Option(metavar="FILE", help="The floors, a TOML file.")],
    pin: Annotated[bool, typer.Option("--pin", help="Write FILE from this run's figures instead of checking.")] = False,
    margin: Annotated[
        float | None,
        typer.Option(min=0, max=1, help=f"How far below the figures --pin puts floors. Default {_MARGIN}."),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Check a run against floors. Exits 1 and names those that are missed, 2 when that cannot be told.

    Example: dateline eval gate runs/after --floors floors.toml
    """
    if not pin and (force or margin is not None):
        raise typer.BadParameter("--margin and --force go with --pin.")
    try:
        if pin:
            _pin(run, floors, _MARGIN if margin is None else margin, force=force, as_json=as_json)
            return
        measured = _measured(run, floors)
    except DatelineError as error:  # not 1: a run that cannot be checked has not fallen below a floor
        print_error(str(error))
        raise typer.Exit(_CANNOT_TELL) from None
    _show_measured(measured, as_json=as_json)
    if not all(one.holds for one in measured):
        raise typer.Exit(1)


def _write_markdown(text: str, path: Path, force: bool) -> None:
    from eval.kill_safe import write_whole
    from index.errors import RunError
    from ui.terminal import clean

    if path.exists() and not force:
        raise RunError(f"{path} exists. Name another file, or write over it with --force.")
    try:
        write_whole(path, text)
    except OSError as error:
        raise RunError(f"{path} cannot be written ({error.strerror}). Name another file.") from error
    typer.echo(f"Written: {clean(str(path))}", err=True)


def _show_comparison(comparison: "Comparison", cases: int) -> None:
    from eval.reports.comparison import comparison_terminal

    screen = console()
    screen.print(comparison_terminal(comparison, screen.width, cases))


def _measured(run: Path, floors: Path) -> "list[Measured]":
    from eval.folder import RunFolder
    from eval.gate import measure_floors, read_floors

    bounds = read_floors(floors)
    return measure_floors(RunFolder(run).load(), bounds, str(run))


def _pin(run: Path, path: Path, margin: float, *, force: bool, as_json: bool) -> None:
    from eval.folder import RunFolder
    from eval.gate import pin_floors, write_floors
    from ui.terminal import clean

    floors = pin_floors(RunFolder(run).load(), margin, str(run))
    write_floors(floors, path, force=force)
    if as_json:
        print_json(_floors_dict(floors, path))
    else:
        typer.echo(clean(f"{len(floors.bounds)} floors, {margin} below the figures of {run}, written to {path}."))
        typer.echo(clean(f"Check a run against them with: dateline eval gate RUN --floors {path}"))


def _show_measured(measured: "list[Measured]", *, as_json: bool) -> None:
    missed = [one for one in measured if not one.holds]
    if as_json:
        print_json({"holds": not missed, "bounds": [_measured_dict(one) for one in measured]})
        return
    from rich.text import Text

    from eval.reports.terminal import table

    screen = console()
    screen.print(table("Floors and ceilings", ["", "must be", "is", "cases", ""], [_row(one) for one in measured]))
    for one in missed:
        screen.print(Text(f"MISSED {_missed_words(one)}", style="bold red"), soft_wrap=True)
    if not missed:
        screen.print(Text(f"All {len(measured)} hold.", style="bold green"))


def _row(one: "Measured") -> list[str]:
    holds = "holds" if one.holds else "MISSED"
    return [_name(one), _limit(one), _value(one.figure.value, one.bound.metric), str(one.figure.cases), holds]


def _missed_words(one: "Measured") -> str:
    if one.figure.value is None:
        return f"{_name(one)}: the run has no case for it; it must be {_limit(one)}"
    value = _value(one.figure.value, one.bound.metric)
    return f"{_name(one)}: {value} over {one.figure.cases} cases; it must be {_limit(one)}"


def _name(one: "Measured") -> str:
    from eval.reports.rows import plain

    return one.bound.metric if one.bound.tag is None else f"{one.bound.metric}, tag {plain(one.bound.tag)}"


def _limit(one: "Measured") -> str:
    return f"{'at least' if one.bound.side == 'floors' else 'at most'} {_value(one.bound.limit, one.bound.metric)}"


def _value(value: float | None, metric: str) -> str:
    from eval.labels import METRICS

    if value is None:
        return "-"
    unit = METRICS[metric].unit
    return f"{value:.1f} {unit}" if unit else f"{value:.4f}"


def _measured_dict(one: "Measured") -> dict[str, Any]:
    return asdict(one.bound) | {"value": one.figure.value, "cases": one.figure.cases, "holds": one.holds}


def _floors_dict(floors: "Floors", path: Path) -> dict[str, Any]:
    return {"file": str(path)} | asdict(floors)
