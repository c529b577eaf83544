"""Exit criteria: what is declared and open holds, what is not declared holds nothing, and no data is never met."""

from datetime import datetime
from typing import Any

import pytest

from checks.launches import ZONE, Facts, Told, a_launch, day
from hypercare.checks.exit import cycle, feedback, peaks, stability
from hypercare.checks.gates import stability as limits
from hypercare.model.facts import Feedback
from hypercare.model.instant import to_micros
from hypercare.model.launch import Peaks, Person, StabilityKind, StabilityLimit
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind, Revocation
from hypercare.model.verdict import CriterionState

MET, OPEN, NOT_DECLARED = CriterionState.MET, CriterionState.OPEN, CriterionState.NOT_DECLARED
UNKNOWN = CriterionState.UNKNOWN
NEW_YEAR = datetime(2027, 1, 1, 6, tzinfo=ZONE)
QUARTER, MONTH = Cycle(CycleKind.CALENDAR_QUARTER), Cycle(CycleKind.CALENDAR_MONTH)
ROLLING, TRAILING = Cycle(CycleKind.FROM_ACTIVATION, days=60), Cycle(CycleKind.TRAILING, days=60)


@pytest.mark.parametrize(
    ("declared", "over"),
    [
        pytest.param(QUARTER, NEW_YEAR, id="quarter: October to December"),
        pytest.param(MONTH, datetime(2026, 11, 1, 6, tzinfo=ZONE), id="month: October"),
        pytest.param(ROLLING, day(90, 6), id="60 days after the last of the cohort joined, on day 29"),
        pytest.param(TRAILING, day(90, 6), id="trailing 60 days of everybody"),
    ],
)
def test_a_business_cycle_is_open_until_it_is_over_and_its_data_are_in(declared: Cycle, over: datetime) -> None:
    launch = a_launch(cycle=declared)
    open_still = cycle.judge(launch, over.replace(hour=5))
    assert (open_still.state, open_still.until, open_still.reason.id) == (OPEN, over, "exit-cycle-open")
    met = cycle.judge(launch, over)
    assert (met.state, met.until, met.reason.id) == (MET, None, "exit-cycle-met")


def test_a_launch_without_a_cycle_says_why() -> None:
    found = cycle.judge(a_launch(), NEW_YEAR)
    assert (found.state, found.reason.params["why"]) == (NOT_DECLARED, "bought once")


def watching(*names: str, require: str = "one") -> Peaks:
    return Peaks("id", names, require)


# Live on 22 September 2026: 10.10 is day 18, 11.11 day 50, 12.12 day 81; payday (25.9. to 1.10.) is days 3 to 9.
@pytest.mark.parametrize(
    ("declared", "on_day", "state", "until"),
    [
        pytest.param(None, 90, NOT_DECLARED, None, id="none declared"),
        pytest.param(watching("double_dates", require=""), 9, NOT_DECLARED, None, id="watched only"),
        pytest.param(watching("double_dates"), 0, OPEN, day(19), id="one: the next is 10.10"),
        pytest.param(watching("double_dates"), 18, OPEN, day(19), id="one: running"),
        pytest.param(watching("double_dates"), 19, MET, None, id="one: over"),
        pytest.param(watching("double_dates", "payday"), 5, OPEN, day(10), id="one of two: whichever ends first"),
        pytest.param(watching("double_dates", "payday"), 10, MET, None, id="one of two: payday is over"),
        pytest.param(watching("double_dates", "payday", require="all"), 10, OPEN, day(19), id="all: 10.10 lacks"),
        pytest.param(watching("double_dates", "payday", require="all"), 19, MET, None, id="all: both were there"),
        pytest.param(watching("double_dates", "independence_day", require="all"), 19, OPEN,
                     datetime(2027, 8, 18, tzinfo=ZONE), id="all: until the last of those that lack"),
        pytest.param(watching(), 19, OPEN, None, id="none to wait for"),
    ],
)  # fmt: skip
def test_peaks(declared: Peaks | None, on_day: int, state: CriterionState, until: datetime | None) -> None:
    launch = a_launch(peaks=declared)
    found = peaks.judge(launch, day(on_day), Facts(launch, busy()))
    assert (found.state, found.until) == (state, until)


