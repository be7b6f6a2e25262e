"""Figures as inline SVG: drawn from numbers alone, coloured by the page's style sheet, so they need no script."""

from collections.abc import Sequence

from eval.metrics.refusal import Point
from eval.reports.svg import FRAME, axis_names, figure, grid, length, levels, rect

CURVE_POINTS = 400
"""Points of a curve that are drawn; more than that no screen shows."""
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def stage_bar(left: int, lost: int, total: int) -> str:
    """One stage of the funnel: the cases that are left in full, those lost here behind them, of all that began."""
    kept = 100 * left / total if total else 0.0
    gone = 100 * lost / total if total else 0.0
    return _bar(rect("kept", 0, kept) + rect("lost", kept, gone))


def share_bar(value: float, low: float | None, high: float | None) -> str:
    """A share from 0 to 1 as a bar, with its interval as a whisker."""
    whisker = ""
    if low is not None and high is not None:
        ends = "".join(f"M{length(100 * end)} 3V9" for end in (low, high))
        whisker = f'<path class="whisker" d="M{length(100 * low)} 6H{length(100 * high)}{ends}"/>'
    return _bar(rect("kept", 0, 100 * value) + whisker)


def risk_coverage_plot(points: Sequence[Point]) -> str:
    """Accuracy among the surest cases against their share; a dot where the run stopped answering, refusals beyond it.

    Args:
        points: At least one, by falling confidence.
    """
    kept = answered_points(points)
    dot = _dot(kept[-1]) if kept else ""
    body = [
        *grid([(share, percent(share)) for share in QUARTERS]),
        *levels([(share, percent(share)) for share in QUARTERS]),
        _curve("curve refused", [*kept[-1:], *points[len(kept) :]]),
        _curve("curve", kept),
        dot,
        axis_names("share of the cases, surest first", "right among them"),
    ]
    told = "; ".join(
        f"among the surest {percent(point.coverage)} of the cases {percent(point.accuracy)} are right"
        for point in _quarterly(points)
    )
    return figure("Accuracy against the share of cases answered", told, body)


def answered_points(points: Sequence[Point]) -> list[Point]:
    """The points of cases that the run answered: those with a confidence."""
    return [point for point in points if point.threshold > 0]


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 in words that do not break over lines."""
    return f"{100 * share:.{digits}f}\u00a0%"


def _quarterly(points: Sequence[Point]) -> list[Point]:
    """The first point at or beyond each quarter of the cases."""
    found = (next((p for p in points if p.coverage >= share - 1e-9), points[-1]) for share in QUARTERS[1:])
    return list(dict.fromkeys(found))


def _thinned(points: Sequence[Point]) -> list[Point]:
    if len(points) <= CURVE_POINTS:
        return list(points)
    step = (len(points) - 1) / (CURVE_POINTS - 1)
    return [points[round(number * step)] for number in range(CURVE_POINTS)]


def _bar(body: str) -> str:
    """Stretches with its cell; the figures stand beside it in words, so a screen reader passes over it."""
    track = rect("track", 0, 100)
    shape = 'viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false"'
    return f'<svg class="bar" {shape}>{track}{body}</svg>'


def _curve(kind: str, points: Sequence[Point]) -> str:
    places = (f"{length(FRAME.x(point.coverage))} {length(FRAME.y(point.accuracy))}" for point in _thinned(points))
    return f'<path class="{kind}" d="M{"L".join(places)}"/>' if len(points) > 1 else ""


def _dot(point: Point) -> str:
    return f'<circle class="dot" cx="{length(FRAME.x(point.coverage))}" cy="{length(FRAME.y(point.accuracy))}" r="4"/>'
