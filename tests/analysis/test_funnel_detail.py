"""The funnel in detail (`funnel.v1`): it counts what the funnel counts, and adds up in any order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.funnel_search import EVENTS, Case, Event, cases, metric_of, rows_of, scope_for, search
from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.funnel.detail import MOST_VALUES, Asked, FunnelDetail
from hypercare.analysis.funnel.report import FunnelReport
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging
from hypercare.model.instant import DAY_US, SECOND_US, to_micros
from hypercare.model.metrics import EventRef, FunnelMetric, Step

AB = FunnelMetric("f", (Step(EventRef("A")), Step(EventRef("B"))), timedelta(seconds=10))
ABC = replace(AB, steps=(*AB.steps, Step(EventRef("C"))))


def detail(question: FunnelDetail, *buckets: Any) -> FunnelReport:
    found = answered(question, *buckets)
    assert isinstance(found, FunnelReport)
    return found


def told(streams: dict[str, list[Row]], metric: FunnelMetric = AB, asked: Asked | None = None, **scope: Any) -> Any:
    keys = () if asked is None or asked.by is None else (asked.by,)
    return detail(FunnelDetail(scope_of(**scope), metric, asked or Asked()), bucket_of(streams, keys))


def rows(*pairs: tuple[str, int], **props: str) -> list[Row]:
    return [Row(second * SECOND_US, name, props) for name, second in pairs]


STREAMS = {
    "converted": rows(("A", 0), ("B", 3)),
    "slow": rows(("A", 0), ("B", 9)),
    "dropped": rows(("A", 1)),
    "open": rows(("A", 95)),
    "quick": rows(("A", 96), ("B", 97)),
    "stranger": rows(("B", 1)),
}


def test_a_funnel_in_detail() -> None:
    found = told(STREAMS, as_of=100 * SECOND_US)
    counts = found.counts
    assert (counts.units, counts.mature, counts.converted, counts.open) == (5, 3, 3, 1)
    assert (counts.rate_mature, counts.bounds) == (2 / 3, (3 / 5, 4 / 5))
    first, second = found.steps
    assert (first.units, first.mature, first.dropped, first.open, first.from_start) == (5, 3, 1, 1, 1.0)
    assert (second.units, second.mature, second.dropped, second.open) == (3, 2, 0, 0)
    assert (first.from_previous, second.from_start, second.from_previous) == (None, 2 / 3, 2 / 3)
    assert first.took is None
    assert second.took == found.took
    assert (found.took.count, found.took.mean) == (3, 13 / 3)
    assert (found.took.p25, found.took.median, found.took.p75) == (1.0, 3.0, 9.0)


def test_the_survival_of_those_who_have_not_converted() -> None:
    """By hand: of 5 one converts after 1 s; of 4 one after 3 s; one is watched for 5 s; of 2 one after 9 s."""
    found = told(STREAMS, as_of=100 * SECOND_US).survival
    assert found.points == ((0.0, 1.0), (1.0, 4 / 5), (3.0, pytest.approx(3 / 5)), (9.0, pytest.approx(3 / 10)))
    assert found.median == 9.0


def test_nobody_has_no_times_and_no_shares() -> None:
    found = told({"stranger": rows(("B", 1))})
    assert (found.counts.units, found.counts.rate_mature, found.counts.bounds) == (0, None, None)
    assert (found.took, found.survival, found.steps[0].from_start) == (None, None, None)


def test_the_rules_of_another_tool_know_no_chain() -> None:
    with pytest.raises(ValueError, match="mixpanel"):
        FunnelDetail(scope_of(), replace(AB, profile="mixpanel"))


def test_a_step_is_compared_with_the_required_step_before() -> None:
    optional = replace(ABC, steps=(ABC.steps[0], replace(ABC.steps[1], optional=True), ABC.steps[2]))
    found = told(
        {"all": rows(("A", 0), ("B", 1), ("C", 2)), "two": rows(("A", 0), ("C", 3)), "one": rows(("A", 0))}, optional
    )
    assert [step.from_previous for step in found.steps] == [None, 1 / 3, 2 / 3]
    assert found.steps[2].took.mean == (1 + 3) / 2


def test_in_any_order_the_step_before_is_the_one_that_came_before() -> None:
    found = told({"u": rows(("C", 0), ("A", 2), ("B", 7))}, replace(ABC, order="any"))
    assert [step.took and step.took.mean for step in found.steps] == [2.0, 5.0, None]
    assert [step.from_previous for step in found.steps] == [None, None, None]


PLATFORMS = {
    "web to app": [*rows(("A", 0), platform="web"), *rows(("B", 3), platform="app")],
    "app": rows(("A", 0), ("B", 5), platform="app"),
    "app, stopped": rows(("A", 0), platform="app"),
    "nowhere": rows(("A", 0), ("B", 1)),
}
ATTRIBUTED = [
    pytest.param(Asked("platform", "first"), {"app": (2, 1), "web": (1, 1), None: (1, 1)}, id="first step"),
    pytest.param(Asked("platform", "last"), {"app": (3, 2), None: (1, 1)}, id="last step reached"),
    pytest.param(Asked("platform", "step", 2), {"app": (2, 2), None: (2, 1)}, id="step 2, which one never reached"),
    pytest.param(Asked("platform"), {"app": (2, 1), "web": (1, 1), None: (1, 1)}, id="frozen at the exposure"),
]


@pytest.mark.parametrize(("asked", "values"), ATTRIBUTED)
def test_a_breakdown_counts_every_unit_once(asked: Asked, values: dict[str | None, tuple[int, int]]) -> None:
    found = told(PLATFORMS, asked=asked).breakdown
    assert {each.value: (each.counts.units, each.counts.converted) for each in found.values} == values
    assert (found.others, found.is_whole) == (0, True)


def test_a_breakdown_says_how_long_each_value_takes() -> None:
    found = told(PLATFORMS, asked=Asked("platform", "first")).breakdown
    assert {each.value: each.median_seconds for each in found.values} == {"app": 5.0, "web": 3.0, None: 1.0}


def test_the_property_at_the_exposure_is_not_that_of_the_first_step() -> None:
    streams = {"u": [Row(0, "X", {"platform": "web"}), *rows(("A", 1), platform="app")]}
    found = [told(streams, asked=Asked("platform", at)).breakdown.values[0].value for at in ("", "first")]
    assert found == ["web", "app"]


def test_a_property_of_any_number_of_values_is_bounded_and_adds_up() -> None:
    names = [f"value {number:05}" for number in range(MOST_VALUES + 1000)]
    often = [f"often {number}" for number in range(3)]
    streams = {name: rows(("A", 0), platform=name) for name in names}
    streams |= {f"{name} {again}": rows(("A", 0), platform=name) for name in often for again in range(40)}
    question = FunnelDetail(scope_of(), AB, Asked("platform", "first"))
    units = list(streams)
    parts = [bucket_of({unit: streams[unit] for unit in units[place::3]}, ["platform"]) for place in range(3)]
    states = [question.partial(part) for part in parts]
    one = question.merge(question.merge(states[0], states[1]), states[2])
    other = question.merge(states[2], question.merge(states[1], states[0]))
    assert one == other == question.partial(bucket_of(streams, ["platform"]))
    assert len(one.values) == MOST_VALUES
    found = question.finish(one).breakdown
    assert found is not None
    assert [each.value for each in found.values[:3]] == often
    assert not found.is_whole
    assert found.others + sum(each.counts.units for each in found.values) == len(streams)


NEW_YORK = "America/New_York"


def at(day: int, hour: int) -> int:
    """An hour, UTC, of a day of November 2026; on the 1st New York's clocks go back."""
    from datetime import UTC, datetime

    return to_micros(datetime(2026, 11, day, hour, tzinfo=UTC))


