"""Who stopped where in a funnel, against a plain reading of small random worlds."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from itertools import pairwise, permutations, product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.funnel_search import EVENTS as EVENTS_OF_CASES
from analysis.funnel_search import cases, metric_of, rows_of, scope_for
from analysis.streams import FAR, Row, answered, bucket_of, scope_of
from hypercare.analysis.activity.event_names import MOST_NAMES
from hypercare.analysis.drop_off.leaving import DropOff
from hypercare.analysis.drop_off.over_represented import Compared
from hypercare.analysis.drop_off.report import DROPPED, LONGEST_VALUE, OPEN, EventUnits, Lingered
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.funnel.detail import FunnelDetail
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging
from hypercare.app.words import render
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, Exclusion, FunnelMetric, Step

SECOND = timedelta(seconds=1)
NAMES = ("a", "b", "c")


def funnel(*names, within=10, **more):
    return FunnelMetric("f", tuple(Step(EventRef(name)) for name in names), within * SECOND, **more)


def stream(*told):
    """Rows of (second, event, properties)."""
    return [Row(at * SECOND_US, event, props[0] if props else {}) for at, event, *props in told]


def report(streams, metric=None, *, keys=(), **more):
    scope = more.pop("scope", scope_of())
    return answered(DropOff(scope, metric or funnel(*NAMES), keys, **more), bucket_of(streams, keys))


def test_where_units_stopped_and_what_they_did_next():
    first, second = report(
        {
            "gone": stream((0, "a")),
            "looked": stream((0, "a"), (2, "help"), (4, "x"), (11, "late")),
            "further": stream((0, "a"), (1, "b"), (5, "help")),
            "done": stream((0, "a"), (1, "b"), (2, "c")),
            "stranger": stream((0, "x")),
        }
    ).steps
    assert (first.number, first.event, first.next_event) == (1, "a", "b")
    assert (first.units, first.is_open, first.went_on) == (2, 0, 2)
    assert first.last == (EventUnits("a", 1), EventUnits("x", 1))
    assert first.following == (EventUnits("help", 1),)
    assert first.nothing_next == 1
    assert first.lingered == Lingered(median_seconds=0, p25=0, p75=4)
    assert (second.number, second.event, second.next_event) == (2, "b", "c")
    assert (second.units, second.went_on, second.nothing_next) == (1, 1, 0)
    assert second.lingered == Lingered(4, 4, 4)


def test_open_units_are_counted_apart():
    streams = {"early": stream((0, "a")), "late": stream((95, "a")), "later": stream((95, "a"), (96, "b"))}
    first, second = report(streams, scope=scope_of(as_of=100 * SECOND_US)).steps
    assert (first.units, first.is_open, first.went_on) == (1, 1, 1)
    assert (second.units, second.is_open) == (0, 1)
    assert second.lingered is None


def test_the_last_instant_of_the_window_is_inside():
    (first, _) = report({"u": stream((0, "a"), (10, "x"), (10.000001, "y"))}).steps
    assert first.last == (EventUnits("x", 1),)


def test_what_was_not_known_yet_did_not_happen():
    rows = [Row(0, "a"), Row(SECOND_US, "x", {}, known=50 * SECOND_US), Row(2 * SECOND_US, "y")]
    (first, _) = report({"u": rows}, scope=scope_of(as_of=40 * SECOND_US)).steps
    assert (first.following, first.last) == ((EventUnits("y", 1),), (EventUnits("y", 1),))


ERRORS = {"errors": ("crash",)}


@pytest.mark.parametrize(
    ("others", "errors", "tickets"),
    [
        pytest.param({}, None, None, id="no such events at all"),
        pytest.param({"x": stream((0, "crash"))}, 0, None, id="an error of somebody else"),
        pytest.param({"x": stream((0, "a"), (1, "crash"), (2, "crash"))}, 1, None, id="two errors of one"),
        pytest.param({"x": stream((0, "a"), (10, "support_ticket"))}, None, 1, id="a ticket at the end of the window"),
        pytest.param({"x": stream((0, "a"), (11, "support_ticket"))}, None, 0, id="a ticket after the window"),
        pytest.param({"x": stream((0, "crash"), (1, "a"))}, 0, None, id="an error before"),
        pytest.param({"x": [Row(0, "crash"), Row(0, "a")]}, 1, None, id="an error at the instant of the entry"),
        pytest.param({"x": stream((0, "a"), (1, "crash"), (2, "b"), (3, "c"))}, 0, None, id="an error of a converted"),
    ],
)
def test_errors_and_tickets_in_the_window(others, errors, tickets):
    first = report({"u": stream((0, "a"))} | others, **ERRORS).steps[0]
    assert (first.errors, first.tickets) == (errors, tickets)


def test_an_error_before_the_step_reached_counts_too():
    _, second = report({"u": stream((0, "a"), (1, "crash"), (2, "b"))}, **ERRORS).steps
    assert second.errors == 1


def test_in_any_order_the_step_that_came_last_is_where_they_stopped():
    steps = report({"u": stream((0, "b"), (3, "a"), (5, "x"))}, funnel(*NAMES, order="any")).steps
    assert [(each.event, each.next_event, each.units, each.went_on) for each in steps] == [
        ("a", None, 1, 0),
        ("b", None, 0, 1),
        ("c", None, 0, 0),
    ]
    assert steps[0].lingered == Lingered(2, 2, 2)


def test_a_step_that_was_left_out_was_not_come_by():
    metric = funnel("a", "b", "c", "d")
    metric = replace(metric, steps=(metric.steps[0], replace(metric.steps[1], optional=True), *metric.steps[2:]))
    first, second, third = report({"u": stream((0, "a"), (1, "c")), "v": stream((0, "a"), (1, "b"))}, metric).steps
    assert [(each.units, each.went_on) for each in (first, second, third)] == [(0, 2), (1, 0), (1, 0)]


def test_who_is_removed_by_an_exclusion_is_nowhere():
    metric = funnel("a", "b", exclusions=(Exclusion(EventRef("x"), 1, 2, drop=True),))
    (first,) = report({"u": stream((0, "a"), (1, "x"), (2, "b"))}, metric).steps
    assert (first.units, first.went_on) == (0, 0)


def test_within_one_instant_a_step_comes_after_those_before_it():
    """b is told before a, and is the later step all the same: what comes next comes after both."""
    _, second = report({"u": [Row(0, "b"), Row(0, "a"), Row(SECOND_US, "x")]}).steps
    assert (second.units, second.following) == (1, (EventUnits("x", 1),))


def chain_of(rows, size, window, start, stop):
    """The best chain, by trying all: deepest, done earliest, entered last, then the earliest rows."""
    found = []
    for depth in range(1, size + 1):
        for picked in product(*([i for i, row in enumerate(rows) if row.event == name] for name in NAMES[:depth])):
            times = [rows[i].ts for i in picked]
            in_order = all(a <= b for a, b in pairwise(times))
            if in_order and start <= times[0] < stop and times[-1] - times[0] <= window:
                found.append((-depth, times[-1], -times[0], times, picked))
    return min(found)[-1] if found else None


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["a", "a", "b", "b", "c", "x", "crash"]),
        st.sampled_from(["ios", "web", None]),
    ),
    max_size=7,
    unique_by=lambda row: row[0],
)
WORLDS = st.lists(EVENTS, min_size=1, max_size=6)


@settings(max_examples=150)
@given(WORLDS, st.integers(2, 12), st.integers(15, 45), st.integers(2, 3))
def test_agrees_with_a_plain_reading(world, within, as_of, size):
    streams = {
        f"u{n}": stream(*((at, event, {"platform": platform}) for at, event, platform in rows))
        for n, rows in enumerate(world)
    }
    metric, window, now = funnel(*NAMES[:size], within=within), within * SECOND_US, as_of * SECOND_US
    scope = scope_of(25 * SECOND_US, as_of=now)
    expected = [Counter() for _ in range(size)]
    for told in streams.values():
        rows = sorted((row for row in told if row.ts <= now), key=lambda row: row.ts)
        picked = chain_of(rows, size, window, 0, scope.stop)
        if picked is None:
            continue
        deep = len(picked) - 1
        entries = [row.ts for row in rows if row.event == "a" and row.ts < scope.stop]
        mature = max(entries) + window <= now
        for step in range(deep):
            expected[step]["went on"] += 1
            if mature:
                expected[step]["went on", rows[picked[step]].props["platform"]] += 1
        if deep == size - 1:
            continue
        if any(entry + window > now for entry in entries):
            expected[deep]["open"] += 1
            continue
        expected[deep]["dropped"] += 1
        expected[deep]["dropped", rows[picked[deep]].props["platform"]] += 1
        inside = [row for row in rows if rows[picked[0]].ts <= row.ts <= rows[picked[0]].ts + window]
        after = [row for row in inside if row.ts > rows[picked[deep]].ts]
        expected[deep]["last", after[-1].event if after else NAMES[deep]] += 1
        expected[deep]["next", after[0].event if after else None] += 1
        expected[deep]["errors"] += any(row.event == "crash" for row in inside)
        expected[deep]["seconds"] += (after[-1].ts - rows[picked[deep]].ts) // SECOND_US if after else 0
    question = DropOff(scope, metric, ("platform",), errors=("crash",))
    bucket = bucket_of(streams, ["platform"])
    state = question.partial(bucket)
    for step, counts in enumerate(expected[:-1]):
        found = question.finish(state).steps[step]
        assert (found.units, found.is_open, found.went_on) == (counts["dropped"], counts["open"], counts["went on"])
        assert {each.event: each.units for each in found.last} == of(counts, "last")
        following = {each.event: each.units for each in found.following} | {None: found.nothing_next}
        assert {event: units for event, units in following.items() if units} == of(counts, "next")
        crashes = any(row.event == "crash" and row.ts <= now for rows in streams.values() for row in rows)
        assert found.errors == (counts["errors"] if crashes else None)
        assert sum(seconds * units for seconds, units in state.lingered[step].items()) == counts["seconds"]
        values = state.values["platform"].rows
        for at, side in ((step, "dropped"), (size + step, "went on")):
            told = {label.removeprefix("=") or None: row[at] for label, row in values.items() if row[at]}
            assert told == of(counts, side)


@settings(max_examples=150)
@given(st.lists(EVENTS_OF_CASES, min_size=1, max_size=4), cases())
def test_under_every_option_it_counts_whom_the_funnel_counts(told, case):
    """Those that stopped or may still go on are all that entered and did not convert, each at one step."""
    bucket = bucket_of(
        {f"u{number}": rows_of(events) for number, events in enumerate((*told, case.events))}, ["letters"]
    )
    metric, scope = metric_of(case), scope_for(case)
    units, _, _, converted, still_open, *_ = answered(Funnel(scope, Judging(), metric), bucket).row
    detail = answered(FunnelDetail(scope, metric), bucket)
    question = DropOff(scope, metric)
    state = question.partial(bucket)
    assert sum(row[OPEN] for row in state.units) == still_open
    assert sum(row[DROPPED] for row in state.units) == units - converted - still_open
    for step, counts in zip(question.finish(state).steps, detail.steps, strict=False):
        assert (step.units, step.is_open) == (counts.dropped, counts.open)
        assert sum(each.units for each in step.last) == step.units
        assert sum(each.units for each in step.following) + step.nothing_next == step.units


def of(counts, first):
    return {each[1]: units for each, units in counts.items() if isinstance(each, tuple) and each[0] == first}


def many(seed, units=60, values=6):
    draw = random.Random(seed)
    return {
        f"u{n}": stream(
            *((draw.randint(0, 40), draw.choice(["a", "b", "c", "x", f"n{draw.randint(0, values)}"]),
               {"platform": draw.choice(["ios", "web", None]), "id": f"v{draw.randint(0, values)}"})
              for _ in range(draw.randint(1, 9)))
        )
        for n in range(units)
    }  # fmt: skip


def test_merging_in_any_order_and_any_split_gives_the_same_digits():
    """Also where there are more values than are told apart, and the parts have different ones."""
    streams, keys = many(3, units=2500, values=10_000), ("platform", "id")
    question = DropOff(scope_of(), funnel(*NAMES), keys, errors=("x",))
    units = list(streams)
    parts = [question.partial(bucket_of({u: streams[u] for u in units[n::4]}, keys)) for n in range(4)]
    whole = question.partial(bucket_of(streams, keys))
    assert len(whole.values["id"].rows) == MOST_NAMES
    assert not whole.values["id"].is_whole
    for order in permutations(parts):
        assert reduce(question.merge, order, question.empty) == whole
    assert question.merge(question.merge(parts[0], parts[1]), question.merge(parts[2], parts[3])) == whole


def test_the_state_reads_back():
    streams = many(4)
    question = DropOff(scope_of(), funnel(*NAMES), ("platform",))
    state = question.partial(bucket_of(streams, ["platform"]))
    kept = msgspec.to_builtins(state, str_keys=True)
    assert msgspec.convert(kept, type(state), strict=False) == state


def test_a_property_with_any_number_of_values_stays_bounded_and_says_so():
    streams = {f"u{n}": stream((0, "a", {"id": f"{n:06}"})) for n in range(MOST_NAMES + 500)}
    question = DropOff(scope_of(), funnel("a", "b"), ("id",))
    state = question.partial(bucket_of(streams, ["id"]))
    assert len(state.values["id"].rows) == MOST_NAMES
    assert state.values["id"].others == (500, 0, 0, 0)
    assert question.finish(state).cut == ("id",)


def test_only_mature_units_are_compared():
    """Whoever came late went on quickly, or is not known yet: compared at once, late comers would look successful."""
    streams = {f"q{n}": stream((95, "a", {"v": "2"}), (96, "b")) for n in range(20)}
    streams |= {f"w{n}": stream((95, "a", {"v": "2"})) for n in range(20)}
    streams |= {f"d{n}": stream((0, "a", {"v": "1"})) for n in range(20)}
    streams |= {f"g{n}": stream((0, "a", {"v": "1"}), (1, "b")) for n in range(20)}
    (first,) = report(streams, funnel("a", "b"), keys=("v",), scope=scope_of(as_of=100 * SECOND_US)).steps
    assert (first.units, first.is_open, first.went_on) == (20, 20, 40)
    assert first.compared == Compared(20, 20)
    assert first.shared == ()


def planted(seed, *, dropping=0.5, twice=1.0):
    """600 units, of which those on ios drop `twice` as often; nine other properties mean nothing."""
    draw = random.Random(seed)
    streams = {}
    for n in range(600):
        props = {f"p{k}": draw.choice("abcde") for k in range(9)} | {"platform": draw.choice(["ios", "web", "android"])}
        drops = draw.random() < dropping * (twice if props["platform"] == "ios" else 1)
        streams[f"u{n}"] = stream((0, "a", props)) + ([] if drops else stream((1, "b")))
    return streams


KEYS = ("platform", *(f"p{k}" for k in range(9)))


def test_what_those_have_in_common_who_stopped_is_found():
    found = report(planted(1, dropping=0.3, twice=2), funnel("a", "b"), keys=KEYS)
    first, *others = found.steps[0].shared
    assert (first.key, first.value, first.is_found) == ("platform", "ios", True)
    assert 0 < first.low <= first.difference <= first.high
    assert first.p_adjusted < 1e-4
    assert {each.key for each in others if each.is_found} <= {"platform"}
    assert found.looked_at == 3 + 9 * 5
    assert len(found.steps[0].shared) == 48
    sentence = render(found.steps[0].findings[0])
    assert sentence.startswith("Those who stopped at a had platform ios more often: ")
    assert render(found.steps[0].findings[0], "id").startswith(
        "Mereka yang berhenti di a lebih sering memiliki platform"
    )


def test_what_is_absent_is_a_value_too():
    streams = {f"d{n}": stream((0, "a")) for n in range(30)}
    streams |= {f"g{n}": stream((0, "a", {"plan": "pro"}), (1, "b")) for n in range(30)}
    absent, pro = report(streams, funnel("a", "b"), keys=("plan",)).steps[0].shared
    assert (absent.value, absent.difference) == (None, 1.0)
    assert (pro.value, pro.difference) == ("pro", -1.0)


def test_what_is_less_frequent_is_said_only_where_nothing_of_its_property_is_more_frequent():
    rare = [{"plan": f"p{n}"} for n in range(60)]
    streams = {f"d{n}": stream((0, "a", rare[n] | {"v": "1"})) for n in range(60)}
    streams |= {f"g{n}": stream((0, "a", {"plan": "pro", "v": "2"}), (1, "b")) for n in range(60)}
    (first,) = report(streams, funnel("a", "b"), keys=("plan", "v")).steps
    assert [(each.id, each.params["value"]) for each in first.findings] == [
        ("drop-off-value-more", "1"),
        ("drop-off-value-less", "pro"),
    ]


def test_nothing_is_found_where_nothing_is():
    """200 worlds in which no property means anything: in at most 10 % of them anything is found."""
    false = [
        any(each.is_found for each in report(planted(seed), funnel("a", "b"), keys=KEYS).steps[0].shared)
        for seed in range(200)
    ]
    assert sum(false) / len(false) <= 0.1


def test_values_are_those_of_the_event_that_fills_the_step():
    streams = {"u": stream((0, "a", {"v": "old"}), (1, "b", {"v": "new"})), "w": stream((0, "a", {"v": "old"}))}
    question = DropOff(scope_of(), funnel("a", "b", "c"), ("v",))
    rows = question.partial(bucket_of(streams, ["v"])).values["v"].rows
    assert rows == {"=old": (1, 0, 0, 1, 0, 0), "=new": (0, 1, 0, 0, 0, 0)}


def test_long_values_are_cut_and_those_that_begin_alike_count_together():
    streams = {f"u{n}": stream((0, "a", {"v": "x" * 5000 + str(n)})) for n in range(3)}
    rows = DropOff(scope_of(), funnel("a", "b"), ("v",)).partial(bucket_of(streams, ["v"])).values["v"].rows
    assert rows == {"=" + "x" * LONGEST_VALUE: (3, 0, 0, 0)}


def test_members_only():
    who = Population(exposing=(EventRef("seen"),))
    streams = {"in": stream((0, "seen"), (1, "a")), "out": stream((1, "a")), "before": stream((1, "a"), (2, "seen"))}
    first, _ = report(streams, scope=scope_of(FAR, population=who)).steps
    assert first.units == 1


@pytest.mark.parametrize("streams", [{}, {"u": ()}, {"u": stream((0, "x"))}], ids=["nobody", "no rows", "no entry"])
def test_nobody_stopped(streams):
    for step in report(streams, keys=("platform",)).steps:
        assert (step.units, step.lingered, step.last, step.shared, step.errors) == (0, None, (), (), None)
