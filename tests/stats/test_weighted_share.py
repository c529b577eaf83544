"""A share by accounts and by weight: the sums against the accounts themselves, and the interval against the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Insufficient
from hypercare.stats.weighted_share import WeightedShare, apart_cs


def of(accounts: list[tuple[bool, int]]) -> WeightedShare:
    hit = [weight for is_hit, weight in accounts if is_hit]
    every = [weight for _, weight in accounts]
    squares = (sum(each * each for each in weights) for weights in (every, hit))
    return WeightedShare(len(accounts), len(hit), sum(every), sum(hit), *squares)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 50)), min_size=2, max_size=40))
def test_the_variance_is_that_of_the_accounts(accounts: list[tuple[bool, int]]) -> None:
    share = of(accounts)
    k, p, q = share.accounts, share.hits / share.accounts, share.weight_hit / share.weight
    parts = [weight * (is_hit - q) / share.weight - (is_hit - p) / k for is_hit, weight in accounts]
    assert share.variance == pytest.approx(k * k / (k - 1) * sum(each * each for each in parts), abs=1e-9)
    assert share.apart == pytest.approx(q - p)


def test_equal_weights_lie_nowhere_apart() -> None:
    share = of([(number % 3 == 0, 4) for number in range(300)])
    assert (share.apart, share.variance) == (0.0, pytest.approx(0.0, abs=1e-12))


def test_few_accounts_do_not_say() -> None:
    assert isinstance(apart_cs(of([(True, 3), (False, 40)] * 20), n_opt=100), Insufficient)


def test_the_interval_holds_at_all_sizes_at_once() -> None:
    """Large accounts stay less often: by weight 0.42, by accounts 0.6. Looked at from 100 accounts on to 1,000."""
    rng, missed = np.random.default_rng(3), 0
    for _ in range(200):
        large = rng.random(1000) < 0.3
        weight = np.where(large, 9, 1)
        hit = rng.random(1000) < np.where(large, 0.37, 0.7)
        truth = (0.3 * 9 * 0.37 + 0.7 * 0.7) / (0.3 * 9 + 0.7) - (0.3 * 0.37 + 0.7 * 0.7)
        found = [apart_cs(of(list(zip(hit[:n], weight[:n].tolist(), strict=True))), n_opt=400)
                 for n in range(100, 1001, 100)]  # fmt: skip
        missed += any(not each.low <= truth <= each.high for each in found if not isinstance(each, Insufficient))
    assert missed <= 16, "5 % of 200 are 10: twice their standard error above"
