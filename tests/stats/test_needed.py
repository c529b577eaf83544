"""How much more is needed: exactly the first size at which the interval leaves the threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Interval
from hypercare.stats.asymptotic import Minimum, half_width
from hypercare.stats.mean import Sums
from hypercare.stats.needed import more_accounts, more_exposure, more_trials, more_units
from hypercare.stats.proportion import beta_binomial_cs
from hypercare.stats.rate import gamma_poisson_cs
from hypercare.stats.ratio import ClusteredSums


def excludes(interval: Interval, target: float) -> bool:
    return not interval.low < target < interval.high


@given(st.integers(1, 400), st.floats(0.1, 0.9), st.floats(0.05, 0.95))
def test_so_many_more_trials_decide_and_one_fewer_does_not(trials, share, target):
    hits = round(share * trials)
    more = more_trials(hits, trials, target=target, prior_mean=0.4)
    if more is None or abs(hits / trials - target) < 1e-3:
        return
    decided = beta_binomial_cs(hits * (trials + more) / trials, trials + more, prior_mean=0.4)
    assert excludes(decided, target)
    if more > 0:
        n = trials + more - 1
        assert not excludes(beta_binomial_cs(hits * n / trials, n, prior_mean=0.4), target)


def test_more_trials_for_a_gate_of_the_example():
    """38 % of 500, success at 42 %. By hand: 1.5 times as wide as Wald's interval, so n = (1.5 · 1.96 / 0.04)² pq."""
    more = more_trials(190, 500, target=0.42, prior_mean=0.385)
    assert more is not None
    assert 500 + more == pytest.approx((1.5 * 1.96 / 0.04) ** 2 * 0.38 * 0.62, rel=0.05)


def test_so_much_more_exposure_decides():
    more = more_exposure(12, 10.0, target=1.0, prior_rate=1.0)
    assert more is not None
    for exposure, decided in ((10 + more, True), (10 + more - 0.02, False)):
        assert excludes(gamma_poisson_cs(1.2 * exposure, exposure, prior_rate=1.0), 1.0) is decided


def test_bursts_need_as_much_more_as_they_are_worth_less():
    single = more_exposure(12, 10.0, target=1.0, prior_rate=1.0)
    bursts = more_exposure(36, 30.0, target=1.0, prior_rate=1.0, dispersion=3)
    assert bursts == pytest.approx(3 * single)


def test_so_many_more_units_decide():
    sums = Sums(400, 600, 1300)
    more = more_units(sums, target=1.6, n_opt=300)
    assert more is not None
    sd = sums.variance**0.5
    widths = [sd * float(half_width(400 + more - less, n_opt=300, alpha=0.05)) for less in (0, 1)]
    assert widths[0] <= 1.6 - sums.mean < widths[1]


def test_the_minimum_counts_as_needed():
    """A mean far from its target still waits for the units that make it sound: 250, or 50 that carry the total."""
    assert more_units(Sums(100, 500, 2600), target=50.0, n_opt=300) == 150
    assert more_units(Sums(300, 10, 10), target=50.0, n_opt=300) == 1200
    assert more_units(Sums(100, 500, 2600), target=50.0, n_opt=300, minimum=Minimum(units=2, effective=0)) == 0


def test_more_accounts_of_one_user_each_are_more_units():
    minimum = Minimum(units=250, effective=50)
    ratio = ClusteredSums(400, 600, 400, 1300, 400, 600)
    assert more_accounts(ratio, target=1.6, n_opt=300, minimum=minimum) == more_units(
        Sums(400, 600, 1300), target=1.6, n_opt=300, minimum=minimum
    )


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: more_trials(0, 0, target=0.4, prior_mean=0.4), id="no trials"),
        pytest.param(lambda: more_trials(40, 100, target=0.4, prior_mean=0.4), id="share on target"),
        pytest.param(lambda: more_trials(400_001, 1_000_000, target=0.4, prior_mean=0.4), id="beyond a million times"),
        pytest.param(lambda: more_exposure(0, 0, target=1.0, prior_rate=1.0), id="no exposure"),
        pytest.param(lambda: more_exposure(10, 10, target=1.0, prior_rate=1.0), id="rate on target"),
        pytest.param(lambda: more_units(Sums(1, 1, 1), target=2.0, n_opt=300), id="one unit"),
        pytest.param(lambda: more_units(Sums(9, 9, 9), target=2.0, n_opt=300), id="spread unknown"),
        pytest.param(lambda: more_units(Sums(4, 4, 8), target=1.0, n_opt=300), id="mean on target"),
        pytest.param(
            lambda: more_accounts(ClusteredSums(5, 0, 0, 0, 0, 0), target=1.0, n_opt=300), id="no denominator"
        ),
    ],
)
def test_where_no_number_would_do_there_is_none(call):
    assert call() is None


def test_what_is_decided_needs_nothing():
    assert more_trials(90, 100, target=0.4, prior_mean=0.4) == 0
    assert more_exposure(90, 10, target=1.0, prior_rate=1.0) == 0


def test_numbers_out_of_range_name_themselves():
    with pytest.raises(ValueError, match="prior_mean must lie strictly"):
        more_trials(1, 2, target=0.4, prior_mean=1.5)
    with pytest.raises(ValueError, match="prior_rate must be finite"):
        more_exposure(1, 2, target=0.4, prior_rate=0)
