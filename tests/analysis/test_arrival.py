"""Arrivals by the hour: first, last, and the longest silence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of
from hypercare.analysis.arrival import HOUR_US, Arrival, ArrivalOf
from hypercare.model.metrics import Unit


def asked(stop: int, as_of: int | None = None, start: int = 0) -> ArrivalOf:
    return ArrivalOf(Unit(), ("a", "b"), start * HOUR_US, stop * HOUR_US, (stop if as_of is None else as_of) * HOUR_US)


def at(*hours: float, event: str = "a", late: float = 0) -> list[Row]:
    return [Row(int(hour * HOUR_US), event, known=int((hour + late) * HOUR_US)) for hour in hours]


@pytest.mark.parametrize(
    ("rows", "stop", "as_of", "arrival"),
    [
        pytest.param([], 10, 10, None, id="never"),
        pytest.param(at(1, 1.5, 2, 3), 4, 4, Arrival(4, 1, 3, 0), id="every hour"),
        pytest.param(at(1, 5), 6, 6, Arrival(2, 1, 5, 3), id="silent from 2 to 5"),
        pytest.param(at(1), 10, 10, Arrival(1, 1, 1, 8), id="silent until now"),
        pytest.param(at(1, 9), 10, 5, Arrival(1, 1, 1, 3), id="what was not yet is no silence"),
        pytest.param(at(1, 2, late=6), 10, 7, Arrival(1, 1, 1, 5), id="known later"),
        pytest.param(at(1, 12), 10, 20, Arrival(1, 1, 1, 8), id="after the end"),
        pytest.param(at(1, 10), 10, 20, Arrival(1, 1, 1, 8), id="at the very end"),
        pytest.param(at(3, event="c"), 10, 10, None, id="another event"),
    ],
)
def test_arrivals(rows: list[Row], stop: int, as_of: int, arrival: Arrival | None) -> None:
    found: Any = answered(asked(stop, as_of), bucket_of({"u": rows}))
    assert found.by_event == {"a": arrival, "b": None}


def test_what_came_before_the_start_does_not_count() -> None:
    found: Any = answered(asked(10, start=2), bucket_of({"u": at(1, 3)}))
    assert found.by_event["a"] == Arrival(1, 3, 3, 6)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30), st.sampled_from("ab")), max_size=25), st.integers(0, 3)
)
def test_units_may_lie_in_any_bucket(facts: list[tuple[int, int, str]], cut: int) -> None:
    units = {str(unit): [Row(hour * HOUR_US, event) for u, hour, event in facts if u == unit] for unit in range(4)}
    parts = [{name: rows for name, rows in units.items() if (int(name) < cut) is low} for low in (True, False)]
    whole: Any = answered(asked(31), bucket_of(units))
    assert answered(asked(31), *map(bucket_of, parts)) == whole
    assert answered(asked(31), *map(bucket_of, reversed(parts))) == whole
    assert {name: each.count for name, each in whole.by_event.items() if each} == {
        name: count for name in "ab" if (count := sum(event == name for _, _, event in facts))
    }
