"""Which names are told apart, however they come."""

from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.activity.event_names import told_apart

NAMES = st.sets(st.text("ab", max_size=4), max_size=20)


def test_the_shortest_stay() -> None:
    assert told_apart(["opened", "page/1234567", "bought", "page/7654321"], 2) == {"bought", "opened"}
    assert told_apart(["b", "a", "c"], 2) == {"a", "b"}
    assert told_apart(["b", "b", "a"], 2) == {"a", "b"}


@given(NAMES, NAMES, NAMES, st.integers(1, 8))
def test_dropping_on_the_way_drops_nothing_else(left: set[str], middle: set[str], right: set[str], most: int) -> None:
    whole = told_apart(left | middle | right, most)
    assert told_apart(told_apart(told_apart(left, most) | middle, most) | told_apart(right, most), most) == whole
    assert len(whole) == min(most, len(left | middle | right))
