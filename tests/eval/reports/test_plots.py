"""Figures: what is drawn, where, and that no number is left out."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.refusal import Point
from eval.reports.histogram import latency_bins, latency_plot
from eval.reports.plots import CURVE_POINTS, risk_coverage_plot, share_bar, stage_bar
from eval.reports.svg import FRAME

TIMES = st.lists(st.floats(0.0, 1e7), min_size=1, max_size=60)
SHARE = st.floats(0.0, 1.0)
CURVES = st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=50).map(
    lambda pairs: [Point(coverage, accuracy, 1 - coverage) for coverage, accuracy in sorted(pairs)]
)


def drawn(svg: str) -> ElementTree.Element:
    """The figure as XML: well formed, every coordinate a number."""
    assert "nan" not in svg.lower()
    assert "inf" not in svg.lower()
    return ElementTree.fromstring(svg)


def of_class(figure: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in figure.iter() if name in element.get("class", "").split()]


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


@given(TIMES)
def test_every_time_is_in_exactly_one_bin(times: list[float]) -> None:
    bins = latency_bins(times)
    assert sum(one.count for one in bins) == len(times)
    assert all(left.high == right.low for left, right in pairwise(bins))
    for one in bins:
        assert one.count == sum(one.low <= max(time, bins[0].low) < one.high for time in times)


def test_times_of_an_order_of_magnitude_fill_ten_bins() -> None:
    assert len(latency_bins([10.5, 99.0])) == 10
    assert [one.count for one in latency_bins([50.0, 50.0])] == [2]


@given(TIMES)
def test_histogram_marks_three_percentiles_with_labels_apart_and_inside(times: list[float]) -> None:
    figure = drawn(latency_plot(times))
    names = [element for element in of_class(figure, "name") if element.text and element.text.startswith("p")]
    assert [element.text for element in names] == ["p50", "p95", "p99"]
    places = [float(element.get("x", "nan")) for element in names]
    assert all(right - left >= 50 for left, right in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= FRAME.width - 40
    assert len(of_class(figure, "mark")) == 3


def test_histogram_columns_are_as_high_as_their_counts() -> None:
    columns = of_class(drawn(latency_plot([10.0] * 4 + [100.0] * 2 + [1000.0])), "kept")
    heights = [float(column.get("height", "nan")) for column in columns]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.02)
    assert heights[1] == pytest.approx(2 * heights[2], abs=0.02)


@pytest.mark.parametrize("figure", [latency_plot([5.0]), risk_coverage_plot([Point(1.0, 0.5, 0.9)])])
def test_a_plot_says_what_it_shows_to_a_screen_reader(figure: str) -> None:
    root = drawn(figure)
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert all(child.text for child in list(root)[:2])


def test_curve_is_described_by_its_quarters() -> None:
    points = [Point(0.25, 1.0, 0.9), Point(0.5, 0.75, 0.5), Point(1.0, 0.4, 0.0)]
    told = drawn(risk_coverage_plot(points)).findtext("desc")
    assert told is not None
    assert "surest 25\u00a0% of the cases 100\u00a0% are right" in told
    assert "surest 100\u00a0% of the cases 40\u00a0% are right" in told


@given(CURVES)
def test_curve_stays_within_its_frame(points: list[Point]) -> None:
    for path in of_class(drawn(risk_coverage_plot(points)), "curve"):
        places = numbers(path.get("d", ""))
        assert all(FRAME.x(0) - 0.01 <= x <= FRAME.x(1) + 0.01 for x in places[::2])
        assert all(FRAME.y(1) - 0.01 <= y <= FRAME.y(0) + 0.01 for y in places[1::2])


def test_curve_of_ten_thousand_cases_is_thinned_and_keeps_both_ends() -> None:
    points = [Point(k / 10_000, 1 - k / 20_000, 1 - k / 10_001) for k in range(1, 10_001)]
    (path,) = of_class(drawn(risk_coverage_plot(points)), "curve")
    places = numbers(path.get("d", ""))
    assert len(places) == 2 * CURVE_POINTS
    assert places[-2:] == [pytest.approx(FRAME.x(1)), pytest.approx(FRAME.y(0.5))]
    assert places[0] == pytest.approx(FRAME.x(0.0001), abs=0.05)


def test_dot_stands_where_the_run_stopped_answering() -> None:
    figure = drawn(risk_coverage_plot([Point(0.5, 0.8, 0.6), Point(1.0, 0.4, 0.0)]))
    (dot,) = of_class(figure, "dot")
    assert float(dot.get("cx", "nan")) == pytest.approx(FRAME.x(0.5))
    assert len(of_class(figure, "refused")) == 1


def test_run_that_refused_everything_has_no_dot() -> None:
    assert of_class(drawn(risk_coverage_plot([Point(1.0, 0.0, 0.0)])), "dot") == []


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_stage_bar_shows_left_and_lost_side_by_side(left: int, lost: int, before: int) -> None:
    total = left + lost + before
    figure = drawn(stage_bar(left, lost, total))
    widths = {kind: sum(float(e.get("width", "nan")) for e in of_class(figure, kind)) for kind in ("kept", "lost")}
    assert widths["kept"] == pytest.approx(100 * left / max(total, 1), abs=0.01)
    assert widths["lost"] == pytest.approx(100 * lost / max(total, 1), abs=0.01)
    for rect in of_class(figure, "lost"):
        assert float(rect.get("x", "nan")) == pytest.approx(widths["kept"], abs=0.01)


def test_bar_has_a_whisker_only_with_an_interval() -> None:
    (whisker,) = of_class(drawn(share_bar(0.5, 0.25, 0.75)), "whisker")
    assert whisker.get("d", "").startswith("M25 6H75")
    assert of_class(drawn(share_bar(0.5, None, None)), "whisker") == []
