"""Intervals and tests against scipy's, and their behaviour where there is little to go on."""

import math
import random
import time
import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from eval.stats import (
    Difference,
    Interval,
    Share,
    Tally,
    holm,
    intervals,
    mcnemar,
    paired_all,
    paired_percentiles,
    wilson,
)


def interval(shares: Sequence[Share]) -> Interval | None:
    return intervals([shares])[0]


def paired(a: Sequence[Share], b: Sequence[Share]) -> Difference:
    return paired_all([(a, b)])[0]


YES_NO = st.sampled_from([(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)])
PART = st.integers(1, 4).flatmap(
    lambda possible: st.floats(0, possible, allow_subnormal=False).map(lambda n: (n, float(possible)))
)
SHARE = st.one_of(YES_NO, PART)


def answers(*values: float) -> list[Share]:
    return [(float(value), 1.0) for value in values]


def drawn(seed: int, cases: int) -> list[Share]:
    source = random.Random(seed)
    return [(source.random() ** 2, 1.0) for _ in range(cases)]


def ratio(shares: Sequence[Share]) -> float | None:
    possible = sum(below for _, below in shares)
    return sum(above for above, _ in shares) / possible if possible else None


# Intervals of one run


@pytest.mark.parametrize(("successes", "cases"), [(0, 1), (1, 1), (7, 9), (0, 40), (40, 40), (513, 1000)])
def test_yes_no_interval_is_wilsons(successes: int, cases: int) -> None:
    expected = scipy_stats.binomtest(successes, cases).proportion_ci(method="wilson")
    found = interval(answers(*[1] * successes, *[0] * (cases - successes)))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_cases_that_a_metric_does_not_apply_to_do_not_narrow_its_interval() -> None:
    assert interval([*answers(1, 0, 1), *[(0.0, 0.0)] * 500]) == interval(answers(1, 0, 1))


def test_interval_of_parts_agrees_with_scipys_bootstrap() -> None:
    values = [above for above, _ in drawn(1, 200)]
    expected = scipy_stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    found = interval(answers(*values))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.006)


def test_interval_of_a_ratio_of_sums_agrees_with_scipys_bootstrap() -> None:
    source = random.Random(3)
    possible = [source.randint(1, 6) for _ in range(150)]
    reached = [source.randint(0, most) for most in possible]

    def of_sums(above: np.ndarray, below: np.ndarray, axis: int) -> np.ndarray:
        return above.sum(axis=axis) / below.sum(axis=axis)

    expected = scipy_stats.bootstrap(
        (reached, possible), of_sums, paired=True, n_resamples=20_000, method="percentile",
        rng=np.random.default_rng(4),
    ).confidence_interval  # fmt: skip
    found = interval([(float(above), float(below)) for above, below in zip(reached, possible, strict=True)])
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.006)


def test_cases_that_are_all_full_leave_room_for_doubt() -> None:
    found = interval([(3.0, 3.0), (2.0, 2.0), (5.0, 5.0)])
    assert found == wilson(3, 3)
    assert found.low < 0.5


def test_equal_parts_in_every_case_have_no_spread() -> None:
    found = interval(answers(0.5, 0.5, 0.5))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("shares", [[], [(0.0, 0.0)] * 3, [(0.4, 1.0)], [(0.4, 1.0), (0.0, 0.0)]])
def test_no_interval_where_nothing_can_be_estimated(shares: list[Share]) -> None:
    assert interval(shares) is None


def test_no_metrics_have_no_intervals() -> None:
    assert intervals([]) == []


def test_metrics_of_different_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="inhomogeneous"):
        intervals([answers(1, 0), answers(1)])


@settings(deadline=None, max_examples=40)
@given(st.lists(SHARE, max_size=8))
def test_interval_holds_the_value_and_no_nan(shares: list[Share]) -> None:
    found, value = interval(shares), ratio(shares)
    if found is not None:
        assert value is not None
        assert -1e-9 <= found.low <= value + 1e-9
        assert value - 1e-9 <= found.high <= 1 + 1e-9


def test_a_metric_has_the_same_interval_alone_and_among_others() -> None:
    metrics = [drawn(5, 60), answers(*[0, 1] * 30), drawn(6, 60)]
    for alone, among in zip((interval(shares) for shares in metrics), intervals(metrics), strict=True):
        assert alone is not None
        assert among is not None
        assert (alone.low, alone.high) == pytest.approx((among.low, among.high), abs=1e-12)


@pytest.mark.slow
def test_ten_thousand_cases_of_twenty_metrics_take_seconds_and_little_memory() -> None:
    metrics = [drawn(seed, 10_000) for seed in range(20)]
    start = time.process_time()
    intervals(metrics)
    assert time.process_time() - start < 3
    tracemalloc.start()
    intervals(metrics)
    assert tracemalloc.get_traced_memory()[1] < 300e6
    tracemalloc.stop()


# Two runs


@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_is_the_exact_binomial_test(gained: int, lost: int) -> None:
    expected = scipy_stats.binomtest(gained, gained + lost, 0.5).pvalue if gained + lost else 1.0
    assert mcnemar(gained, lost) == pytest.approx(expected, rel=1e-9)


def test_mcnemar_of_very_many_changed_cases_is_still_a_number() -> None:
    assert mcnemar(0, 5_000) == 0.0
    assert 0.9 < mcnemar(5_000, 5_000) <= 1.0


