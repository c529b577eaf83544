"""Decisions looked at again, and who has signed what."""

from datetime import datetime, timedelta

import pytest

from checks.launches import LIVE, Facts, Told, a_launch, asks, converting, day, gate
from hypercare.checks.exit.exit_gate import ExitState, exit_gate
from hypercare.checks.exit.signatures import signed_actions
from hypercare.checks.judge import judge_launch
from hypercare.checks.reevaluation import Known, moved, reevaluate
from hypercare.model.decision import Decision
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.launch import Launch, Person, Squad
from hypercare.model.text import Text
from hypercare.model.verdict import Action, LaunchVerdict

DEWI, BUDI = Person("C. Dewi", "dewi@example.com"), Person("Budi", "budi@example.com")


def signed(action: Action, by: Person, number: int) -> Decision:
    at = LIVE + timedelta(days=40, minutes=number)
    return Decision(f"d-{number}", "biza", "v", action, Action.SCALE, "", by, at, "v-1", at, "h")


def read(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, Interval(low, high, 0.95, "test", True), Counts(9, 9, 0, 3, 9), "share")


@pytest.mark.parametrize(
    ("then", "now", "has_moved"),
    [
        pytest.param(read(0.5, 0.4, 0.6), read(0.55, 0.5, 0.6), False, id="within each other"),
        pytest.param(read(0.5, 0.4, 0.6), read(0.7, 0.45, 0.9), False, id="the old one could still be"),
        pytest.param(read(0.5, 0.4, 0.6), read(0.7, 0.65, 0.8), True, id="apart"),
        pytest.param(read(0.5, 0.4, 0.6), Insufficient(Text("x")), True, id="nothing any more"),
        pytest.param(Insufficient(Text("x")), Insufficient(Text("y")), False, id="still nothing"),
    ],
)
def test_a_value_matters_where_each_lies_outside_of_the_other_s_interval(
    then: Answer, now: Answer, *, has_moved: bool
) -> None:
    assert moved(then, now) is has_moved


def test_signatures_join_and_supersede() -> None:
    said = (
        signed(Action.SCALE, DEWI, 1),
        signed(Action.SCALE, BUDI, 2),
        signed(Action.SCALE, BUDI, 3),
        signed(Action.PIVOT, DEWI, 4),
    )
    first, again, last = signed_actions(said)
    assert ([each.record for each in first.signatures], first.superseded_by) == (["d-1", "d-2"], "d-3")
    assert (again.superseded_by, last.superseded_by, last.action) == ("d-4", None, Action.PIVOT)
    assert (first.lacks((DEWI, BUDI)), last.lacks((DEWI, BUDI))) == ((), (BUDI,))
    assert signed_actions(()) == ()


def judged(launch: Launch, hits: int, at: datetime) -> LaunchVerdict:
    return judge_launch(launch, at, Facts(launch, converting(Told(), 300, hits)), {})


def test_what_changed_is_said_and_nothing_that_matters_is_an_answer() -> None:
    launch = a_launch(gate(30, asks("completion")), squad=Squad(approvers=(DEWI,)))
    then = Known(judged(launch, 270, day(40)), {})
    decision = signed(Action.SCALE, DEWI, 1)
    same = reevaluate(launch, decision, then, Known(judged(launch, 270, day(41)), {}))
    assert (same.says.id, same.changes) == ("reevaluation-nothing", ())
    assert day(41) < same.following <= day(42) + launch.lateness
    now = Known(judged(launch, 30, day(41)), {"ANTI-MIRAGE": Text("anti-title")})
    again = reevaluate(launch, decision, then, now)
    assert again.says.id == "reevaluation-changed"
    assert [line.aspect for line in again.changes] == ["recommendation", "metric", "antipattern"]


def test_the_exit_gate_waits_for_a_signature_and_a_hold_is_none() -> None:
    launch = a_launch(gate(30, asks("completion")), squad=Squad(approvers=(DEWI,)))
    verdict = judged(launch, 270, day(40))
    ready = exit_gate(launch, verdict, (), ())
    assert (ready.state, ready.lines[-1].who) == (ExitState.READY, (DEWI,))
    assert exit_gate(launch, verdict, (signed(Action.HOLD, DEWI, 1),), ()).state is ExitState.READY
    assert exit_gate(launch, verdict, (signed(Action.SCALE, DEWI, 1),), ()).state is ExitState.SIGNED