def busy(until: int = 60) -> Told:
    """Somebody who does something on every day."""
    told = Told()
    for number in range(-3, until):
        told.add("u", "opened", day(number, 12))
    return told


def test_a_date_in_the_calendar_is_no_observation() -> None:
    launch = a_launch(peaks=watching("double_dates"))
    found = peaks.judge(launch, day(19), Facts(launch, busy(until=18)))
    assert (found.state, found.until, found.reason.id) == (OPEN, day(51), "exit-peaks-no-data")
    assert (found.reason.params["peak"], found.reason.params["coming"], found.reason.params["more"]) == (
        "double_dates",
        "double_dates",
        "yes",
    )
    # What came too late to be known does not count before it is known.
    late = busy(until=18).add("u", "order", day(18, 12), known=day(25))
    assert peaks.judge(launch, day(24), Facts(launch, late)).state is OPEN
    assert peaks.judge(launch, day(26), Facts(launch, late)).state is MET
    # Nor does what others did.
    others = busy(until=18).add("somebody", "order", day(18, 12))
    assert peaks.judge(launch, day(19), Facts(launch, others)).state is OPEN


def test_a_peak_that_had_begun_before_go_live_does_not_count() -> None:
    launch = a_launch(peaks=watching("payday"), live=datetime(2026, 9, 27, 9, tzinfo=ZONE))
    facts = Facts(launch, busy())
    assert peaks.judge(launch, datetime(2026, 10, 3, tzinfo=ZONE), facts).state is OPEN
    assert peaks.judge(launch, datetime(2026, 11, 2, tzinfo=ZONE), facts).state is MET


def test_stability_that_nothing_reports_on_is_unknown_where_declared() -> None:
    limit = StabilityLimit(StabilityKind.ERROR_RATE, 0.01, at_most=True)
    without, declared = (
        stability.judge(launch, day(30), limits.judge(launch, day(30), Facts(launch, Told())))
        for launch in (a_launch(), a_launch(stability=(limit,)))
    )
    assert (without.state, declared.state) == (NOT_DECLARED, UNKNOWN)
    assert (without.reason.id, declared.reason.id) == ("exit-stability-not-declared", "exit-stability-no-data")


def said(channel: str, at: datetime) -> Feedback:
    instant = to_micros(at)
    return Feedback("desk", channel, f"{channel}-{instant}", instant, instant, instant, instant, bytes(16), False)


@pytest.mark.parametrize(
    ("declared", "heard", "reason", "channels"),
    [
        pytest.param((), (), "exit-feedback-not-declared", None, id="none declared"),
        pytest.param(("tickets", "csat"), (), "exit-feedback-no-data", "tickets, csat", id="nothing was said"),
        pytest.param(("tickets", "csat"), (said("tickets", day(3)),), "exit-feedback-no-data", "csat", id="one silent"),
        pytest.param(
            ("tickets",), (said("tickets", day(-3)),), "exit-feedback-no-data", "tickets", id="before go-live"
        ),
        pytest.param(("tickets",), (said("tickets", day(40)),), "exit-feedback-no-data", "tickets", id="not known yet"),
        pytest.param(("tickets",), (said("tickets", day(3)),), "exit-feedback-not-synthesised", "tickets", id="heard"),
    ],
)
def test_feedback_waits_for_every_declared_channel(
    declared: tuple[str, ...], heard: tuple[Feedback, ...], reason: str, channels: str | None
) -> None:
    launch = a_launch(feedback=declared)
    found = feedback.judge(launch, day(30), Facts(launch, Told(), feedback=heard))
    assert (found.reason.id, found.reason.params.get("channels")) == (reason, channels)
    silent = UNKNOWN if reason == "exit-feedback-no-data" else OPEN
    assert found.state is (silent if declared else NOT_DECLARED)