def test_yes_no_metrics_are_tested_on_the_cases_that_changed() -> None:
    found = paired(answers(1, 1, 0, 0, 0, 0, 0, 1), answers(1, 0, 1, 1, 1, 1, 1, 1))
    assert found.test == "McNemar"
    assert found.p == scipy_stats.binomtest(5, 6).pvalue
    assert found.tally == Tally(higher=5, equal=2, lower=1, cases=8)
    assert (found.value_a, found.value_b, found.difference) == (3 / 8, 7 / 8, 0.5)


def test_other_metrics_are_tested_by_swapping_the_runs() -> None:
    a = [above for above, _ in drawn(7, 80)]
    b = [min(1.0, value + 0.04 * (number % 4 - 1)) for number, value in enumerate(a)]

    def gap(first: np.ndarray, second: np.ndarray, axis: int) -> np.ndarray:
        return np.mean(second, axis=axis) - np.mean(first, axis=axis)

    expected = scipy_stats.permutation_test(
        (a, b), gap, permutation_type="samples", n_resamples=20_000, vectorized=True, rng=np.random.default_rng(8)
    ).pvalue
    found = paired(answers(*a), answers(*b))
    assert found.test == "randomisation"
    assert found.p == pytest.approx(expected, abs=0.01)


def test_few_cases_are_swapped_as_all_their_arrangements_would_be() -> None:
    found = paired(answers(0.1, 0.2, 0.3), answers(0.5, 0.6, 0.7))
    assert found.p == pytest.approx(2 / 2**3, abs=0.02)


def test_difference_interval_agrees_with_scipys_bootstrap_of_the_pairs() -> None:
    a = [above for above, _ in drawn(9, 120)]
    b = [(value + above) / 2 for value, (above, _) in zip(a, drawn(10, 120), strict=True)]
    expected = scipy_stats.bootstrap(
        (np.subtract(b, a),), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(11)
    ).confidence_interval
    found = paired(answers(*a), answers(*b))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=0.006)


def test_a_metric_that_applies_to_other_cases_in_each_run_is_compared_as_a_whole() -> None:
    nothing = (0.0, 0.0)
    found = paired([(1.0, 1.0), nothing, (0.0, 1.0), (1.0, 1.0)], [nothing, (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)])
    assert (found.value_a, found.value_b) == (2 / 3, 1.0)
    assert found.test == "randomisation"
    assert found.tally == Tally(higher=1, equal=1, lower=0, cases=4)


def test_two_of_three_equals_four_of_six() -> None:
    assert paired([(2.0, 3.0)], [(4.0, 6.0)]).tally.equal == 1


def test_equal_runs_do_not_differ() -> None:
    for shares in (answers(1, 0, 1), answers(0.2, 0.7)):
        found = paired(shares, shares)
        assert (found.difference, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_metric_that_one_run_lacks_has_no_difference() -> None:
    found = paired([(0.0, 0.0)] * 3, answers(1, 0, 1))
    assert (found.value_a, found.difference, found.low, found.p, found.test) == (None, None, None, None, None)
    assert found.value_b == pytest.approx(2 / 3)
    assert found.tally == Tally(0, 0, 0, cases=3)


def test_no_cases_have_no_difference() -> None:
    found = paired([], [])
    assert (found.value_a, found.value_b, found.difference, found.p) == (None, None, None, None)
    assert paired_all([]) == []


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(SHARE, SHARE), max_size=8))
def test_differences_are_mirrored_when_the_runs_change_places(cases: list[tuple[Share, Share]]) -> None:
    a, b = [first for first, _ in cases], [second for _, second in cases]
    there, back = paired(a, b), paired(b, a)
    assert (there.value_a, there.value_b) == (back.value_b, back.value_a)
    assert (there.tally.higher, there.tally.equal, there.tally.lower) == (
        back.tally.lower,
        back.tally.equal,
        back.tally.higher,
    )
    assert there.p == back.p
    if there.difference is not None:
        assert back.low is not None
        assert back.high is not None
        assert (there.difference, there.low, there.high) == pytest.approx(
            (-(back.difference or 0.0), -back.high, -back.low), abs=1e-9
        )
        numbers = (there.difference, there.low, there.high, there.p)
        assert not any(math.isnan(number) for number in numbers if number is not None)
        assert 0 < (there.p or 0) <= 1


# Percentiles


def test_percentiles_have_the_interval_of_their_difference() -> None:
    source = random.Random(12)
    a = [source.expovariate(1 / 40) for _ in range(300)]
    b = [value * 0.5 for value in a]
    median, slow = paired_percentiles(a, b, (0.5, 0.95))
    assert median.value_a == np.quantile(a, 0.5)
    assert slow.value_b == np.quantile(b, 0.95)
    assert median.difference == pytest.approx(-np.quantile(a, 0.5) / 2)
    assert median.high is not None
    assert median.high < 0
    assert median.tally == Tally(higher=0, equal=0, lower=300, cases=300)
    assert median.p is None


def test_percentiles_of_no_cases_and_of_one() -> None:
    assert [found.difference for found in paired_percentiles([], [], (0.5, 0.95))] == [None, None]
    only = paired_percentiles([3.0], [5.0], (0.95,))[0]
    assert (only.difference, only.low, only.high) == (2.0, 2.0, 2.0)


# Many tests at once


def test_holm_corrects_as_published() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_never_lowers_a_p_value_and_keeps_their_order(ps: list[float]) -> None:
    corrected = holm(ps)
    assert all(before <= after <= 1 for before, after in zip(ps, corrected, strict=True))
    ordered = sorted(range(len(ps)), key=lambda number: ps[number])
    assert [corrected[number] for number in ordered] == sorted(corrected)
