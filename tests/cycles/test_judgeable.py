"""Judgeable dates and the days a gate reads: live on 22 September 2026 in Jakarta, data up to 6 hours late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.launches import (
    METRICS,
    NO_CYCLE,
    QUARTER,
    a_launch,
    at_least,
    cycle_gate,
    day_gate,
    from_activation,
    wib,
)
from hypercare.cycles.business import CycleWindow
from hypercare.cycles.judgeable import days_read, earliest, entry_window, judgeable
from hypercare.model.errors import BadInput
from hypercare.model.launch import Gate, GateKind, Launch, Relative, Threshold

RELATIVE = Relative("before", 1.16)
metric_names = st.sampled_from([metric.name for metric in METRICS])
hours = st.integers(0, 200)


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        pytest.param(day_gate(30, at_least("orders")), "2026-10-23T06:00", id="events: the end of day 30 and lateness"),
        pytest.param(day_gate(30, at_least("completion")), "2026-10-24T06:00", id="funnel: a day more for its window"),
        pytest.param(
            day_gate(30, at_least("orders"), at_least("completion")), "2026-10-24T06:00", id="the longest window counts"
        ),
        pytest.param(cycle_gate(at_least("pro")), "2027-01-01T06:00", id="quarter: 1 January 06:00"),
        pytest.param(cycle_gate(at_least("monthly")), "2026-11-01T06:00", id="month: its own cycle, not the launch's"),
        pytest.param(cycle_gate(at_least("orders")), "2027-01-01T06:00", id="no cycle of its own: the launch's"),
        pytest.param(cycle_gate(at_least("completion")), "2027-01-02T06:00", id="funnels entered to the cycle's end"),
        pytest.param(
            cycle_gate(at_least("monthly"), at_least("pro")), "2027-01-01T06:00", id="of two cycles the later"
        ),
        pytest.param(cycle_gate(), "2027-01-01T06:00", id="an empty gate still has its date"),
        pytest.param(day_gate(30, at_least("pro")), "2027-01-01T06:00", id="a quarter is not over on day 30"),
        pytest.param(day_gate(90, at_least("rolling_90")), "2027-01-20T06:00", id="cohort of 30 days, 90 days each"),
        pytest.param(day_gate(90, at_least("rolling_14")), "2026-12-22T06:00", id="never before the gate's own day"),
        pytest.param(day_gate(10, at_least("rolling_14")), "2026-10-17T06:00", id="units activated by day 10"),
        pytest.param(
            day_gate(90, at_least("brackets")), "2027-01-21T06:00", id="last bracket: 91 days of the last unit"
        ),
        pytest.param(
            day_gate(60, at_least("brackets", cell="31-60")), "2026-12-22T06:00", id="the named bracket: 61 days"
        ),
        pytest.param(
            day_gate(90, at_least("cadence")), "2027-02-11T18:00", id="cadence: day 90 and half of 45 days for the last"
        ),
        pytest.param(day_gate(30, at_least("rolling_weeks")), "2026-11-26T06:00", id="week 4: five weeks of the last"),
        pytest.param(
            day_gate(30, at_least("calendar_months")), "2027-01-01T06:00", id="2 months after that of the last"
        ),
        pytest.param(day_gate(30, at_least("calendar_months", cell="1")), "2026-12-01T06:00", id="the month after it"),
        pytest.param(day_gate(90, at_least("cadence", cell="60")), "2027-01-12T18:00", id="cadence at day 60"),
        pytest.param(day_gate(14, at_least("day_7")), "2026-10-15T06:00", id="day 7 takes 8 days"),
        pytest.param(day_gate(30, at_least("weekly")), "2026-11-02T06:00", id="the first week after the cohort"),
        pytest.param(day_gate(10, at_least("weekly")), "2026-10-12T06:00", id="the first week after day 10"),
        pytest.param(day_gate(90, at_least("weekly")), "2026-12-22T06:00", id="a week that is over on day 90"),
        pytest.param(day_gate(30, at_least("quarterly")), "2027-04-01T06:00", id="the first quarter after the cohort"),
        pytest.param(cycle_gate(at_least("brackets")), "2027-01-31T06:00", id="born in the quarter's first third"),
    ],
)
def test_a_gate_is_judgeable_when_its_last_unit_had_its_whole_window(gate: Gate, expected: str) -> None:
    assert judgeable(a_launch(), gate) == wib(expected)


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        pytest.param(day_gate(30, at_least("completion")), "2026-10-23T06:00", id="day gate: its own day and lateness"),
        pytest.param(day_gate(30, at_least("pro")), "2026-10-23T06:00", id="whatever its metrics wait for"),
        pytest.param(cycle_gate(at_least("pro")), "2027-01-01T06:00", id="calendar cycle: at its end"),
        pytest.param(cycle_gate(at_least("rolling_90")), "2026-12-21T06:00", id="rolling: the first unit's 90 days"),
        pytest.param(
            cycle_gate(at_least("rolling_14")), "2026-10-22T06:00", id="rolling: not before the cohort closes"
        ),
    ],
)
def test_maturity_may_bring_a_gate_forward_only_so_far(gate: Gate, expected: str) -> None:
    assert earliest(a_launch(), gate) == wib(expected)


@pytest.mark.parametrize(
    ("gate", "threshold", "days"),
    [
        pytest.param(day_gate(30), at_least("completion"), (0, 30), id="day N reads days 0 to N"),
        pytest.param(day_gate(30), at_least("orders", success=RELATIVE), (0, 30), id="relative on day 30"),
        pytest.param(day_gate(31), at_least("orders", success=RELATIVE), (31, 31), id="relative on day 31"),
        pytest.param(day_gate(90), at_least("orders", success=RELATIVE), (31, 90), id="relative later than day 30"),
        pytest.param(day_gate(90), at_least("orders", failure=RELATIVE), (31, 90), id="relative failure alone"),
        pytest.param(day_gate(90), at_least("orders", success=RELATIVE, days=(0, 90)), (0, 90), id="days: overrides"),
        pytest.param(cycle_gate(), at_least("pro"), (9, 100), id="October to December are days 9 to 100"),
        pytest.param(cycle_gate(), at_least("orders"), (9, 100), id="the launch's cycle"),
        pytest.param(cycle_gate(), at_least("monthly"), (9, 39), id="October"),
        pytest.param(cycle_gate(), at_least("rolling_90"), (0, 119), id="to the last unit's ninetieth day"),
        pytest.param(cycle_gate(), at_least("pro", days=(9, 50)), (9, 50), id="days: overrides the cycle too"),
    ],
)
def test_the_days_a_gate_reads(gate: Gate, threshold: Threshold, days: tuple[int, int]) -> None:
    assert days_read(a_launch(), gate, threshold) == days


@pytest.mark.parametrize(
    ("gate", "threshold", "start", "end"),
    [
        pytest.param(day_gate(30), at_least("completion"), "2026-09-22", "2026-10-23", id="funnel: days 0 to 30"),
        pytest.param(day_gate(90), at_least("brackets"), "2026-09-22", "2026-10-22", id="births: days 0 to 29"),
        pytest.param(day_gate(10), at_least("brackets"), "2026-09-22", "2026-10-03", id="births: to day 10"),
        pytest.param(
            day_gate(90), at_least("brackets", days=(0, 59)), "2026-09-22", "2026-11-21", id="births: declared"
        ),
        pytest.param(
            day_gate(90),
            at_least("brackets", success=RELATIVE),
            "2026-10-23",
            "2026-12-22",
            id="births: behind the cohort",
        ),
        pytest.param(cycle_gate(), at_least("pro"), "2026-09-22", "2026-11-01", id="quarter: exposed by 31 October"),
        pytest.param(day_gate(90), at_least("rolling_90"), "2026-09-22", "2026-10-22", id="rolling: the cohort"),
    ],
)
def test_when_something_must_begin_to_count(gate: Gate, threshold: Threshold, start: str, end: str) -> None:
    assert entry_window(a_launch(), gate, threshold) == CycleWindow(wib(start), wib(end))


def test_days_are_local_where_clocks_change() -> None:
    # Clocks go back on 25 October: day 30 is over at 00:00 GMT, 31 days and one hour after it began in summer time.
    launch = a_launch("2026-09-25T09:00", "Europe/London", lateness=timedelta(0))
    assert judgeable(launch, day_gate(30, at_least("orders"))).isoformat() == "2026-10-26T00:00:00+00:00"


@pytest.mark.parametrize("ask", [judgeable, earliest])
def test_a_gate_at_the_end_of_no_cycle_says_how_to_mend_it(ask: Callable[[Launch, Gate], datetime]) -> None:
    with pytest.raises(BadInput, match="gate cycle end: the gate waits for the end of a business cycle") as caught:
        ask(a_launch(cycle=NO_CYCLE), cycle_gate(at_least("orders")))
    assert "business_cycle" in caught.value.fix


def test_the_days_of_no_cycle_say_so_too() -> None:
    with pytest.raises(BadInput, match="gate cycle end"):
        days_read(a_launch(cycle=NO_CYCLE), cycle_gate(), at_least("orders"))


def test_a_day_gate_names_its_day() -> None:
    with pytest.raises(BadInput, match="expected day N"):
        judgeable(a_launch(), Gate("day", GateKind.DAY, (), day=None))


@given(st.lists(metric_names, max_size=4), st.integers(0, 120), st.booleans(), hours)
def test_a_gate_is_never_judgeable_before_its_earliest(names: list[str], day: int, at_end: bool, late: int) -> None:
    thresholds = tuple(at_least(name) for name in names)
    gate = cycle_gate(*thresholds) if at_end else day_gate(day, *thresholds)
    launch = a_launch(lateness=timedelta(hours=late))
    assert earliest(launch, gate) <= judgeable(launch, gate)
    assert judgeable(launch, gate) - judgeable(replace(launch, lateness=timedelta(0)), gate) == launch.lateness


@given(metric_names, st.integers(0, 120), st.integers(0, 120))
def test_a_later_gate_is_never_judgeable_earlier(name: str, one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert judgeable(a_launch(), day_gate(first, at_least(name))) <= judgeable(
        a_launch(), day_gate(second, at_least(name))
    )


@given(metric_names, metric_names, st.integers(0, 120))
def test_another_metric_never_brings_a_gate_forward(one: str, other: str, day: int) -> None:
    alone, both = day_gate(day, at_least(one)), day_gate(day, at_least(one), at_least(other))
    assert judgeable(a_launch(), alone) <= judgeable(a_launch(), both)


@given(st.sampled_from([QUARTER, from_activation(30), from_activation(120)]), st.integers(1, 60), st.integers(0, 60))
def test_a_longer_cohort_never_brings_the_cycle_forward(cycle: object, days: int, more: int) -> None:
    short, long = (a_launch(cycle=cycle, cohort_days=each) for each in (days, days + more))
    assert judgeable(short, cycle_gate(at_least("orders"))) <= judgeable(long, cycle_gate(at_least("orders")))
