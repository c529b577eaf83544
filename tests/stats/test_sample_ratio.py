"""The sample-ratio test."""

import pytest

from hypercare.model.estimate import Insufficient
from hypercare.stats.sample_ratio import SampleRatio, sample_ratio

HALVES = {"on": 0.5, "off": 0.5}


@pytest.mark.parametrize(
    ("observed", "split", "p"),
    [
        # The worked example of the Wikipedia article "Sample ratio mismatch".
        pytest.param({"on": 600, "off": 400}, HALVES, 2.54e-10, id="wikipedia 600 to 400"),
        # A die thrown 60 times, 5 8 9 8 10 20: chi-square 13.4 with 5 degrees of freedom (Wikipedia, Pearson's test).
        pytest.param(
            dict(zip("123456", (5, 8, 9, 8, 10, 20), strict=True)), dict.fromkeys("123456", 1 / 6), 0.0199, id="die"
        ),
        pytest.param({"on": 500, "off": 500}, HALVES, 1.0, id="exactly as declared"),
    ],
)
def test_published_p_values(observed, split, p):
    answer = sample_ratio(observed, split)
    assert isinstance(answer, SampleRatio)
    assert answer.p == pytest.approx(p, rel=0.005)


@pytest.mark.parametrize(
    ("observed", "mismatch"),
    [
        pytest.param({"on": 600, "off": 400}, True, id="beyond chance and large"),
        pytest.param({"on": 520, "off": 480}, False, id="within chance"),
        pytest.param({"on": 5_008_000, "off": 4_992_000}, False, id="beyond chance but 0.08 %"),
        pytest.param({"on": 1000}, True, id="an arm that nobody got"),
    ],
)
def test_a_mismatch_is_beyond_chance_and_large_enough_to_matter(observed, mismatch):
    answer = sample_ratio(observed, HALVES)
    assert isinstance(answer, SampleRatio)
    assert answer.mismatch is mismatch


def test_renaming_the_arms_changes_nothing():
    one = sample_ratio({"a": 820, "b": 190}, {"a": 0.8, "b": 0.2})
    other = sample_ratio({"b": 820, "a": 190}, {"b": 0.8, "a": 0.2})
    assert one == other


def test_too_few_units_are_no_evidence_either_way():
    answer = sample_ratio({"on": 45, "off": 4}, {"on": 0.9, "off": 0.1})
    assert isinstance(answer, Insufficient)
    assert (answer.needed, answer.have) == (50, 49)


def test_shares_may_be_rounded():
    answer = sample_ratio({"a": 100, "b": 100, "c": 100}, {"a": 0.333, "b": 0.333, "c": 0.333})
    assert isinstance(answer, SampleRatio)
    assert answer.p == pytest.approx(1)


@pytest.mark.parametrize(
    ("observed", "split", "message"),
    [
        pytest.param({"on": 1, "else": 2}, HALVES, r"without a declared share: \['else'\]", id="undeclared arm"),
        pytest.param({"on": -1}, HALVES, "counts must be at least 0", id="negative count"),
        pytest.param({"on": 1}, {"on": 1.0}, "two shares or more", id="one arm"),
        pytest.param({"on": 1}, {"on": 0.5, "off": 0.4}, "add up to 1", id="shares of 90 %"),
        pytest.param({"on": 1}, {"on": 1.0, "off": 0.0}, "above 0", id="share 0"),
    ],
)
def test_what_cannot_be_tested_is_refused(observed, split, message):
    with pytest.raises(ValueError, match=message):
        sample_ratio(observed, split)
