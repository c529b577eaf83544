"""Phases: their edges, and how they follow one another."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.launches import MONTH, NO_CYCLE, QUARTER, a_launch, from_activation, wib
from hypercare.cycles.phase import Phase, PhaseInterval, outcome_end, phase_intervals, phases
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.metrics import Cycle

TICK = timedelta(microseconds=1)
ORDER = list(Phase)
instants = st.integers(to_micros(wib("2026-06-01")), to_micros(wib("2027-12-31"))).map(from_micros)
cycles = st.sampled_from([MONTH, QUARTER, NO_CYCLE, from_activation(90)])


def names(when: datetime, signed_at: datetime | None = None) -> str:
    """The phases of the launch of 22 September 2026 with a calendar quarter, in order."""
    found = phases(a_launch(), when, signed_at=signed_at)
    return " ".join(phase for phase in ORDER if phase in found)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param(wib("2026-09-22") - TICK, "entrance", id="the last instant before day 0"),
        pytest.param(wib("2026-09-22"), "technical product", id="day 0 from its midnight"),
        pytest.param(wib("2026-10-07") - TICK, "technical product", id="the end of day 14 is technical"),
        pytest.param(wib("2026-10-07"), "product", id="day 15"),
        pytest.param(wib("2026-10-22") - TICK, "product", id="the end of day 29"),
        pytest.param(wib("2026-10-22"), "product outcome", id="day 30 is both"),
        pytest.param(wib("2026-10-23"), "outcome", id="day 31"),
        pytest.param(wib("2026-12-22"), "outcome", id="day 91: the quarter is not over"),
        pytest.param(wib("2027-01-01T06:00") - TICK, "outcome", id="the quarter is over, its data are not in"),
        pytest.param(wib("2027-01-01T06:00"), "closed", id="the quarter and its lateness are over"),
        pytest.param(wib("2027-06-01"), "closed", id="closed for as long as nobody signs"),
    ],
)
def test_phases_overlap_and_hold_their_last_day(when: datetime, expected: str) -> None:
    assert names(when) == expected


@pytest.mark.parametrize(
    ("signed", "when", "expected"),
    [
        pytest.param("2027-01-10T10:00", "2027-01-09", "closed", id="not signed yet at that time"),
        pytest.param("2027-01-10T10:00", "2027-01-10T10:00", "continuous", id="from the signature on"),
        pytest.param("2026-10-05T10:00", "2026-10-06", "technical product", id="signed early: watched on"),
        pytest.param("2026-10-05T10:00", "2027-01-01T06:00", "continuous", id="signed early: never closed"),
    ],
)
def test_a_signed_decision_ends_closed(signed: str, when: str, expected: str) -> None:
    assert names(wib(when), signed_at=wib(signed)) == expected


@pytest.mark.parametrize(
    ("cycle", "end"),
    [
        pytest.param(QUARTER, "2027-01-01T06:00", id="quarter ends after day 90"),
        pytest.param(MONTH, "2026-12-22", id="month ends before day 90"),
        pytest.param(from_activation(90), "2027-01-20T06:00", id="90 days of the last of the cohort"),
        pytest.param(NO_CYCLE, "2026-12-22", id="no cycle: day 90"),
    ],
)
def test_the_outcome_lasts_until_one_cycle_is_complete(cycle: Cycle, end: str) -> None:
    assert outcome_end(a_launch(cycle=cycle)) == wib(end)


def test_the_ribbon_shows_each_phase_with_its_times() -> None:
    ribbon = phase_intervals(a_launch(), signed_at=wib("2027-01-05"))
    assert ribbon == (
        PhaseInterval(Phase.ENTRANCE, None, wib("2026-09-22")),
        PhaseInterval(Phase.TECHNICAL, wib("2026-09-22"), wib("2026-10-07")),
        PhaseInterval(Phase.PRODUCT, wib("2026-09-22"), wib("2026-10-23")),
        PhaseInterval(Phase.OUTCOME, wib("2026-10-22"), wib("2027-01-01T06:00")),
        PhaseInterval(Phase.CLOSED, wib("2027-01-01T06:00"), wib("2027-01-05")),
        PhaseInterval(Phase.CONTINUOUS, wib("2027-01-05"), None),
    )


@given(instants, cycles, st.none() | instants)
def test_a_launch_is_always_in_some_phase(when: datetime, cycle: Cycle, signed: datetime | None) -> None:
    assert phases(a_launch(cycle=cycle), when, signed_at=signed)


@given(instants, instants, cycles, st.none() | instants)
def test_phases_never_go_back(one: datetime, other: datetime, cycle: Cycle, signed: datetime | None) -> None:
    launch = a_launch(cycle=cycle)
    ranks = [
        sorted(ORDER.index(phase) for phase in phases(launch, when, signed_at=signed)) for when in sorted((one, other))
    ]
    assert ranks[0][0] <= ranks[1][0]
    assert ranks[0][-1] <= ranks[1][-1]
