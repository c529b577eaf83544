"""Who was exposed: of the segment, outside of it, and by what."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of
from hypercare.analysis.exposure import ExposureOf, Exposures
from hypercare.analysis.population import Population
from hypercare.model.metrics import Condition, EventRef, Filter, Op

STREAMS = {
    "a": [Row(10, "seen", {"type": "biza"}), Row(50, "seen", {"type": "biza"}), Row(60, "other", {"type": "biza"})],
    "b": [Row(20, "seen", {"type": "internal"}), Row(70, "seen", {"type": "biza"})],
    "c": [Row(30, "other", {"type": "biza"})],
    "d": [Row(40, "seen", {"type": "biza"}, known=90)],
    "e": [Row(25, "seen", {})],
}
BIZA = Filter((Condition("type", Op.IS, ("biza",)),))
OUT = {"type": {"internal": 1}}


def exposures(as_of: int, first: int = 0, until: int = 100, segment: Filter = BIZA) -> ExposureOf:
    who = Population(exposing=(EventRef("seen"),), exposed_from=first, exposed_until=until)
    return ExposureOf(who, as_of, segment)


@pytest.mark.parametrize(
    ("as_of", "first", "until", "found"),
    [
        pytest.param(100, 0, 100, Exposures(2, 10, 40, 50, 1, 20, 1, OUT), id="by their first exposure"),
        pytest.param(60, 0, 100, Exposures(1, 10, 10, 50, 1, 20, 1, OUT), id="what is not known yet does not count"),
        pytest.param(100, 11, 100, Exposures(2, 40, 50, 50, 1, 20, 1, OUT), id="nor what comes before the window"),
        pytest.param(100, 0, 40, Exposures(1, 10, 10, 10, 1, 20, 1, OUT), id="nor what comes after it"),
        pytest.param(5, 0, 100, Exposures(), id="nobody"),
    ],
)
def test_exposed_units(as_of: int, first: int, until: int, found: Exposures) -> None:
    assert answered(exposures(as_of, first, until), bucket_of(STREAMS, ["type"])) == found


@pytest.mark.parametrize(
    ("condition", "counts"),
    [
        pytest.param(Condition("type", Op.NOT, ("internal",)), (3, 1, 0), id="what is absent passes `not`"),
        pytest.param(Condition("type", Op.EXISTS, (True,)), (3, 1, 0), id="what is absent is known to be absent"),
        pytest.param(Condition("type", Op.CONTAINS, ("intern",)), (1, 2, 1), id="another operator"),
    ],
)
def test_what_keeps_a_unit_out(condition: Condition, counts: tuple[int, int, int]) -> None:
    found = answered(exposures(100, segment=Filter((condition,))), bucket_of(STREAMS, ["type"]))
    assert isinstance(found, Exposures)
    assert (found.units, found.outside, found.unplaced) == counts


def test_each_key_tells_its_own_values() -> None:
    streams = {
        "in": [Row(1, "seen", {"plan": "pro", "country": "ID"})],
        "country": [Row(2, "seen", {"plan": "pro", "country": "SG"})],
        "both": [Row(3, "seen", {"plan": "free", "country": "SG"})],
        "plan, and nobody knows": [Row(4, "seen", {"plan": "free"})],
        "nobody knows": [Row(5, "seen", {"country": "ID"})],
    }
    segment = Filter((Condition("plan", Op.IS, ("pro", "plus")), Condition("country", Op.NOT, ("SG",))))
    found = answered(exposures(100, segment=segment), bucket_of(streams, ["plan", "country"]))
    by = {"country": {"SG": 2}, "plan": {"free": 2}}
    assert found == Exposures(1, 1, 1, 1, 3, 4, 1, by)


ROWS = st.builds(
    Row,
    ts=st.integers(0, 100),
    event=st.sampled_from(["seen", "other"]),
    props=st.fixed_dictionaries({"type": st.sampled_from(["biza", "internal", "staff", None])}),
)


@given(st.lists(st.lists(ROWS, min_size=1, max_size=5), max_size=6), st.integers(0, 60), st.integers(0, 100))
def test_every_exposed_unit_is_in_outside_or_unplaced(streams: list[list[Row]], first: int, as_of: int) -> None:
    """Against a plain reading of the rows, and in parts as in one."""
    named = {f"u{number}": rows for number, rows in enumerate(streams)}
    buckets = [bucket_of({unit: rows}, ["type"]) for unit, rows in named.items()]
    question = exposures(as_of, first, 90)
    sights = [
        [row for row in sorted(rows, key=lambda row: row.ts) if row.event == "seen" and first <= row.ts <= as_of]
        for rows in streams
    ]
    exposed = [rows for rows in sights if rows and rows[0].ts < 90]
    values = Counter(rows[0].props["type"] for rows in exposed)
    found = answered(question, *buckets)
    assert isinstance(found, Exposures)
    assert (found.units, found.unplaced) == (values["biza"], values[None])
    assert found.outside == values["internal"] + values["staff"]
    assert found.by.get("type", {}) == {key: n for key, n in values.items() if key not in ("biza", None)}
    last = [row.ts for rows in exposed for row in rows if rows[0].props["type"] == "biza" and row.ts < 90]
    assert found.seen == max(last, default=None)
    assert answered(question, *reversed(buckets)) == found
    assert not named or answered(question, bucket_of(named, ["type"])) == found
