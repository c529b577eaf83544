"""Ratios of sums over accounts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Insufficient, Interval
from hypercare.stats.asymptotic import Minimum, half_width
from hypercare.stats.mean import Sums, mean_cs
from hypercare.stats.ratio import ClusteredSums, lift_cs, ratio_cs, ratio_difference, ratio_difference_p, ratio_p

SMALL = Minimum(units=2, effective=0)


def sums_of(pairs, scale=1):
    y, m = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    products = [a * b for a, b in pairs]
    return ClusteredSums(len(pairs), sum(y), sum(m), sum(a * a for a in y), sum(b * b for b in m), sum(products), scale)


ACCOUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=40)


@given(ACCOUNTS, st.sampled_from([1, 100]))
def test_the_variance_is_that_of_the_residuals(pairs, scale):
    """Computed from the accounts themselves: K/(K-1) · Σ(y - r m)² / (Σm)², times K."""
    sums = sums_of(pairs, scale)
    y, m = np.array(pairs, dtype=float).T
    y /= scale
    r, k = y.sum() / m.sum(), len(pairs)
    assert sums.ratio == pytest.approx(r)
    assert sums.variance == pytest.approx(k * k / (k - 1) * ((y - r * m) ** 2).sum() / m.sum() ** 2, abs=1e-9)


@given(ACCOUNTS)
def test_the_variance_agrees_with_the_jackknife(pairs):
    """An independent estimator of the same: leave one account out (Tukey 1958). They agree to second order."""
    many = pairs * 25
    y, m = np.array(many, dtype=float).T
    left_out = (y.sum() - y) / (m.sum() - m)
    k = len(many)
    jackknife = (k - 1) * ((left_out - left_out.mean()) ** 2).sum()
    assert sums_of(many).variance == pytest.approx(jackknife, rel=0.15, abs=1e-9)


def test_accounts_of_one_user_each_are_a_mean():
    values = [0, 1, 3, 4] * 100
    mean = mean_cs(Sums(400, sum(values), sum(v * v for v in values)), n_opt=300)
    ratio = ratio_cs(sums_of([(v, 1) for v in values]), n_opt=300)
    assert isinstance(mean, Interval)
    assert isinstance(ratio, Interval)
    assert (ratio.low, ratio.high) == pytest.approx((mean.low, mean.high), rel=1e-12)


def test_ignoring_clusters_would_be_too_narrow():
    """100 accounts that do all or nothing ten times each know no more than 100 users."""
    clustered = ratio_cs(sums_of([(10, 10), (0, 10)] * 100), n_opt=300)
    single = ratio_cs(sums_of([(1, 1), (0, 1)] * 100), n_opt=300)
    assert clustered == single


@given(ACCOUNTS, st.floats(0, 5))
def test_p_is_at_most_alpha_exactly_where_the_sequence_excludes(pairs, null):
    sums = sums_of(pairs)
    interval = ratio_cs(sums, n_opt=30, minimum=SMALL)
    p = ratio_p(sums, null=null, n_opt=30, minimum=SMALL)
    if isinstance(interval, Insufficient):
        assert p == interval
    elif abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (not interval.low <= null <= interval.high)


@given(ACCOUNTS)
def test_the_order_of_accounts_does_not_matter(pairs):
    assert ratio_cs(sums_of(pairs), n_opt=30, minimum=SMALL) == ratio_cs(sums_of(pairs[::-1]), n_opt=30, minimum=SMALL)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        pytest.param([], "stats-too-few-units", id="nobody"),
        pytest.param([(1, 2)], "stats-too-few-units", id="one account"),
        pytest.param([(1, 2), (0, 1)] * 49, "stats-too-few-units", id="98 accounts"),
        pytest.param([(0, 0)] * 200, "stats-no-denominator", id="nothing to divide by"),
        pytest.param([(1, 2), (2, 4)] * 200, "stats-no-variation", id="all alike"),
        pytest.param([(0, 1)] * 960 + [(1, 1)] * 40, "stats-too-concentrated", id="40 carry the hits"),
        pytest.param([(1, 1)] * 960 + [(0, 1)] * 40, "stats-too-concentrated", id="40 carry the misses"),
    ],
)
def test_too_little_is_said_and_never_an_interval(pairs, reason):
    answer = ratio_cs(sums_of(pairs), n_opt=300)
    assert isinstance(answer, Insufficient)
    assert answer.reason.id == reason


def test_where_y_is_no_part_of_m_only_y_must_be_carried():
    """Tickets per active day, 0 or 2 a day with mean 0.9: what is left of m means nothing."""
    assert isinstance(ratio_cs(sums_of([(2, 1)] * 90 + [(0, 1)] * 110), n_opt=300), Interval)


def test_the_lift_follows_the_formula_of_growthbook():
    """v_T/(n_T c²) + v_C t²/(n_C c⁴), computed by hand: 200 accounts each, 30 % against 20 %."""
    treated, control = sums_of([(1, 1)] * 60 + [(0, 1)] * 140), sums_of([(1, 1)] * 40 + [(0, 1)] * 160)
    lift = lift_cs(treated, control, n_opt=300, minimum=SMALL)
    assert isinstance(lift, Interval)
    v_t, v_c = 0.3 * 0.7 * 200 / 199, 0.2 * 0.8 * 200 / 199
    error = (v_t / (200 * 0.2**2) + v_c * 0.3**2 / (200 * 0.2**4)) ** 0.5
    half = error * 400**0.5 * float(half_width(400, n_opt=300, alpha=0.05))
    assert (lift.low, lift.high) == pytest.approx((1.5 - half, 1.5 + half))


@pytest.mark.parametrize(
    ("treated", "control", "reason"),
    [
        pytest.param([(1, 1), (0, 1)] * 10, [(1, 1), (0, 1)] * 100, "stats-too-few-units", id="few treated"),
        pytest.param([(1, 1), (0, 1)] * 100, [(1, 1), (0, 1)] * 10, "stats-too-few-units", id="few in control"),
        pytest.param([(1, 1), (0, 1)] * 100, [(1, 1), (-1, 1)] * 100, "stats-too-concentrated", id="control around 0"),
    ],
)
def test_a_lift_needs_both_groups(treated, control, reason):
    answer = lift_cs(sums_of(treated), sums_of(control), n_opt=300)
    assert isinstance(answer, Insufficient)
    assert answer.reason.id == reason


def test_a_lift_needs_a_base_above_0():
    answer = lift_cs(sums_of([(1, 1), (0, 1)] * 100), sums_of([(-1, 1), (-2, 1)] * 100), n_opt=300)
    assert isinstance(answer, Insufficient)
    assert answer.reason.id == "stats-no-base"


@pytest.mark.parametrize(
    "call",
    [
        lambda: ClusteredSums(-1, 0, 0, 0, 0, 0),
        lambda: ClusteredSums(2, 4, 2, 7, 2, 4),
        lambda: ClusteredSums(2, 2, 2, 2, 2, 3),
        lambda: ClusteredSums(1, 1, 1, 1, 1, 1, scale=0),
    ],
    ids=["negative", "spread of y below 0", "correlation above 1", "scale 0"],
)
def test_sums_that_no_accounts_have_are_refused(call):
    with pytest.raises(ValueError, match=r"must be at least 0|accounts have these sums"):
        call()


def of_each(values, scale=1):
    """The sums of accounts with a denominator of one each: those of a mean."""
    return sums_of([(round(value * scale), 1) for value in values], scale)


def test_the_difference_of_two_means_is_welchs():
    """Student's sleep data, as on R's help page of t.test: p = 0.07939, 95 % interval -3.3654832 to 0.2054832."""
    one = of_each([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], 10)
    two = of_each([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], 10)
    interval = ratio_difference(one, two, minimum=SMALL)
    assert (interval.low, interval.high) == pytest.approx((-3.3654832, 0.2054832))
    assert ratio_difference_p(one, two, minimum=SMALL) == pytest.approx(0.07939, abs=5e-6)


def test_a_difference_needs_enough_accounts_on_both_sides():
    enough, few = of_each(range(1, 201)), of_each([1, 2, 3])
    for found in (ratio_difference(enough, few), ratio_difference_p(few, enough)):
        assert isinstance(found, Insufficient)
        assert (found.needed, found.have) == (100, 3)
