"""How far a level wanders: the prior where nothing is known, and what was drawn where much is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from hypercare.stats.level_walk import LEAST_WEEKS, wander

WEEKS = 13.0


def walked(q: float, noise: float, weeks: int, seed: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    return np.asarray(np.cumsum(rng.normal(0, np.sqrt(q), weeks)) + rng.normal(0, np.sqrt(noise), weeks))


@pytest.mark.parametrize("weeks", [0, LEAST_WEEKS - 1])
def test_few_weeks_leave_what_was_known(weeks: int) -> None:
    assert wander(np.zeros(weeks), np.full(weeks, 0.01), weeks=WEEKS, before=0.2) == 0.2


def test_weeks_that_are_chance_alone_teach_nothing() -> None:
    found = wander(np.zeros(4), np.full(4, 50.0), weeks=WEEKS, before=0.2)

    assert found == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize(
    ("moves", "noise"),
    [
        pytest.param(0.05, 0.002, id="calm"),
        pytest.param(0.2, 0.002, id="as is assumed"),
        pytest.param(0.5, 0.002, id="restless"),
        pytest.param(0.1, 0.02, id="noisy weeks are no walk"),
    ],
)
def test_a_long_past_tells_how_far_it_goes(moves: float, noise: float) -> None:
    q = moves**2 * 3 / WEEKS
    found = [wander(walked(q, noise, 400, seed), np.zeros(400), weeks=WEEKS, before=0.2) for seed in range(4)]

    assert np.mean(found) == pytest.approx(moves, rel=0.25)


def test_the_more_is_known_beforehand_the_less_is_learnt() -> None:
    calm = walked(1e-5, 0.001, 20, 1)
    little, much = (wander(calm, np.zeros(20), weeks=WEEKS, before=0.2, freedom=each) for each in (4.0, 40.0))

    assert little < much < 0.2


def test_the_variance_of_a_walk_between_two_stretches() -> None:
    """Of b weeks against the a before: q (a + b) / 3, in the limit of short steps."""
    rng, a, b, fine = np.random.default_rng(5), 4, 9, 10
    steps = rng.normal(0, np.sqrt(0.01 / fine), (4000, (a + b) * fine)).cumsum(axis=1)
    moved = steps[:, a * fine :].mean(axis=1) - steps[:, : a * fine].mean(axis=1)

    assert float(np.var(moved)) == pytest.approx(0.01 * (a + b) / 3, rel=0.08)


@pytest.mark.parametrize(
    ("chance", "numbers"),
    [
        pytest.param(5, (0.0, 0.2, 4.0), id="no weeks"),
        pytest.param(5, (WEEKS, -1.0, 4.0), id="a spread below none"),
        pytest.param(5, (WEEKS, 0.2, 2.0), id="a prior without a mean"),
        pytest.param(3, (WEEKS, 0.2, 4.0), id="variances of other weeks"),
    ],
)
def test_what_makes_no_sense_is_refused(chance: int, numbers: tuple[float, float, float]) -> None:
    weeks, before, freedom = numbers
    with pytest.raises(ValueError, match=r"finite and above 0|one shape"):
        wander(np.zeros(5), np.zeros(chance), weeks=weeks, before=before, freedom=freedom)