def test_cohorts_are_local_days_whatever_the_clocks_do() -> None:
    entries = {"last of Oct 31": at(1, 3), "first of Nov 1": at(1, 4), "last of Nov 1": at(2, 4), "Nov 2": at(2, 5)}
    streams = {name: [Row(instant, "A")] for name, instant in entries.items()}
    scope = replace(scope_of(at(3, 5), start=at(1, 0), as_of=at(2, 12)), zone=NEW_YORK)
    found = detail(FunnelDetail(scope, AB, Asked(over="day")), bucket_of(streams)).over
    assert found is not None
    assert [(each.first, each.last, each.counts.units, each.complete) for each in found.cohorts] == [
        (date(2026, 10, 31), date(2026, 10, 31), 1, True),
        (date(2026, 11, 1), date(2026, 11, 1), 2, True),
        (date(2026, 11, 2), date(2026, 11, 2), 1, False),
    ]


def test_a_cohort_is_that_of_the_chain_and_not_of_the_last_entry() -> None:
    streams = {"u": [Row(0, "A"), Row(SECOND_US, "B"), Row(3 * DAY_US, "A")]}
    found = told(streams, asked=Asked(over="day"), stop=5 * DAY_US, as_of=4 * DAY_US).over
    assert [(each.counts.units, each.counts.converted) for each in found.cohorts] == [(1, 1), *[(0, 0)] * 4]
    assert [each.counts.rate_mature for each in found.cohorts[:2]] == [1.0, None]


