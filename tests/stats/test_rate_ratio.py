"""Events as a multiple of what was expected: by brute force, at its edges, and under daily looks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import nbinom

from hypercare.stats.rate_ratio import DECAY, evidence_of_less, evidence_of_more, multiple_cs, rate_ratio_cs

COUNTS = st.floats(0, 1e5, allow_nan=False)


def averaged(events: int, mean: float, shape: float, *, more: bool) -> float:
    """The log of the averaged likelihood over the one at the mean, by quadrature over the logarithm of the multiple."""

    def part(log: float) -> float:
        times = math.exp(log if more else -log)
        return DECAY * math.exp(-DECAY * log) * nbinom.pmf(events, shape, shape / (shape + times * mean))

    return math.log(quad(part, 0, 30, limit=500)[0] / nbinom.pmf(events, shape, shape / (shape + mean)))


@pytest.mark.parametrize(
    ("events", "mean", "shape"),
    [
        pytest.param(3, 2.0, 5.0, id="hardly any event"),
        pytest.param(30, 12.0, 280.5, id="two and a half times"),
        pytest.param(30, 60.0, 280.5, id="half"),
        pytest.param(400, 300.0, 20.5, id="little known of before"),
    ],
)
def test_the_evidence_is_an_average_over_multiples(events: int, mean: float, shape: float) -> None:
    more, less = (call(events, mean, shape=shape) for call in (evidence_of_more, evidence_of_less))
    assert more == pytest.approx(averaged(events, mean, shape, more=True), rel=1e-6, abs=1e-6)
    assert less == pytest.approx(averaged(events, mean, shape, more=False), rel=1e-6, abs=1e-6)


def test_each_end_is_where_its_share_of_the_error_is_reached() -> None:
    found = multiple_cs(60, 30, shape=280.5, low_share=0.8)
    assert evidence_of_more(60, 30 * found.low, shape=280.5) == pytest.approx(math.log(1 / 0.04))
    assert evidence_of_less(60, 30 * found.high, shape=280.5) == pytest.approx(math.log(1 / 0.01))
    assert found.level == pytest.approx(0.95)
    assert found.always_valid


def test_three_days_of_twice_the_tickets_are_beyond_a_limit_of_120_percent() -> None:
    """Ten a day for four weeks, then twenty: two intervals divided said so after thirteen days."""
    told = {"events_before": 280, "exposure_before": 28, "low_share": 0.8}
    assert rate_ratio_cs(events_after=60, exposure_after=3, **told).low > 1.2
    assert rate_ratio_cs(events_after=20, exposure_after=1, **told).low < 1.2


def test_in_bursts_of_three_thirty_events_tell_as_much_as_ten() -> None:
    plain = rate_ratio_cs(events_after=20, exposure_after=3, events_before=90, exposure_before=28)
    bursts = rate_ratio_cs(events_after=60, exposure_after=3, events_before=270, exposure_before=28, dispersion=3)
    assert (bursts.low, bursts.high) == pytest.approx((plain.low, plain.high))


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        pytest.param((0, 10.0), (0, 10.0), 0.0, math.inf, id="no event at all"),
        pytest.param((5, 10.0), (0, 10.0), "above 0", math.inf, id="none before"),
        pytest.param((0, 10.0), (5, 10.0), 0.0, "finite", id="none after"),
        pytest.param((2, 10.0), (5, 10.0), 0.0, "finite", id="two after, which are never harm"),
        pytest.param((5, 10.0), (1, 10.0), "above 0", math.inf, id="one before, which bounds nothing above"),
        pytest.param((0, 0.0), (5, 10.0), 0.0, math.inf, id="nothing after yet"),
        pytest.param((5, 10.0), (0, 0.0), 0.0, math.inf, id="no window before"),
    ],
)
def test_zeros_open_the_ratio_instead_of_breaking_it(after, before, low, high) -> None:
    ratio = rate_ratio_cs(
        events_after=after[0], exposure_after=after[1], events_before=before[0], exposure_before=before[1]
    )
    assert ratio.low > 0 if low == "above 0" else ratio.low == low
    assert math.isfinite(ratio.high) if high == "finite" else ratio.high == high


@given(events=COUNTS, expected=st.floats(1e-6, 1e5), shape=st.floats(0.5, 1e7))
def test_the_interval_holds_what_was_found(events: float, expected: float, shape: float) -> None:
    found = multiple_cs(events, expected, shape=shape, low_share=0.8)
    assert 0 <= found.low <= events / expected <= found.high


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: multiple_cs(1, 1, shape=0), "a shape above 0", id="no shape"),
        pytest.param(lambda: multiple_cs(1, 1, shape=1, low_share=1), "share of alpha", id="nothing for the high end"),
        pytest.param(lambda: multiple_cs(-1, 1, shape=1), "events must be", id="negative events"),
        pytest.param(
            lambda: rate_ratio_cs(events_after=1, exposure_after=0, events_before=1, exposure_before=1),
            "events need an exposure", id="events out of nothing",
        ),
    ],
)  # fmt: skip
def test_impossible_numbers_are_errors(call, message) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("a_day", "most"),
    [pytest.param(0.3, 0.04, id="eight before"), pytest.param(5.0, 0.04, id="140 before")],
)
def test_daily_looks_err_as_often_as_was_said(a_day: float, most: float) -> None:
    """Each end of 600 launches that change nothing, on any of 90 days."""
    rng = np.random.default_rng(20261122)
    low = high = 0
    for _ in range(600):
        before, after = int(rng.poisson(28 * a_day)), rng.poisson(a_day, 90).cumsum()
        evidence = [
            (evidence_of_more(n, mean, shape=before + 0.5) if n > DECAY else 0.0,
             evidence_of_less(n, mean, shape=before + 0.5) if before > DECAY else 0.0)
            for day, n in enumerate(after, start=1) for mean in [(before + 0.5) * day / 28]
        ]  # fmt: skip
        low += any(one > math.log(1 / 0.04) for one, _ in evidence)
        high += any(other > math.log(1 / 0.01) for _, other in evidence)
    assert low / 600 <= most
    assert high / 600 <= 0.01
