"""Filters on properties as JSON brings them: numbers as text, booleans, flags in the wild."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.streams import Row, bucket_of
from hypercare.analysis.hits import hits
from hypercare.analysis.rows import kept, known_by, passes
from hypercare.model.metrics import Condition, EventRef, Filter, Op, Scalar

CASES = [
    pytest.param(Op.IS, ("ios",), ["ios"], ["android", "iOS", None, True], id="text is exact"),
    pytest.param(Op.IS, ("ios", "web"), ["ios", "web"], ["android", None], id="any of several"),
    pytest.param(Op.IS, (3,), [3, 3.0, "3", "3.0"], [4, "three", None, "33"], id="numbers, also as text"),
    pytest.param(Op.IS, ("3",), ["3", 3, 3.0], ["3.0", None], id="text that is a number"),
    pytest.param(Op.IS, (True,), [True, "true", "on", "TRUE"], [False, "off", "yes", None], id="true"),
    pytest.param(Op.IS, ("on",), [True, "true", "on", "On"], [False, "off", None], id="flag on"),
    pytest.param(Op.IS, ("off",), [False, "false", "off"], [True, "on", None], id="flag off"),
    pytest.param(Op.NOT, ("off",), [True, "on", "variant-b", None], [False, "false", "off"], id="not off"),
    pytest.param(Op.NOT, ("SG", "MY"), ["ID", None], ["SG", "MY"], id="none of several"),
    pytest.param(Op.ABOVE, (100,), [101, "100.5"], [100, "100", "many", None, True], id="above"),
    pytest.param(Op.AT_LEAST, (100,), [100, "100"], [99, "99", None], id="at least"),
    pytest.param(Op.BELOW, (100,), [99, "-1"], [100, None, "nan"], id="below"),
    pytest.param(Op.AT_MOST, (100,), [100, 99], [101, None], id="at most"),
    pytest.param(Op.CONTAINS, ("bulk",), ["a bulk b", "bulk"], ["Bulk", 1, None], id="contains"),
    pytest.param(Op.EXISTS, (True,), ["x", 0, False], [None], id="exists"),
    pytest.param(Op.EXISTS, (False,), [None], ["x", 0, False], id="does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("op", "wanted", "passing", "failing"), CASES)
def test_conditions(op: Op, wanted: tuple[Scalar, ...], passing: list[Scalar], failing: list[Scalar]) -> None:
    values = [*passing, *failing]
    bucket = bucket_of({"u": [Row(number, "e", {"key": value}) for number, value in enumerate(values)]}, ["key"])
    found = passes(bucket, Filter((Condition("key", op, wanted),)))
    assert dict(zip(map(repr, values), found.tolist(), strict=True)) == {
        **{repr(value): True for value in passing},
        **{repr(value): False for value in failing},
    }


def test_all_conditions_must_hold() -> None:
    rows = [Row(1, "e", {"a": 1, "b": "x"}), Row(2, "e", {"a": 1, "b": "y"}), Row(3, "f", {"a": 1, "b": "x"})]
    where = Filter((Condition("a", Op.IS, (1,)), Condition("b", Op.IS, ("x",))))
    bucket = bucket_of({"u": rows}, ["a", "b"])
    assert passes(bucket, where).tolist() == [True, False, True]
    assert hits(bucket, EventRef("e", where), 9).rows.tolist() == [0]
    assert hits(bucket, EventRef("never"), 9).rows.tolist() == []


def test_a_fact_counts_from_when_it_had_happened_and_was_known() -> None:
    bucket = bucket_of({"u": [Row(5, "e"), Row(6, "e", known=9), Row(9, "e", known=6)]})
    assert [known_by(bucket, at).tolist() for at in (4, 5, 6, 9)] == [
        [False, False, False],
        [True, False, False],
        [True, False, False],
        [True, True, True],
    ]


@given(st.lists(st.lists(st.sampled_from([1, 2]), max_size=4), max_size=4))
def test_units_stay_when_all_their_rows_go(units: list[list[int]]) -> None:
    streams = {
        str(name): [Row(at, "e", {"k": value}) for at, value in enumerate(rows)] for name, rows in enumerate(units)
    }
    left = kept(bucket_of(streams, ["k"]), Filter((Condition("k", Op.IS, (2,)),)))
    wanted = {name: [row for row in rows if row.props["k"] == 2] for name, rows in streams.items()}
    expected = bucket_of(wanted)
    assert left.ids == expected.ids
    assert left.offsets.tolist() == expected.offsets.tolist()
    assert left.ts.tolist() == expected.ts.tolist()
