"""The product limit: against the remission times that every textbook has, and where it must say nothing."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.stats.kaplan_meier import kaplan_meier

REMISSION = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_WELL = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
"""Weeks in remission with 6-mercaptopurine (Freireich et al. 1963), over and not over."""
SURVIVED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
"""Kalbfleisch & Prentice 1980, table 1.2."""
LOG_LOG = {6: (0.620, 0.952), 10: (0.503, 0.889), 23: (0.188, 0.680)}
"""R's survfit(..., conf.type = "log-log"), as printed for these data."""


def told(times: tuple[int, ...], *, step: int = 0) -> list[int]:
    counted = Counter(time - step for time in times)
    return [counted[time] for time in range(max(times, default=0) + 1)]


def test_remissions_are_as_the_textbook_has_them() -> None:
    curve = {point.time: point for point in kaplan_meier(told(REMISSION, step=1), told(STILL_WELL))}

    assert {time: round(1 - curve[time].share, 3) for time in SURVIVED} == SURVIVED
    for time, (low, high) in LOG_LOG.items():
        ends = (1 - (curve[time].high or 0), 1 - (curve[time].low or 0))
        assert ends == pytest.approx((low, high), abs=6e-4)
    assert (curve[6].at_risk, curve[23].at_risk) == (21, 6)


def test_nothing_is_said_beyond_the_longest_that_anybody_was_watched() -> None:
    assert kaplan_meier(told(REMISSION, step=1), told(STILL_WELL))[-1].time == 35
    assert kaplan_meier([], []) == ()
    assert kaplan_meier([0, 0], [12]) == ()


def test_before_the_first_time_nobody_is_gone_and_after_the_last_nothing_is_sure() -> None:
    first, *_, last = kaplan_meier([0, 0, 5], [])

    assert (first.share, first.low, first.high) == (0.0, 0.0, 0.0)
    assert (last.share, last.low, last.high) == (1.0, None, None)


def test_units_are_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier([1, -1], [])


COUNTS = st.lists(st.integers(0, 5), max_size=12)


@given(COUNTS, COUNTS)
def test_curves_rise_within_their_intervals(happened: list[int], left: list[int]) -> None:
    curve = kaplan_meier(happened, left)

    shares = [point.share for point in curve]
    assert shares == sorted(shares)
    for point in curve:
        assert point.low is None or point.low <= point.share + 1e-12
        assert point.high is None or point.share <= point.high + 1e-12


@given(COUNTS.filter(sum))
def test_without_anybody_leaving_early_it_is_the_plain_share(happened: list[int]) -> None:
    left = [0] * len(happened) + [3]

    curve = kaplan_meier(happened, left)

    so_far = [sum(happened[: step + 1]) / (sum(happened) + 3) for step in range(len(curve))]
    assert [point.share for point in curve] == pytest.approx(so_far)