DEWI = Person("C. Dewi", "dewi@example.com")


def act(kind: OutcomeActKind, at: datetime, *subjects: str, **more: Any) -> OutcomeAct:
    return OutcomeAct("f-000001-abcdef", "biza", kind, DEWI, at, subjects, **more)


SYNTHESISED, ABSENCE = OutcomeActKind.SYNTHESISED, OutcomeActKind.PEAK_ABSENCE
TAKEN_BACK = Revocation("o-000002-abcdef", DEWI, day(20), "not all of them")


@pytest.mark.parametrize(
    ("acts", "on_day", "reason"),
    [
        pytest.param((act(SYNTHESISED, day(10), "tickets", "csat"),), 30, "exit-feedback-met", id="both"),
        pytest.param((act(SYNTHESISED, day(10), "tickets"),), 30, "exit-feedback-not-synthesised", id="only one"),
        pytest.param(
            (act(SYNTHESISED, day(10), "tickets"), act(SYNTHESISED, day(12), "csat")),
            30,
            "exit-feedback-met",
            id="one after the other",
        ),
        pytest.param(
            (act(SYNTHESISED, day(31), "tickets", "csat"),), 30, "exit-feedback-not-synthesised", id="not said yet"
        ),
        pytest.param(
            (act(SYNTHESISED, day(10), "tickets", "csat", revoked=TAKEN_BACK),),
            30,
            "exit-feedback-not-synthesised",
            id="taken back",
        ),
        pytest.param(
            (act(SYNTHESISED, day(10), "tickets", "csat", revoked=TAKEN_BACK),),
            15,
            "exit-feedback-met",
            id="taken back later",
        ),
        pytest.param(
            (act(SYNTHESISED, day(4), "tickets", "csat"),), 40, "exit-feedback-met-and-more", id="a month old, and more"
        ),
    ],
)
def test_feedback_is_met_once_somebody_synthesised_every_channel(
    acts: tuple[OutcomeAct, ...], on_day: int, reason: str
) -> None:
    launch = a_launch(feedback=("tickets", "csat"))
    heard = (said("tickets", day(3)), said("csat", day(5)))
    found = feedback.judge(launch, day(on_day), Facts(launch, Told(), feedback=heard), acts)
    assert found.reason.id == reason
    assert found.state is (MET if "met" in reason else OPEN)


@pytest.mark.parametrize(
    ("declared", "acts", "reason"),
    [
        pytest.param(watching("double_dates"), (act(ABSENCE, day(2), "double_dates", note="small"),),
                     "exit-peaks-accepted", id="accepted"),
        pytest.param(watching("double_dates"), (act(ABSENCE, day(2), "double_dates", until=day(9)),),
                     "exit-peaks-accepted-until", id="accepted for now"),
        pytest.param(watching("double_dates"), (act(ABSENCE, day(2), "double_dates", until=day(4)),),
                     "exit-peaks-open", id="no longer"),
        pytest.param(watching("double_dates"), (act(ABSENCE, day(2), "lebaran"),), "exit-peaks-open", id="another"),
        pytest.param(watching("double_dates", "payday", require="all"), (act(ABSENCE, day(2), "double_dates"),),
                     "exit-peaks-open", id="of all, one"),
    ],
)  # fmt: skip
def test_an_absent_peak_that_somebody_accepted_is_met_by_name(
    declared: Peaks, acts: tuple[OutcomeAct, ...], reason: str
) -> None:
    launch = a_launch(peaks=declared)
    found = peaks.judge(launch, day(5), Facts(launch, busy()), acts)
    assert found.reason.id == reason
    assert found.state is (MET if "accepted" in reason else OPEN)
    assert "accepted" not in reason or found.reason.params["by"] == "C. Dewi"
