"""Whom to ask why they stopped."""

import random
from datetime import timedelta
from functools import reduce
from itertools import permutations

import msgspec

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.drop_off.interviews import Candidate, Interviews
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, FunnelMetric, Step

METRIC = FunnelMetric("f", tuple(Step(EventRef(name)) for name in "abc"), timedelta(seconds=10))


def stream(*told):
    return [Row(at * SECOND_US, event) for at, event in told]


def test_those_seen_last_come_first_with_what_they_did_last():
    streams = {
        "early": stream((0, "a"), (3, "help"), (20, "x")),
        "late": stream((5, "a")),
        "alike": stream((1, "a"), (5, "x")),
        "done": stream((6, "a"), (7, "b"), (8, "c")),
        "further": stream((6, "a"), (7, "b")),
    }
    first, second, third = answered(Interviews(scope_of(), METRIC), bucket_of(streams))
    assert first == (
        Candidate("alike", SECOND_US, "x", 5 * SECOND_US),
        Candidate("late", 5 * SECOND_US, "a", 5 * SECOND_US),
        Candidate("early", 0, "help", 3 * SECOND_US),
    )
    assert second == (Candidate("further", 7 * SECOND_US, "b", 7 * SECOND_US),)
    assert third == ()


def test_who_may_still_go_on_is_not_asked():
    scope = scope_of(as_of=100 * SECOND_US)
    (first, _, _) = answered(
        Interviews(scope, METRIC), bucket_of({"open": stream((95, "a")), "gone": stream((0, "a"))})
    )
    assert [each.unit for each in first] == ["gone"]


def test_only_so_many_whatever_the_order_and_the_split():
    """Most were last seen at one of few instants: of one instant the names decide."""
    draw = random.Random(2)
    streams = {f"u{n:03}": stream((draw.randint(0, 3), "a")) for n in range(200)}
    question = Interviews(scope_of(), METRIC, most=5)
    units = list(streams)
    parts = [question.partial(bucket_of({u: streams[u] for u in units[n::4]})) for n in range(4)]
    expected = sorted((-rows[0].ts, unit) for unit, rows in streams.items())[:5]
    for order in permutations(parts):
        state = reduce(question.merge, order, question.empty)
        assert [each.unit for each in state.steps[0]] == [unit for _, unit in expected]
    assert msgspec.convert(msgspec.to_builtins(state), type(state)) == state
