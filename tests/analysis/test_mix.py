"""The mix of a segment, and numbers as they would be under a fixed one."""

from fractions import Fraction

import pytest

from checks.launches import METRICS, OPENED, Facts, Told, a_launch, day
from hypercare.analysis.segments.mix import mix_before, shares, standardised
from hypercare.model.launch import Exposure, Segment
from hypercare.model.metrics import Condition, Filter, Op

BIZA = Segment("biza", where=Filter((Condition("kind", Op.IS, ("biza",)),)), exposure=Exposure(event=OPENED))


def told() -> Told:
    """Units before go-live: one changes its platform, two say late who they are, one is of another segment."""
    facts = Told()
    facts.add("a", "order", day(-5), kind="biza", platform="ios").add("a", "order", day(-1), platform="android")
    facts.add("b", "order", day(-9), kind="biza").add("b", "order", day(-8), platform="android")
    facts.add("c", "order", day(-3), kind="shop", platform="ios")
    facts.add("f", "order", day(-2), platform="ios").add("f", "opened", day(2), kind="biza", platform="web")
    facts.add("d", "opened", day(1), kind="biza", platform="web")
    return facts.add("e", "order", day(-40), kind="biza", platform="web")


def test_units_of_the_segment_count_once_by_their_first_value_in_the_window() -> None:
    launch = a_launch(segment=BIZA, segments=("platform",))
    facts = Facts(launch, told())
    assert facts("mix", mix_before(launch, METRICS[0], "platform", day(9))) == {"android": 1, "ios": 2}


@pytest.mark.parametrize(
    ("weights", "rates", "expected"),
    [
        pytest.param({"a": 3, "b": 1}, {"a": "1/2", "b": "1/10"}, "2/5", id="3/4 of a half and 1/4 of a tenth"),
        pytest.param({"a": 3, "b": 1}, {"a": "1/2", "b": "1/10", "new": "1"}, "2/5", id="a new value weighs nothing"),
        pytest.param({"a": 97, "b": 3}, {"a": "1/2"}, "1/2", id="3 % are not known: of the rest"),
        pytest.param({"a": 9, "b": 1}, {"a": "1/2"}, None, id="a tenth is not known: undefined"),
        pytest.param({}, {"a": "1/2"}, None, id="no mix"),
    ],
)
def test_a_standardised_number(weights: dict[str, int], rates: dict[str, str], expected: str | None) -> None:
    found = standardised(shares(weights), {value: Fraction(rate) for value, rate in rates.items()})
    assert found == (None if expected is None else Fraction(expected))
