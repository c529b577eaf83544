"""Paths against loops: both ways, to every depth, in any split; and names beyond measure."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.paths.walks import MOST_NAMES, Depth, Link, Paths, PathsFound
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import Condition, EventRef, Filter, Op
from hypercare.model.paths import PathsQuestion

HOUR_US = 3_600_000_000
OPENED = EventRef("opened")
Streams = Mapping[str, list[Row]]
Step = tuple[str | None, ...]


def at(hour: float) -> int:
    return int(hour * HOUR_US)


def hourly(events: str, first: float = 0) -> list[Row]:
    """An event an hour, by letters: o is opened."""
    names = {"o": "opened", "b": "bought", "s": "seen", "t": "ticket"}
    return [Row(at(first + number), names[letter]) for number, letter in enumerate(events)]


def scoped(stop: float = 100, now: float | None = None, start: float = 0, **more: Any) -> Scope:
    return scope_of(at(stop), start=at(start), as_of=at(stop if now is None else now), **more)


def told(streams: Streams, scope: Scope, **asked: Any) -> PathsFound:
    question = Paths(scope, PathsQuestion(asked.pop("start", OPENED), **asked))
    found = answered(question, bucket_of(streams, sorted(question.columns)))
    assert isinstance(found, PathsFound)
    return found


def test_what_they_did_next() -> None:
    streams = {"a": hourly("sobt"), "b": hourly("obs"), "c": hourly("ob"), "d": hourly("s"), "e": hourly("o")}
    found = told(streams, scoped(), depth=2)
    assert found.units == 4
    assert found.steps == (
        Depth(1, (("bought", 3),), others=0, ended=1, open=0),
        Depth(2, (("seen", 1), ("ticket", 1)), others=0, ended=1, open=0),
    )
    assert found.links == (
        Link(1, "opened", "bought", 3),
        Link(2, "bought", "seen", 1),
        Link(2, "bought", "ticket", 1),
    )


def test_what_led_to_it() -> None:
    streams = {"a": hourly("tsob"), "b": hourly("so"), "c": hourly("o")}
    found = told(streams, scoped(), backwards=True, depth=2)
    assert found.steps == (
        Depth(1, (("seen", 2),), others=0, ended=1, open=0),
        Depth(2, (("ticket", 1),), others=0, ended=1, open=0),
    )


def test_only_the_first_start_counts() -> None:
    found = told({"a": [*hourly("os"), *hourly("ob", 50)]}, scoped(), depth=1)
    assert (found.units, found.steps[0].events) == (1, (("seen", 1),))


def test_the_first_start_in_the_scope_counts_and_what_came_before_it_leads_to_it() -> None:
    streams = {"a": [*hourly("os"), *hourly("ob", 50)]}
    assert told(streams, scoped(start=40), depth=1).steps[0].events == (("bought", 1),)
    assert told(streams, scoped(start=40), depth=1, backwards=True, within=timedelta(days=9)).links == (
        Link(1, "opened", "seen", 1),
    )


WITHIN = {
    "inside": (timedelta(hours=1), 10, (1, 0, 0)),
    "beyond": (timedelta(minutes=59), 10, (0, 1, 0)),
    "not over": (timedelta(minutes=90), 0.5, (0, 0, 1)),
    "over at this instant": (timedelta(minutes=30), 0.5, (0, 1, 0)),
}


@pytest.mark.parametrize(("within", "now", "expected"), WITHIN.values(), ids=WITHIN)
def test_a_window_that_is_not_over_is_open(within: timedelta, now: float, expected: tuple[int, int, int]) -> None:
    found = told({"a": hourly("ob")}, scoped(100, now), depth=1, within=within).steps[0]
    assert (len(found.events), found.ended, found.open) == expected


def test_windows_go_on_after_the_scope() -> None:
    assert told({"a": hourly("ob")}, scoped(0.5, 10), depth=1).steps[0].events == (("bought", 1),)


def test_what_was_not_known_is_not_there() -> None:
    late = [*hourly("o"), Row(at(1), "seen", known=at(50)), Row(at(2), "bought")]
    assert told({"a": late}, scoped(100, 10), depth=1).steps[0].events == (("bought", 1),)
    assert told({"a": late}, scoped(100, 60), depth=1).steps[0].events == (("seen", 1),)


def test_at_one_instant_what_arrived_first_comes_first() -> None:
    rows = [Row(0, "seen"), Row(0, "opened"), Row(0, "bought")]
    assert told({"a": rows}, scoped(), depth=1).steps[0].events == (("bought", 1),)
    assert told({"a": rows}, scoped(), depth=1, backwards=True).steps[0].events == (("seen", 1),)


def test_the_rest_are_others_and_so_are_their_links() -> None:
    streams = {"a": hourly("obs"), "b": hourly("obs"), "c": hourly("oss"), "d": hourly("ott")}
    found = told(streams, scoped(), depth=2, most=1)
    assert found.steps == (
        Depth(1, (("bought", 2),), others=2, ended=0, open=0),
        Depth(2, (("seen", 3),), others=1, ended=0, open=0),
    )
    assert found.links == (
        Link(1, "opened", None, 2),
        Link(1, "opened", "bought", 2),
        Link(2, "bought", "seen", 2),
        Link(2, None, None, 1),
        Link(2, None, "seen", 1),
    )


def test_a_start_passes_its_filter() -> None:
    start = EventRef("opened", Filter((Condition("rows", Op.ABOVE, (5,)),)))
    rows = [Row(0, "opened", {"rows": 1}), Row(at(1), "seen"), Row(at(2), "opened", {"rows": 9}), Row(at(3), "bought")]
    assert told({"a": rows}, scoped(), start=start, depth=1).steps[0].events == (("bought", 1),)


def test_only_members_count_and_only_since_their_exposure() -> None:
    who = Population(exposing=(EventRef("seen"),), exposed_from=0)
    streams = {"a": hourly("tsob"), "b": hourly("ob")}
    found = told(streams, scoped(population=who), depth=2, backwards=True)
    assert found.units == 1
    assert [(each.events, each.ended) for each in found.steps] == [((("seen", 1),), 0), ((), 1)]


def path(rows: list[Row], scope: Scope, asked: PathsQuestion) -> list[str | None] | None:
    """The path of one unit in loops: its events, then what became of it; None without a start."""
    known = [row for row in rows if max(row.ts, row.known or row.ts) <= scope.as_of]
    known = sorted(known, key=lambda row: row.ts)
    starts = [n for n, row in enumerate(known) if row.event == "opened" and scope.start <= row.ts < scope.stop]
    if not starts:
        return None
    first, window = known[starts[0]].ts, asked.within // MICROSECOND
    rest = known[: starts[0]][::-1] if asked.backwards else known[starts[0] + 1 :]
    events = [row.event for row in rest if abs(row.ts - first) <= window][: asked.depth]
    is_open = not asked.backwards and first + window > scope.settled
    return [*events, *([] if len(events) == asked.depth else ["(open)" if is_open else "(ended)"])]


ROWS = st.lists(
    st.builds(
        lambda hour, event, late: Row(at(hour), event, {}, at(hour + late)),
        st.integers(-20, 60), st.sampled_from(["opened", "bought", "seen", "ticket", "page"]),
        st.sampled_from([0, 0, 0, 30]),
    ),
    max_size=12,
)  # fmt: skip
STREAMS = st.dictionaries(st.sampled_from("abcdefgh"), ROWS, max_size=8)
QUESTIONS = st.builds(
    PathsQuestion, st.just(OPENED), st.booleans(), st.integers(1, 8),
    st.integers(1, 60).map(lambda hours: timedelta(hours=hours)), st.just(50),
)  # fmt: skip
SCOPES = st.builds(
    lambda start, length, now, lateness: replace(
        scoped(start + length, now, start=start), settled=at(now - lateness)
    ),
    st.integers(-20, 40), st.integers(0, 40), st.integers(0, 90), st.integers(0, 6),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(QUESTIONS, STREAMS, SCOPES)
def test_paths_are_what_loops_find(asked: PathsQuestion, streams: Streams, scope: Scope) -> None:
    paths = [found for rows in streams.values() if (found := path(rows, scope, asked)) is not None]
    question = Paths(scope, asked)
    found = question.finish(question.partial(bucket_of(streams)))
    assert found.units == len(paths)
    for step in found.steps:
        there = Counter(each[step.depth - 1] for each in paths if len(each) >= step.depth)
        ends = {"(open)": step.open, "(ended)": step.ended}
        assert {event: units for event, units in (*step.events, *ends.items()) if units} == dict(there)
        assert step.others == 0
    links = Counter(
        (depth, "opened" if depth == 1 else each[depth - 2], each[depth - 1])
        for each in paths
        for depth in range(1, len(each) + 1)
        if not str(each[depth - 1]).startswith("(")
    )
    assert {(link.depth, link.source, link.to): link.units for link in found.links} == links


@settings(max_examples=60, deadline=None)
@given(QUESTIONS, st.integers(1, 3), STREAMS, SCOPES, st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_digits(
    asked: PathsQuestion, most: int, streams: Streams, scope: Scope, data: st.DataObject
) -> None:
    where = {unit: data.draw(st.integers(0, 2)) for unit in streams}
    parts = [{unit: rows for unit, rows in streams.items() if where[unit] == part} for part in (2, 0, 1)]
    question = Paths(scope, replace(asked, most=most))
    one, two, three = (question.partial(bucket_of(part)) for part in parts)
    whole = question.merge(question.empty, question.partial(bucket_of(streams)))
    assert question.merge(one, question.merge(two, three)) == whole == question.merge(question.merge(three, one), two)
    found = question.finish(whole)
    before = found.units
    for step in found.steps:
        assert len(step.events) <= most
        assert sum(units for _, units in step.events) + step.others + step.ended + step.open == before
        before = sum(units for _, units in step.events) + step.others
    totals = Counter[int]()
    for link in found.links:
        totals[link.depth] += link.units
    assert [totals[step.depth] for step in found.steps] == [
        sum(units for _, units in step.events) + step.others for step in found.steps
    ]


def test_names_beyond_measure_are_others_in_any_order_of_merging() -> None:
    """12,000 names with ids in them: the state stays small, and every unit is counted."""
    chance = random.Random(5)
    units = {
        f"u{unit}": [
            Row(0, "opened"),
            *(Row(at(1 + n), f"page/{chance.randrange(10**9)}") for n in range(4)),
            *(Row(at(5 + n), name) for n, name in enumerate(("cart", "pay"))),
        ]
        for unit in range(3000)
    }
    parts = [dict(list(units.items())[first::4]) for first in range(4)]
    question = Paths(scoped(), PathsQuestion(OPENED, depth=6))
    states = [question.partial(bucket_of(part)) for part in parts]
    forward, backward = question.empty, question.empty
    for left, right in zip(states, reversed(states), strict=True):
        forward, backward = question.merge(forward, left), question.merge(right, backward)
    assert forward == backward == question.partial(bucket_of(units))
    assert len(forward.names) == MOST_NAMES
    assert len(forward.links) < 4 * MOST_NAMES
    found = question.finish(forward)
    assert [sum(units for _, units in each.events) + each.others for each in found.steps] == [3000] * 6
    assert [each.events for each in found.steps[-2:]] == [(("cart", 3000),), (("pay", 3000),)]
    assert found.links[-1] == Link(6, "cart", "pay", 3000)


@pytest.mark.parametrize("name", ["", "(ended)", "others", "null", "\x00", "💥" * 200, "opened"])
def test_an_event_may_be_called_anything(name: str) -> None:
    found = told({"a": [*hourly("o"), Row(at(1), name)]}, scoped(), depth=1)
    assert found.steps == (Depth(1, ((name, 1),), others=0, ended=0, open=0),)
    assert found.links == (Link(1, "opened", name, 1),)
