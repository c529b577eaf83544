"""Cohorts: who belongs, against loops; and as a column in every kind of analysis."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import FAR, Row, answered, bucket_of, scope_of
from hypercare.analysis.activity.detail import ActivityDetail
from hypercare.analysis.cohort import belongs
from hypercare.analysis.derived_columns import read_for, with_cohorts
from hypercare.analysis.metric import reduction
from hypercare.analysis.paths.walks import Paths
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging
from hypercare.model.cohorts import CohortRule, InSequence, Period, Times
from hypercare.model.errors import BadInput
from hypercare.model.instant import DAY_US, from_micros
from hypercare.model.metrics import (
    ActivityMetric,
    Condition,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    Filter,
    FunnelMetric,
    MeanMetric,
    Metric,
    Op,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
)
from hypercare.model.paths import PathsQuestion
from hypercare.model.sequences import Bucket, Reduction

A, B, C = EventRef("a"), EventRef("b"), EventRef("c")
BIG = EventRef("a", Filter((Condition("size", Op.ABOVE, (10,)),)))
DAY = timedelta(days=1)
HEAVY = Times(A, at_least=2)
INSIDE = Filter((Condition("cohort.heavy", Op.IS, (True,)),))


def at(day: float) -> int:
    return int(day * DAY_US)


def inside(rule: CohortRule, rows: list[Row], as_of: float = 100) -> bool:
    (found,) = belongs(bucket_of({"unit": rows, "other": []}, ["size"]), rule, at(as_of))[:1]
    return bool(found)


def rows(*told: tuple[float, str]) -> list[Row]:
    return [Row(at(day), event) for day, event in told]


def period(start: float | None = None, end: float | None = None) -> Period:
    instants = [None if day is None else from_micros(at(day)) for day in (start, end)]
    return Period(instants[0], instants[1])


CASES = {
    "once is enough": (Times(A), rows((1, "a")), True),
    "another event is not": (Times(A), rows((1, "b")), False),
    "twice of two": (HEAVY, rows((1, "a"), (2, "a")), True),
    "once of two": (HEAVY, rows((1, "a"), (2, "b")), False),
    "more than at most": (Times(A, 1, 2), rows((1, "a"), (2, "a"), (3, "a")), False),
    "never, of at most two": (Times(A, 0, 2), [], True),
    "did not": (Times(A, 0, 0), rows((1, "b")), True),
    "did": (Times(A, 0, 0), rows((1, "a")), False),
    "did not in the period": (Times(A, 0, 0, period(5, 9)), rows((4.9, "a"), (9, "a")), True),
    "did as the period began": (Times(A, period=period(5, 9)), rows((5, "a")), True),
    "did as it ended": (Times(A, period=period(5, 9)), rows((9, "a")), False),
    "within the last days": (Times(A, period=Period(last=DAY)), [Row(at(99) + 1, "a")], True),
    "before the last days": (Times(A, period=Period(last=DAY)), rows((99, "a")), False),
    "at the very instant": (Times(A, period=Period(last=DAY)), rows((100, "a")), True),
    "later than the instant": (Times(A), [Row(at(100) + 1, "a")], False),
    "known too late": (Times(A), [Row(at(1), "a", known=at(100) + 1)], False),
    "passes the event's filter": (Times(BIG), [Row(at(1), "a", {"size": 11})], True),
    "fails the event's filter": (Times(BIG), [Row(at(1), "a", {"size": 10})], False),
    "in sequence": (InSequence((A, B, C)), rows((1, "a"), (2, "b"), (3, "a"), (90, "c")), True),
    "out of sequence": (InSequence((A, B)), rows((1, "b"), (2, "a")), False),
    "at one instant": (InSequence((A, B)), rows((1, "b"), (1, "a")), True),
    "one event twice": (InSequence((A, A)), rows((1, "a"), (2, "a")), True),
    "one event once": (InSequence((A, A)), rows((1, "a"), (2, "b")), False),
    "within its time": (InSequence((A, B), DAY), rows((1, "a"), (2, "b")), True),
    "beyond its time": (InSequence((A, B), DAY), [Row(at(1), "a"), Row(at(2) + 1, "b")], False),
    "a second start": (InSequence((A, B), DAY), rows((1, "a"), (5, "a"), (5.5, "b")), True),
    "sequence that ends behind the period": (
        InSequence((A, B), period=period(0, 9)), rows((8, "a"), (9, "b")), False),
    "sequence that begins before it": (InSequence((A, B), period=period(5)), rows((4, "a"), (6, "b")), False),
    "filtered steps": (InSequence((BIG, B)), [Row(at(1), "a", {"size": 9}), Row(at(2), "b")], False),
    "no rows": (InSequence((A, B)), [], False),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "told", "expected"), CASES.values(), ids=CASES)
def test_who_belongs(rule: CohortRule, told: list[Row], expected: bool) -> None:
    assert inside(rule, told) is expected


EVENTS = st.lists(
    st.builds(
        lambda hour, event, size, late: Row(hour * DAY_US // 24, event, {"size": size}, (hour + late) * DAY_US // 24),
        st.integers(0, 60), st.sampled_from("abc"), st.sampled_from([9, 11]), st.sampled_from([0, 0, 0, 30]),
    ),
    max_size=10,
)  # fmt: skip
PERIODS = st.one_of(
    st.just(Period()),
    st.builds(lambda days: Period(last=days * DAY), st.integers(1, 3)),
    st.builds(period, st.none() | st.integers(0, 2), st.none() | st.integers(1, 3)),
)
REFS = st.sampled_from([A, B, BIG])
RULES = st.one_of(
    st.builds(lambda ref, least, more, when: Times(ref, least, None if more is None else least + more, when),
              REFS, st.integers(0, 3), st.none() | st.integers(0, 2), PERIODS),
    st.builds(InSequence, st.lists(REFS, min_size=2, max_size=3).map(tuple),
              st.none() | st.integers(1, 40).map(lambda hours: timedelta(hours=hours)), PERIODS),
)  # fmt: skip


def plain(rule: CohortRule, told: Iterable[Row], as_of: int) -> bool:
    """The same in loops."""
    known = [row for row in told if row.ts <= as_of and (row.known or 0) <= as_of and lies(rule.period, row.ts, as_of)]
    if isinstance(rule, Times):
        times = sum(hits(row, rule.event) for row in known)
        return rule.at_least <= times and (rule.at_most is None or times <= rule.at_most)
    return any(goes_on(rule, row.ts, rule.steps, known) for row in known if hits(row, rule.steps[0]))


def lies(when: Period, ts: int, as_of: int) -> bool:
    after = when.start is None or from_micros(ts) >= when.start
    before = when.end is None or from_micros(ts) < when.end
    return after and before and (when.last is None or from_micros(ts) > from_micros(as_of) - when.last)


def hits(row: Row, ref: EventRef) -> bool:
    return row.event == ref.event and (not ref.where.conditions or row.props["size"] == 11)


def goes_on(rule: InSequence, first: int, steps: tuple[EventRef, ...], left: list[Row], now: int | None = None) -> bool:
    """Whether the steps can be filled by different rows, none before the last, in time."""
    if not steps:
        return True
    now = first if now is None else now
    for number, row in enumerate(left):
        in_time = rule.within is None or from_micros(row.ts) - from_micros(first) <= rule.within
        fits = row.ts == first if len(steps) == len(rule.steps) else row.ts >= now and in_time
        if fits and hits(row, steps[0]):
            rest = [*left[:number], *left[number + 1 :]]
            if goes_on(rule, first, steps[1:], rest, row.ts):
                return True
    return False


@settings(max_examples=400, deadline=None)
@given(RULES, st.dictionaries(st.sampled_from("xyz"), EVENTS, max_size=3), st.integers(1, 60))
def test_rules_find_whom_loops_find(rule: CohortRule, streams: dict[str, list[Row]], hour: int) -> None:
    as_of = hour * DAY_US // 24
    found = belongs(bucket_of(streams, ["size"]), rule, as_of)
    assert dict(zip(streams, found.tolist(), strict=True)) == {
        unit: plain(rule, told, as_of) for unit, told in streams.items()
    }


def asked(question: Reduction[Any, Any], streams: Mapping[str, list[Row]], rules: Mapping[str, CohortRule]) -> Any:
    """The answer of a question on streams, with cohorts, as the engine asks it."""

    def facts(_unit: object, columns: frozenset[str], _as_of: int) -> list[Bucket]:
        return [bucket_of(streams, sorted(columns))]

    return answered(question, *with_cohorts(facts, rules)(question.unit, question.columns, question.as_of))


METRICS: dict[str, Metric] = {
    "funnel": FunnelMetric("m", (Step(A), Step(B)), DAY),
    "ratio": RatioMetric("m", A, B),
    "rate": RateMetric("m", A),
    "count": CountMetric("m", A),
    "mean": MeanMetric("m", A, "size"),
    "cycle": CycleMetric("m", A, 2, Cycle(CycleKind.FROM_ACTIVATION, days=1)),
    "retention": RetentionMetric("m", A, brackets=((0, 1), (1, 2))),
    "recurring": RetentionMetric("m", A, by="calendar", at=(1,), period="day", birth="recurring"),
    "activity": ActivityMetric("m", None, "day"),
    "activity of one event": ActivityMetric("m", A, "day"),
}


def questions(where: Filter) -> dict[str, Reduction[Any, Any]]:
    """A question of every kind about those that pass a filter."""
    scope = scope_of(at(3), as_of=at(3), population=Population(where=where))
    told: dict[str, Reduction[Any, Any]] = {
        kind: reduction(metric, scope, Judging()) for kind, metric in METRICS.items()
    }
    return told | {
        "activity in detail": ActivityDetail(scope, ActivityMetric("m", None, "day")),
        "paths": Paths(scope, PathsQuestion(A)),
    }


@pytest.mark.parametrize("kind", questions(Filter()))
@settings(max_examples=25, deadline=None)
@given(streams=st.dictionaries(st.sampled_from("vwxyz"), EVENTS.filter(bool), max_size=5))
def test_a_cohort_filters_every_kind_of_question(kind: str, streams: dict[str, list[Row]]) -> None:
    members = {unit: told for unit, told in streams.items() if plain(HEAVY, told, at(3))}
    of_cohort = asked(questions(INSIDE)[kind], streams, {"heavy": HEAVY})
    assert of_cohort == asked(questions(Filter())[kind], members, {})


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from("vwxyz"), EVENTS.filter(bool), max_size=5))
def test_a_cohort_is_a_segment_and_a_filter_on_events(streams: dict[str, list[Row]]) -> None:
    scope = scope_of(at(3), as_of=at(3), population=Population(by="cohort.heavy"))
    by = asked(reduction(METRICS["funnel"], scope, Judging()), streams, {"heavy": HEAVY}).rows_by_value
    inside = asked(questions(INSIDE)["funnel"], streams, {"heavy": HEAVY}).row
    assert by.get("True", tuple(np.zeros(len(inside), int))) == inside
    counted = CountMetric("m", replace(A, where=INSIDE))
    of_events = asked(reduction(counted, replace(scope, population=Population()), Judging()), streams, {"heavy": HEAVY})
    assert (
        of_events.answer.counts.hits == asked(questions(INSIDE)["count"], streams, {"heavy": HEAVY}).answer.counts.hits
    )


def test_what_a_cohort_reads_is_asked_of_the_facts_and_the_cohort_is_not() -> None:
    rules = {"big": Times(BIG), "plain": Times(A)}
    assert read_for(frozenset({"cohort.big", "platform"}), rules) == {"size", "platform"}
    assert read_for(frozenset({"cohort.plain"}), rules) == frozenset()
    seen = []

    def facts(_unit: object, columns: frozenset[str], as_of: int) -> list[Bucket]:
        seen.append((columns, as_of))
        return [bucket_of({"unit": rows((1, "a"))}, sorted(columns))]

    question = questions(Filter((Condition("cohort.big", Op.IS, (False,)),)))["count"]
    (bucket,) = with_cohorts(facts, rules)(question.unit, question.columns, at(2))
    assert seen == [(frozenset({"size"}), at(2))]
    assert set(bucket.columns) == {"size", "cohort.big"}
    assert len(bucket.columns) == 2
    column = bucket.columns["cohort.big"]
    assert [column.values[code] for code in column.codes] == [False]
    assert bucket.columns["cohort.big"] is column


def test_a_cohort_that_nobody_declared_is_refused() -> None:
    """Declarations are refused where they are read; a page's address may name anything."""
    with pytest.raises(BadInput, match="there is no cohort 'havy'") as caught:
        read_for(frozenset({"cohort.havy"}), {"heavy": HEAVY})
    assert caught.value.expected == "heavy"


def test_a_question_without_cohorts_gets_the_very_buckets() -> None:
    bucket = bucket_of({"unit": rows((1, "a"))})
    assert next(iter(with_cohorts(lambda *_: [bucket], {})(Population().unit, frozenset(), FAR))) is bucket