@pytest.mark.parametrize(("grain", "firsts"), [("week", ["10-26", "11-02"]), ("month", ["10-01", "11-01"])])
def test_weeks_begin_on_monday_and_months_on_the_first(grain: str, firsts: Sequence[str]) -> None:
    streams = {"u": [Row(at(1, 3), "A")], "v": [Row(at(3, 3), "A")]}
    scope = replace(scope_of(at(9, 5), start=at(1, 0), as_of=at(4, 12)), zone=NEW_YORK)
    found = detail(FunnelDetail(scope, AB, Asked(over=grain)), bucket_of(streams)).over
    assert found is not None
    assert [each.first.isoformat()[5:] for each in found.cohorts] == firsts


def test_entries_before_the_last_400_periods_are_counted_as_earlier() -> None:
    streams = {"u": [Row(0, "A")], "v": [Row(1000 * DAY_US, "A")]}
    found = told(streams, asked=Asked(over="day"), stop=1001 * DAY_US, as_of=1002 * DAY_US).over
    assert (found.earlier, [each.counts.units for each in found.cohorts]) == (1, [1])


@settings(max_examples=300)
@given(cases(), st.lists(EVENTS, max_size=4))
def test_the_detail_counts_what_the_funnel_counts(case: Case, streams: list[tuple[Event, ...]]) -> None:
    bucket = bucket_of({str(number): rows_of(events) for number, events in enumerate(streams)}, ["letters"])
    measured: Any = answered(Funnel(scope_for(case), Judging(), metric_of(case)), bucket)
    found = detail(FunnelDetail(scope_for(case), metric_of(case)), bucket)
    size = 5 + 2 * len(case.steps)
    assert found.counts.row[:size] == measured.row[:size]
    assert found.counts.bounds == measured.answer.bounds
    excluded = {} if measured.answer.counts is None else measured.answer.counts.excluded
    assert found.counts.removed == excluded.get("exclusion", 0)


@settings(max_examples=300)
@given(cases(), st.lists(EVENTS, max_size=4))
def test_every_unit_ends_somewhere_and_its_steps_take_what_the_whole_takes(
    case: Case, streams: list[tuple[Event, ...]]
) -> None:
    bucket = bucket_of({str(number): rows_of(events) for number, events in enumerate(streams)}, ["letters"])
    found = detail(FunnelDetail(scope_for(case), metric_of(case)), bucket)
    stopped = sum(step.dropped + step.open for step in found.steps)
    assert stopped + found.counts.converted == found.counts.units
    took = [step.took.mean * step.took.count for step in found.steps if step.took]
    assert sum(took) == pytest.approx(found.took.mean * found.took.count if found.took else 0)
    best = [search(replace(case, events=events)).best for events in streams]
    chains = [chain for chain in best if chain is not None and case.required <= set(chain.steps)]
    expected = fmean(chain.at - chain.entry for chain in chains) if chains else None
    assert (found.took.mean if found.took else None) == (expected if expected is None else pytest.approx(expected))


ASKED = st.builds(
    Asked,
    by=st.sampled_from([None, "letters"]),
    at=st.sampled_from(["", "first", "last", "step"]),
    step=st.integers(1, 2),
    over=st.sampled_from(["", "day", "week"]),
)


@settings(max_examples=200)
@given(st.lists(EVENTS, max_size=6), cases(), ASKED, st.data())
def test_any_split_and_any_order_gives_the_same_digits(
    streams: list[tuple[Event, ...]], case: Case, asked: Asked, data: Any
) -> None:
    units = {str(number): rows_of(events) for number, events in enumerate(streams)}
    question = FunnelDetail(scope_for(case), metric_of(case), asked)
    where = [data.draw(st.integers(0, 2)) for _ in units]
    parts = [
        bucket_of(
            {name: each for at, (name, each) in zip(where, units.items(), strict=True) if at == part}, ["letters"]
        )
        for part in range(3)
    ]
    assert detail(question, *data.draw(st.permutations(parts))) == detail(question, bucket_of(units, ["letters"]))


def test_what_a_unit_did_before_its_exposure_counts_for_nothing() -> None:
    exposed_by_x = Population(exposing=(EventRef("X"),), exposed_from=0)
    found = told({"u": rows(("A", 1), ("B", 2), ("X", 5), ("A", 7))}, population=exposed_by_x)
    assert (found.counts.units, found.counts.converted) == (1, 0)
