"""The quick ways to read a funnel agree with the kernel of all options, unit by unit."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, bucket_of, scope_of
from hypercare.analysis.funnel.best import best_of
from hypercare.analysis.funnel.rest import chains_of
from hypercare.analysis.population import members
from hypercare.model.metrics import EventRef, Exclusion, FunnelMetric, Step
from hypercare.model.sequences import Bucket, EventIndex

MICROSECOND = timedelta(microseconds=1)
LETTERS = "ABCD"


@st.composite
def metrics(draw: st.DrawFn, order: str) -> FunnelMetric:
    """Funnels of two to four steps with any options that go with the order."""
    size = draw(st.integers(2, 4))
    ordered = order == "ordered"
    steps = tuple(
        Step(
            EventRef(letter),
            optional=ordered and 0 < number < size - 1 and draw(st.booleans()),
            within=draw(st.none() | st.integers(1, 6).map(lambda each: each * MICROSECOND)) if number else None,
        )
        for number, letter in enumerate(LETTERS[:size])
    )
    places = st.integers(1, size - 1).flatmap(lambda first: st.tuples(st.just(first), st.integers(first + 1, size)))
    exclusions = draw(st.lists(st.tuples(st.sampled_from("XY"), places, st.booleans()), max_size=2)) if ordered else []
    return FunnelMetric(
        "f", steps, draw(st.integers(1, 12)) * MICROSECOND, order, draw(st.sampled_from(("best", "first"))),
        tuple(Exclusion(EventRef(name), first, last, drop=drop) for name, (first, last), drop in exclusions),
        draw(st.integers(0, 2)) * MICROSECOND if ordered else timedelta(0),
    )  # fmt: skip


@st.composite
def streams(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Some units with events at few instants, so that many lie close together."""
    events = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("ABCDXYZ")), min_size=1, max_size=14)
    return {f"u{unit}": [Row(*each) for each in draw(events)] for unit in range(draw(st.integers(1, 4)))}


def without_clock(bucket: Bucket) -> Bucket:
    index = bucket.index
    bare = EventIndex(index.rows, np.empty(0, np.int64), index.starts, index.latest, None)
    return Bucket(
        bucket.offsets, bucket.ids, bucket.ts, bucket.known, bucket.event, bucket.names, bucket.columns, bare
    )  # fmt: skip


@pytest.mark.parametrize("order", ["ordered", "strict", "any"])
@settings(max_examples=400)
@given(data=st.data())
def test_the_quick_way_finds_what_the_careful_one_does(order: str, data: st.DataObject) -> None:
    metric, bucket = data.draw(metrics(order)), bucket_of(data.draw(streams()))
    scope = scope_of(
        data.draw(st.integers(5, 40)), start=data.draw(st.integers(0, 3)), settled=data.draw(st.integers(0, 45))
    )
    who = members(bucket, scope.population, scope.as_of)
    careful = chains_of(bucket, metric, scope, who)
    best = best_of(bucket, metric, scope, who)
    entered = best.entered
    for name in ("filled", "last_entry", "removed"):
        quick, other = (np.where(entered, getattr(found, name), 0) for found in (best, careful))
        assert quick.tolist() == other.tolist()
    mature = best.last_entry + metric.within // MICROSECOND <= scope.settled
    waiting = ~mature & ~best.removed
    assert (best.is_open & waiting).tolist() == (careful.is_open & waiting).tolist()


@settings(max_examples=400)
@given(data=st.data())
def test_without_a_clock_the_answer_is_the_same(data: st.DataObject) -> None:
    order = data.draw(st.sampled_from(["ordered", "strict", "any"]))
    metric, bucket = data.draw(metrics(order)), bucket_of(data.draw(streams()))
    scope = scope_of(40, settled=data.draw(st.integers(0, 45)))
    who = members(bucket, scope.population, scope.as_of)
    bare = without_clock(bucket)
    best, other = best_of(bucket, metric, scope, who), best_of(bare, metric, scope, members(bare, scope.population, 50))
    assert best.filled.tolist() == other.filled.tolist()
    assert best.last_entry.tolist() == other.last_entry.tolist()
