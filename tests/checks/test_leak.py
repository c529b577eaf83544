"""Groups that leak into each other: counted by unit, and a flaw only where credibly too many do."""

from typing import Any

import pytest

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.contamination import Contamination, ContaminationOf
from hypercare.analysis.launch_scope import everyone_exposed
from hypercare.checks.gates.leak import contamination, find
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation import leak
from hypercare.model.instant import to_micros
from hypercare.model.launch import Exposure, Launch, Segment
from hypercare.model.metrics import Condition, Filter, Op
from hypercare.model.verdict import Word

SPLIT = Segment("everyone", exposure=Exposure(flag="upload"), split={"on": 0.5, "off": 0.5})
ROLLED_OUT = Segment("everyone", exposure=Exposure(flag="upload"))
OFF = Filter((Condition("flag.upload", Op.IS, ("off",)),))
GATE = gate(3, asks("completion", 0.5, 0.3))


def handed_out(units: int, mixed: int) -> Told:
    """Units that see one value twice, of whom so many see the other one the second time."""
    told = Told()
    for number in range(units):
        seen = "on" if number % 2 else "off"
        other = "off" if number % 2 else "on"
        told.add(f"u{number}", "opened", day(0, 10), flag=seen)
        told.add(f"u{number}", "opened", day(1, 10), flag=other if number < mixed else seen)
    return told


def seen(launch: Launch, told: Told, at: float = 5) -> Contamination | None:
    return contamination(launch, day(at), Facts(launch, told))


@pytest.mark.parametrize(
    "launch",
    [
        pytest.param(a_launch(GATE, segment=SPLIT), id="split"),
        pytest.param(a_launch(GATE, segment=ROLLED_OUT, control=OFF), id="control by the flag"),
    ],
)
def test_units_that_saw_both_sides_are_counted(launch: Launch) -> None:
    assert seen(launch, handed_out(100, 7)) == Contamination(100, 7)
    assert seen(launch, handed_out(100, 7), at=0.9) == Contamination(100, 0)


def test_a_staged_roll_out_hands_nothing_out() -> None:
    assert seen(a_launch(GATE, segment=ROLLED_OUT), handed_out(100, 50)) is None


def test_switches_by_any_name_are_one_value() -> None:
    told = Told().add("u", "opened", day(0, 10), flag=True).add("u", "opened", day(1, 10), flag="on")
    assert seen(a_launch(GATE, segment=SPLIT), told) == Contamination(1, 0)


def test_what_was_seen_before_go_live_is_no_leak() -> None:
    told = Told().add("u", "opened", day(-2), flag="off").add("u", "opened", day(0, 10), flag="on")
    assert seen(a_launch(GATE, segment=SPLIT), told) == Contamination(1, 0)


def test_parts_add_up_in_any_order() -> None:
    launch = a_launch(GATE, segment=SPLIT)
    facts = Facts(launch, handed_out(60, 9))
    asking = ContaminationOf(everyone_exposed(launch), to_micros(day(5)))
    state = asking.empty
    for bucket in reversed(facts.buckets(launch.unit)):
        state = asking.merge(asking.partial(bucket), state)
    assert asking.finish(state) == Contamination(60, 9)


@pytest.mark.parametrize(
    ("units", "mixed", "flawed"),
    [(1000, 60, True), (1000, 3, False), (1000, 10, False), (1000, 14, False), (10, 1, False), (0, 0, False)],
)
def test_only_what_is_credibly_too_much_is_a_flaw(units: int, mixed: int, flawed: bool) -> None:
    assert bool(find(Contamination(units, mixed))) is flawed


def test_no_group_is_no_flaw() -> None:
    assert find(None) == ()


@pytest.mark.parametrize(("mixed", "word"), [(0, Word.INCONCLUSIVE), (20, Word.INVALID)])
def test_a_gate_whose_groups_leak_is_invalid(mixed: int, word: Any) -> None:
    launch = a_launch(GATE, segment=SPLIT)
    facts = Facts(launch, handed_out(200, mixed))
    verdict = judge_launch(launch, day(6), facts, {})
    assert (verdict.gates[0].word is Word.INVALID) is (word is Word.INVALID)
    found = leak.find(launch, verdict, facts)
    assert found is not None
    assert (found.units, found.mixed, found.leaking) == (200, mixed, mixed > 0)
