"""Floors under a run's figures, and ceilings over them, pinned beside the digest of the data that they are of."""

import json
import math
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from eval.alike import check_finished
from eval.kill_safe import write_whole
from eval.labels import METRICS
from eval.records import Run
from eval.score import ALL, Figure, Summary, summarise, summarise_by_tag
from index.errors import RunError

Side = Literal["floors", "ceilings"]
SIDES: tuple[Side, ...] = ("floors", "ceilings")
_DATA = ("set", "digest", "content")
_TAG = "tag:"
_HEAD = (
    "# Written by `dateline eval gate RUN --floors FILE --pin`. By hand one may change the figures, add floors of the",
    '# cases of a tag under [floors."tag:NAME"], and what a figure must not pass, as ask_ms_p95, under [ceilings].',
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Bound:
    """What a metric must reach (`floors`) or not pass (`ceilings`), over all cases or those of one tag."""

    side: Side
    metric: str
    limit: float
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Floors:
    """Bounds with what they were pinned on: the digests of the cases and of the archive's articles."""

    set_name: str
    digest: str
    content: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A bound and what the run has there; a figure that the run lacks does not hold."""

    bound: Bound
    figure: Figure

    @property
    def holds(self) -> bool:
        """Whether the run is on the right side of the bound."""
        value = self.figure.value
        if value is None:
            return False
        gap = value - self.bound.limit
        return (gap if self.bound.side == "floors" else -gap) >= -_ROUNDING


def read_floors(path: Path) -> Floors:
    """The floors in a TOML file. Raises RunError, which names the key that is wrong and what may stand there."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"There are no floors in {path}. Write them from a run's figures with --pin.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise RunError(f"{path} cannot be read as TOML ({error}). Correct it, or write it anew with --pin.") from error
    _refuse_others(path, found, ("data", *SIDES), "table")
    data = _table(path, "data", found.get("data"))
    _refuse_others(path, data, _DATA, "key of [data]")
    set_name, digest, content = (_text(path, name, data.get(name)) for name in _DATA)
    bounds = tuple(bound for side in SIDES for bound in _bounds(path, side, _table(path, side, found.get(side, {}))))
    if not bounds:
        raise RunError(f"{path} holds no bound. Write one such as `right = 0.5` under [floors], or use --pin.")
    return Floors(set_name, digest, content, bounds)


def measure_floors(run: Run, floors: Floors, name: str = "RUN") -> list[Measured]:
    """Every bound with what the run has there. `name` is the run's folder, for messages.

    Raises RunError for an unfinished run, other questions, other articles, and a tag that the run does not have.
    """
    check_finished(run, name)
    _check_data(run, floors)
    summaries: dict[str, Summary] = {ALL: summarise(run.records)}
    if any(bound.tag is not None for bound in floors.bounds):
        summaries |= {f"{_TAG}{summary.group}": summary for summary in summarise_by_tag(run.records)}
    return [Measured(bound, _figure(bound, summaries)) for bound in floors.bounds]


def pin_floors(run: Run, margin: float = 0.02, name: str = "RUN") -> Floors:
    """Floors `margin` below each of the run's shares, rounded down to thousandths.

    Times and tokens are left out: they are the machine's and the model's. Raises RunError for an unfinished run.
    """
    check_finished(run, name)
    figures = summarise(run.records).figures
    bounds = tuple(
        Bound("floors", metric, max(0.0, math.floor(round((figure.value - margin) * 1000, 6)) / 1000))
        for metric, figure in figures.items()
        if figure.value is not None and not METRICS[metric].unit
    )
    return Floors(run.header.set_name, run.header.digest, _content(run), bounds)


def floors_toml(floors: Floors) -> str:
    """The floors as the TOML that `read_floors` reads back equal."""
    lines = [*_HEAD, "[data]"]
    lines += [f"set = {_quoted(floors.set_name)}", f"digest = {_quoted(floors.digest)}"]
    lines.append(f"content = {_quoted(floors.content)}")
    tables = dict.fromkeys((bound.side, bound.tag) for bound in floors.bounds)
    for side, tag in tables:
        lines += ["", f"[{side}]" if tag is None else f"[{side}.{_quoted(_TAG + tag)}]"]
        held = [bound for bound in floors.bounds if (bound.side, bound.tag) == (side, tag)]
        lines += [f"{_key(bound.metric)} = {float(bound.limit)!r}" for bound in held]
    return "\n".join(lines) + "\n"


def write_floors(floors: Floors, path: Path, *, force: bool = False) -> None:
    """Write the floors to a file. Raises RunError rather than write over another one without `force`."""
    if path.exists() and not force:
        raise RunError(f"{path} exists. Name another file, or write over it with --force.")
    try:
        write_whole(path, floors_toml(floors))
    except OSError as error:
        raise RunError(f"{path} cannot be written ({error.strerror}). Name another file.") from error


def _check_data(run: Run, floors: Floors) -> None:
    if run.header.digest != floors.digest:
        raise RunError(
            f"The floors are of other questions: pinned on {floors.set_name}, digest {floors.digest[:12]}; the run is "
            f"of {run.header.cases} cases of {run.header.set_name}, digest {run.header.digest[:12]}. Run the pinned "
            "questions, or look at the new figures and pin them with --pin --force."
        )
    if _content(run) != floors.content:
        raise RunError(
            f"The floors are of other articles: pinned on an archive with content {floors.content[:12]}; the run's has "
            f"{_content(run)[:12]}. Sync the articles that they were pinned on, or look at the new figures and pin "
            "them with --pin --force."
        )


def _content(run: Run) -> str:
    content = run.header.archive.get("content")
    if not content:
        raise RunError("The run does not say what its archive held: an older Dateline made it. Run it again.")
    return str(content)


def _figure(bound: Bound, summaries: Mapping[str, Summary]) -> Figure:
    group = ALL if bound.tag is None else f"{_TAG}{bound.tag}"
    if group not in summaries:
        known = ", ".join(name.removeprefix(_TAG) for name in summaries if name != ALL) or "none"
        raise RunError(f"No case of the run has the tag {bound.tag!r} of the {bound.side}. Its tags: {known}.")
    return summaries[group].figures.get(bound.metric, Figure(None, 0))


def _bounds(path: Path, side: Side, table: Mapping[str, Any]) -> Iterator[Bound]:
    for key, value in table.items():
        if not isinstance(value, dict):
            yield _bound(path, side, key, value)
        elif key.startswith(_TAG):
            yield from (_bound(path, side, metric, limit, key.removeprefix(_TAG)) for metric, limit in value.items())
        else:
            raise RunError(f'{path}: [{side}.{key}] is not known. The floors of a tag stand in [{side}."{_TAG}NAME"].')


def _bound(path: Path, side: Side, metric: str, limit: object, tag: str | None = None) -> Bound:
    where = f"{path}, {side}, {metric}"
    if metric not in METRICS:
        raise RunError(f"{where}: not a metric. Known are {', '.join(METRICS)}.")
    right_side = "ceilings" if METRICS[metric].lower_is_better else "floors"
    if side != right_side:
        raise RunError(f"{where}: this metric is better the other way. Put it under [{right_side}].")
    most = sys.float_info.max if METRICS[metric].unit else 1.0
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit <= most:
        expected = "a number of 0 or more" if METRICS[metric].unit else "a number from 0 to 1"
        raise RunError(f"{where}: found {limit!r}, expected {expected}.")
    return Bound(side, metric, float(limit), tag)


def _refuse_others(path: Path, found: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    for key in found:
        if key not in known:
            raise RunError(f"{path}: {key!r} is not a known {what}. Known are {', '.join(known)}.")


def _table(path: Path, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RunError(f"{path} has no table [{name}]. Write the file from a run's figures with --pin.")
    return value


def _text(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise RunError(f"{path}, data, {name}: found {value!r}, expected a text. Write the file anew with --pin.")
    return value


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but TOML wants DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
