"""The next gap of a regular unit, against values by hand and against simulation."""

import numpy as np
import pytest

from hypercare.stats.next_gap import LEAST_SPREAD, NextGap


def gaps_of(gaps: float, mean: float, variance: float) -> NextGap:
    return NextGap(*(np.array([each]) for each in (gaps, mean, variance, gaps - 1)))


@pytest.mark.parametrize(
    ("gaps", "spread", "expected"),
    [
        # exp(ln 7 + t(0.95, 5) s sqrt(7/6)): t = 2.0150 (Hahn & Meeker 1991, table A.12).
        pytest.param(6, 0.3, 7 * np.exp(2.0150 * 0.3 * np.sqrt(7 / 6)), id="six gaps"),
        pytest.param(31, 0.3, 7 * np.exp(1.6973 * 0.3 * np.sqrt(32 / 31)), id="thirty-one"),
        pytest.param(31, 0.0, 7 * np.exp(1.6973 * LEAST_SPREAD * np.sqrt(32 / 31)), id="clockwork may be late a day"),
    ],
)
def test_the_gap_that_one_in_twenty_exceeds(gaps: int, spread: float, expected: float) -> None:
    next_gap = gaps_of(gaps, np.log(7), spread**2)
    assert next_gap.quantile(0.95)[0] == pytest.approx(expected, rel=1e-4)
    assert next_gap.longer(np.array([expected]))[0] == pytest.approx(0.05, rel=1e-3)


def test_no_silence_is_no_news() -> None:
    assert gaps_of(6, np.log(7), 0.1).longer(np.array([0.0]))[0] == 1.0


def test_one_in_twenty_of_those_who_go_on_exceeds_it() -> None:
    rng = np.random.default_rng(5)
    logs = rng.normal(2, 0.4, (20_000, 8))
    seen = logs[:, :7]
    next_gap = NextGap(np.full(20_000, 7.0), seen.mean(axis=1), seen.var(axis=1, ddof=1), np.full(20_000, 6.0))
    assert (np.exp(logs[:, 7]) > next_gap.quantile(0.95)).mean() == pytest.approx(0.05, abs=0.004)
