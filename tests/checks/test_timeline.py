"""Launches replayed: facts in, the words of each day out, and what must not fire."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.launches import LIVE, Facts, Told, a_launch, asks, converting, cycle_end, day, gate
from hypercare.app.engine import Engine
from hypercare.checks.judge import judge_launch
from hypercare.cycles.judgeable import earliest
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Launch, Peaks, Segment, StabilityKind, StabilityLimit
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.model.verdict import Action, GateVerdict, LaunchVerdict, MetricVerdict, Word

DAY_3 = gate(3, asks("completion"))
SECOND = timedelta(seconds=1)
QUARTER = Cycle(CycleKind.CALENDAR_QUARTER)


def judged(launch: Launch, told: Told, as_of: datetime, issued: dict[str, GateVerdict] | None = None) -> LaunchVerdict:
    return judge_launch(launch, as_of, Facts(launch, told), issued or {})


def value_of(metric: MetricVerdict) -> float:
    assert isinstance(metric.answer, Estimate)
    return metric.answer.value


def word(verdict: LaunchVerdict) -> str:
    return verdict.gates[0].word.value


@dataclass(frozen=True)
class Timeline:
    """A launch, what happened, and what is said when: the word of its first gate, and the recommendation."""

    told: Told
    says: Sequence[tuple[datetime, str, str]]
    launch: Launch = field(default_factory=lambda: a_launch(DAY_3))
    never: tuple[str, ...] = ("HARM", "INVALID")


SOUND = Timeline(
    converting(Told(), 200, 150),
    [
        (LIVE - timedelta(days=9), "TOO_EARLY", "HOLD"),
        (day(0), "TOO_EARLY", "HOLD"),
        (day(2), "TOO_EARLY", "HOLD"),
        (day(4), "TOO_EARLY", "HOLD"),
        (day(4, 6) - SECOND, "TOO_EARLY", "HOLD"),
        (day(4, 6), "PASS", "SCALE"),
        (day(60), "PASS", "SCALE"),
    ],
    never=("HARM", "INVALID", "FAIL", "INCONCLUSIVE"),
)
FAILING = Timeline(
    converting(Told(), 200, 10),
    [(day(4, 6) - SECOND, "TOO_EARLY", "HOLD"), (day(4, 6), "FAIL", "ROLLBACK"), (day(90), "FAIL", "ROLLBACK")],
    never=("HARM", "INVALID", "PASS"),
)
BETWEEN = Timeline(converting(Told(), 900, 360), [(day(4, 6), "FAIL", "PIVOT")], never=("HARM", "INVALID", "PASS"))
UNDECIDED = Timeline(
    converting(Told(), 100, 50),
    [(day(4, 6), "INCONCLUSIVE", "HOLD"), (day(34, 6) - SECOND, "INCONCLUSIVE", "HOLD"),
     (day(34, 6), "INCONCLUSIVE", "PIVOT")],
    never=("HARM", "INVALID", "PASS", "FAIL"),
)  # fmt: skip
NOBODY = Timeline(
    Told(), [(day(3), "TOO_EARLY", "HOLD"), (day(9), "INCONCLUSIVE", "HOLD")], never=("HARM", "INVALID", "PASS", "FAIL")
)
LATE_ENTRIES = Timeline(
    converting(converting(Told(), 100, 90), 100, 90, at=day(3, 20), prefix="late"),
    [(day(4, 6), "TOO_EARLY", "HOLD"), (day(5, 6) - SECOND, "TOO_EARLY", "HOLD"), (day(5, 6), "PASS", "SCALE")],
)
NEARLY_ALL_MATURE = Timeline(
    converting(converting(Told(), 190, 170), 10, 0, at=day(3, 20), prefix="late"),
    [(day(4, 6) - SECOND, "TOO_EARLY", "HOLD"), (day(4, 6), "PASS", "SCALE")],
)
NOT_QUITE_ALL_MATURE = Timeline(
    converting(converting(Told(), 189, 170), 11, 0, at=day(3, 20), prefix="late"),
    [(day(4, 6), "TOO_EARLY", "HOLD"), (day(5, 6), "PASS", "SCALE")],
)
QUICK_CONVERTERS = Timeline(
    converting(Told(), 200, 200, at=day(3, 20)),
    [(day(4, 6), "TOO_EARLY", "HOLD"), (day(5, 6), "PASS", "SCALE")],
    never=("HARM", "INVALID", "FAIL", "INCONCLUSIVE"),
)


def orders_of(users: int, reaching: int) -> Told:
    """Users exposed on day 1 who order from 5 October on: three times, or twice."""
    told = Told()
    for user in range(users):
        told.add(f"u{user}", "opened", day(1, 1))
        for order in range(3 if user < reaching else 2):
            told.add(f"u{user}", "order", datetime(2026, 10, 5 + 7 * order, 12, tzinfo=LIVE.tzinfo))
    return told


JUDGED_QUARTER = datetime(2027, 1, 1, 6, tzinfo=LIVE.tzinfo)
MIRAGE = Timeline(
    orders_of(100, 90),
    [(day(30), "TOO_EARLY", "HOLD"), (day(90), "TOO_EARLY", "HOLD"), (JUDGED_QUARTER - SECOND, "TOO_EARLY", "HOLD"),
     (JUDGED_QUARTER, "PASS", "SCALE")],
    launch=a_launch(cycle_end(asks("pro")), cycle=QUARTER),
    never=("HARM", "INVALID", "FAIL", "INCONCLUSIVE"),
)  # fmt: skip
CYCLE_HOLDS_A_PASS = Timeline(
    converting(Told(), 200, 150),
    [(day(4, 6), "PASS", "HOLD"), (JUDGED_QUARTER - SECOND, "PASS", "HOLD"), (JUDGED_QUARTER, "PASS", "SCALE")],
    launch=a_launch(DAY_3, cycle=QUARTER),
)
PEAK_HOLDS_A_PASS = Timeline(
    converting(Told(), 200, 150).add("u0", "order", day(18, 9)),
    [(day(4, 6), "PASS", "HOLD"), (day(18), "PASS", "HOLD"), (day(19), "PASS", "SCALE")],  # 10.10 is day 18
    launch=a_launch(DAY_3, peaks=Peaks("id", ("double_dates",), "one")),
)
UNSEEN_PEAK_HOLDS_A_PASS = replace(
    PEAK_HOLDS_A_PASS, told=converting(Told(), 200, 150), says=((day(18), "PASS", "HOLD"), (day(19), "PASS", "HOLD"))
)
NO_DATA_IS_NOT_GREEN = Timeline(
    converting(Told(), 200, 150),
    [(day(4, 6), "PASS", "HOLD"), (day(400), "PASS", "HOLD")],
    launch=a_launch(DAY_3, stability=(StabilityLimit(StabilityKind.ERROR_RATE, 0.005, at_most=True),)),
)
FEEDBACK_IS_OPEN = Timeline(
    converting(Told(), 200, 150), [(day(400), "PASS", "HOLD")], launch=a_launch(DAY_3, feedback=("csat",))
)
TIMELINES = {
    "a sound launch": SOUND,
    "a failing launch": FAILING,
    "between the gates": BETWEEN,
    "undecided for a cohort's length, then a pivot": UNDECIDED,
    "nobody came": NOBODY,
    "half of the entries on the last evening": LATE_ENTRIES,
    "95 % mature brings the gate forward to its own day": NEARLY_ALL_MATURE,
    "94.5 % mature does not": NOT_QUITE_ALL_MATURE,
    "quick converters wait for their window": QUICK_CONVERTERS,
    "the 30-day mirage: a quarter is judged when it is over": MIRAGE,
    "a pass before the business cycle is over holds": CYCLE_HOLDS_A_PASS,
    "a pass before a required peak holds": PEAK_HOLDS_A_PASS,
    "so does one of which nothing is known": UNSEEN_PEAK_HOLDS_A_PASS,
    "declared stability without data holds for ever": NO_DATA_IS_NOT_GREEN,
    "declared feedback without data holds for ever": FEEDBACK_IS_OPEN,
}


@pytest.mark.parametrize("timeline", TIMELINES.values(), ids=TIMELINES)
def test_timelines(timeline: Timeline) -> None:
    verdicts = [(at, judged(timeline.launch, timeline.told, at)) for at, _, _ in timeline.says]
    said = [(at, word(verdict), verdict.recommendation.action.value) for at, verdict in verdicts]
    assert said == list(timeline.says)


@pytest.mark.parametrize("timeline", TIMELINES.values(), ids=TIMELINES)
def test_what_must_not_fire_on_any_day(timeline: Timeline) -> None:
    facts = Facts(timeline.launch, timeline.told)
    said = {judge_launch(timeline.launch, day(number, 6), facts, {}).gates[0].word.value for number in range(-2, 40, 3)}
    assert not said & set(timeline.never)


def test_a_gate_says_when_it_can_be_judged_and_from_which_knowledge_it_speaks() -> None:
    launch, told = SOUND.launch, SOUND.told
    early, late = judged(launch, told, day(2)).gates[0], judged(launch, told, day(9)).gates[0]
    assert (early.judgeable, early.judged_at, early.settled, early.now) == (day(5, 6), day(2), False, ())
    assert (late.judged_at, late.settled) == (day(4, 6), True)
    assert late.metrics[0].days == (0, 3)
    assert late.metrics[0].maturity == 1.0


def test_a_late_fact_moves_today_and_never_the_word() -> None:
    told = converting(Told(), 200, 150)
    for number in range(200):
        told.add(f"u{number}", "submitted", LIVE + timedelta(hours=20), known=day(10))
    before, after = judged(SOUND.launch, told, day(9)).gates[0], judged(SOUND.launch, told, day(11)).gates[0]
    assert after.metrics == before.metrics
    assert value_of(after.metrics[0]) == 0.75
    assert [value_of(gate.now[0]) for gate in (before, after)] == [0.75, 1.0]


def test_an_issued_word_stands_whatever_the_facts_say_now() -> None:
    issued = judged(SOUND.launch, SOUND.told, day(4, 6)).gates[0]
    assert issued.word is Word.PASS
    later = judged(SOUND.launch, FAILING.told, day(9), {"day 3": issued})
    assert later.gates[0].word is Word.PASS
    assert later.gates[0].metrics == issued.metrics
    assert [metric.word for metric in later.gates[0].now] == [Word.FAIL]
    assert later.recommendation.action is Action.SCALE


def test_an_issued_word_does_not_reach_back_before_it_was_judged() -> None:
    issued = judged(SOUND.launch, SOUND.told, day(4, 6)).gates[0]
    assert word(judged(SOUND.launch, SOUND.told, day(4), {"day 3": issued})) == "TOO_EARLY"


def test_the_last_gate_of_a_primary_decides() -> None:
    told = converting(converting(Told(), 200, 20), 800, 800, at=day(4, 1), prefix="late")
    launch = a_launch(gate(6, asks("completion")), DAY_3)
    verdict = judged(launch, told, day(9))
    assert [(each.gate, each.word) for each in verdict.gates] == [("day 3", Word.FAIL), ("day 6", Word.PASS)]
    assert verdict.recommendation.action is Action.SCALE


def test_only_primary_metrics_decide_and_the_gate_holds_the_worst_word() -> None:
    launch = a_launch(gate(3, asks("completion"), asks("again", cell="7-13")), primary=("completion",))
    verdict = judged(launch, SOUND.told, day(4, 6))
    assert [metric.word for metric in verdict.gates[0].metrics] == [Word.PASS, Word.INCONCLUSIVE]
    assert not verdict.gates[0].settled or verdict.gates[0].word is Word.INCONCLUSIVE
    assert verdict.recommendation.action is Action.SCALE


STREAM = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["opened", "submitted", "order", "ticket"]), st.integers(-30, 400)),
    max_size=40,
)
GATES = st.lists(
    st.sampled_from([
        gate(3, asks("completion", 0.01, 0.001)), gate(0, asks("completion", 0.9, 0.8)),
        gate(7, asks("again", cell="0-6")),
        gate(2, asks("orders", 1.0, 0.1), asks("tickets", 900.0, 1000.0)), gate(5, asks("pro", 0.01, None)),
        cycle_end(asks("pro", 0.01, None)),
    ]), min_size=1, max_size=3, unique_by=lambda each: each.name,
)  # fmt: skip


@settings(max_examples=150)
@given(GATES, STREAM, st.integers(0, 30), st.integers(-48, 130 * 24))
def test_no_gate_passes_or_fails_before_its_day_or_before_maturity(
    gates: list[Any], stream: list[Any], many: int, hour: int
) -> None:
    told = converting(Told(), many, many)
    for user, event, at in stream:
        told.add(f"u{user}", event, day(0, at))
    launch, as_of = a_launch(*gates, cycle=QUARTER), day(0, hour)
    for found in judged(launch, told, as_of).gates:
        declared = next(each for each in gates if each.name == found.gate)
        for metric in found.metrics:
            if metric.word in (Word.PASS, Word.FAIL):
                assert as_of >= earliest(launch, declared)
                assert metric.maturity is None or metric.maturity >= 0.95
            if metric.word is not Word.TOO_EARLY:
                assert as_of >= earliest(launch, declared)
        assert found.settled or Word.TOO_EARLY in {metric.word for metric in found.metrics}


def test_threads_do_not_change_a_digit() -> None:
    launch = a_launch(DAY_3, gate(7, asks("tickets", 100.0, 200.0)), segments=("platform",))
    facts = Facts(launch, converting(Told(), 300, 170, platform="ios"))
    parts = facts.buckets(launch.unit)
    engines = [Engine(lambda *_: parts, threads=threads) for threads in (1, 4)]
    one, four = (judge_launch(launch, day(9), engine, {}) for engine in engines)
    assert one == four
    assert engines[0].states == engines[1].states


def test_a_name_means_one_question() -> None:
    launch = a_launch(
        DAY_3, gate(7, asks("again", cell="0-6"), asks("tickets", 100.0, 200.0), asks("orders", 5.0, 1.0)),
        cycle_end(asks("pro")), cycle=QUARTER, segments=("platform", "region"), segment=Segment("everyone"),
        tracking={},
    )  # fmt: skip
    facts = Facts(launch, converting(Told(), 50, 25, platform="ios", region="west"))
    for at in (day(2), day(4, 6), day(4, 6).astimezone(), day(9), day(120)):
        judge_launch(launch, at, facts, {})
    assert len(facts.asked) > 30
    assert {name: len(asked) for name, asked in facts.asked.items() if len(asked) != 1} == {}
