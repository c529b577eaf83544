"""How many values a property has."""

from functools import reduce

import pytest

from analysis.streams import Row, bucket_of
from hypercare.analysis.distinct_values import MOST, DistinctValues
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import Scalar

QUESTION = DistinctValues(Scope(Population(), 0, 1, 1, 1), "p")


def counted(values: list[list[Scalar]]) -> int:
    buckets = [bucket_of({"u": [Row(1, "a", {"p": each}) for each in part]}, ["p"]) for part in values]
    states = [QUESTION.partial(bucket) for bucket in buckets]
    forwards, backwards = (reduce(QUESTION.merge, part, QUESTION.empty) for part in (states, states[::-1]))
    assert forwards == backwards
    return QUESTION.finish(forwards)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([["a", "b"], ["b", "c"]], 3, id="those of several buckets once"),
        pytest.param([["1", 1], [True]], 2, id="by their words"),
        pytest.param([[], [None]], 0, id="none"),
        pytest.param([[f"a{n}" for n in range(600)], [f"b{n}" for n in range(600)]], MOST + 1, id="too many"),
    ],
)
def test_values_are_counted_to_the_limit(values: list[list[Scalar]], expected: int) -> None:
    assert counted(values) == expected
