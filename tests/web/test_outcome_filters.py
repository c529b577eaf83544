"""Chances in templates: never told as certain."""

import pytest

from hypercare.web.templatetags.outcome import chance


@pytest.mark.parametrize(
    ("probability", "says"),
    [
        pytest.param(0.995, "99.5 %", id="likely"),
        pytest.param(0.999, "99.9 %", id="as sure as may be said"),
        pytest.param(0.9996, "more than 99.9 %", id="surer"),
        pytest.param(1.0, "more than 99.9 %", id="every draw"),
        pytest.param(0.0, "less than 0.1 %", id="no draw"),
    ],
)
def test_a_chance_is_never_certain(probability: float, says: str) -> None:
    assert chance(probability) == says
