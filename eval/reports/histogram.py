"""How long cases took, as a histogram."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.metrics.answers import percentile
from eval.reports.svg import FRAME, axis_names, figure, grid, length, levels, rect, text

BINS_PER_DECADE = 10
_GAP = 58.0
"""Room that one label of the percentiles takes."""


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values lie from `low` up to, and without, `high`."""

    low: float
    high: float
    count: int


def latency_plot(times: Sequence[float], what: str = "answer") -> str:
    """A histogram of milliseconds on a logarithmic axis, with the median and the slowest 5 % and 1 % marked.

    Args:
        times: At least one.
        what: What took them.
    """
    bins = latency_bins(times)
    scale = _LogScale(bins[0].low, bins[-1].high)
    most = max(one.count for one in bins)
    marks = [(f"p{share}", percentile(times, share / 100) or 0.0) for share in (50, 95, 99)]
    body = [
        *grid([(scale.share(tick), _ms(tick)) for tick in scale.ticks()]),
        *levels([(count / most, f"{count:,}") for count in _round_counts(most)]),
        *(_column(scale, one, most) for one in bins if one.count),
        *_percentile_marks(scale, marks),
        axis_names(f"time per {what}", "cases"),
    ]
    told = f"{len(times):,} cases: " + ", ".join(f"{name} {_ms(value)}" for name, value in marks) + "."
    return figure(f"Time per {what}", told, body)


def latency_bins(times: Sequence[float]) -> list[Bin]:
    """Every time in one of neighbouring bins of equal width on a logarithmic axis, ten to a factor of ten.

    Times below a hundredth of a millisecond count as that.
    """
    steps = [math.floor(BINS_PER_DECADE * math.log10(max(time, 0.01))) for time in times]
    first, last = min(steps), max(steps)
    edges = [10 ** (step / BINS_PER_DECADE) for step in range(first, last + 2)]
    counts = [0] * (len(edges) - 1)
    for time in times:
        counts[min(max(bisect_right(edges, time) - 1, 0), len(counts) - 1)] += 1
    return [Bin(edges[place], edges[place + 1], count) for place, count in enumerate(counts)]


@dataclass(frozen=True, slots=True)
class _LogScale:
    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value lies between `low` at 0 and `high` at 1."""
        place = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return min(place, 1.0)

    def ticks(self) -> list[float]:
        """Round values within the scale, few enough for their labels to stand side by side."""
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for steps in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
            found = [step * 10.0**decade for decade in decades for step in steps]
            shown = [value for value in found if self.low <= value <= self.high]
            if len(shown) <= 7:
                break
        return shown


def _column(scale: _LogScale, one: Bin, most: int) -> str:
    left, right = FRAME.x(scale.share(one.low)), FRAME.x(scale.share(one.high))
    top = FRAME.y(one.count / most)
    return rect("kept", left + 0.5, right - left - 1, top, FRAME.y(0) - top)


def _percentile_marks(scale: _LogScale, marks: Sequence[tuple[str, float]]) -> Iterator[str]:
    """A line each, their labels side by side above it, moved apart where they would overlap."""
    places = [FRAME.x(scale.share(value)) for _, value in marks]
    labels = _apart(places, FRAME.left, FRAME.width - FRAME.right - _GAP + 8)
    for (name, value), place, label in zip(marks, places, labels, strict=True):
        under = min(max(place, label + 2), label + _GAP - 16)
        line = f"M{length(place)} {length(FRAME.y(0))}V{length(FRAME.top - 6)}L{length(under)} {length(FRAME.top - 12)}"
        yield f'<path class="mark" d="{line}"/>'
        yield text(label, 14, name, "name")
        yield text(label, 28, _ms(value), "tick")


def _apart(places: Sequence[float], low: float, high: float) -> list[float]:
    """Places in the same order, at least one label's room from each other and within the bounds."""
    moved = [min(max(place, low), high) for place in places]
    for number in range(1, len(moved)):
        moved[number] = max(moved[number], moved[number - 1] + _GAP)
    for number in range(len(moved) - 1, -1, -1):
        ceiling = high if number == len(moved) - 1 else moved[number + 1] - _GAP
        moved[number] = min(moved[number], ceiling)
    return moved


def _round_counts(most: int) -> list[int]:
    step = next(step for power in range(12) for step in (10**power, 2 * 10**power, 5 * 10**power) if most <= 5 * step)
    return list(range(0, most + 1, step))


def _ms(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:.3g} s"
    return f"{value:.0f} ms" if value >= 10 else f"{value:.2g} ms"
