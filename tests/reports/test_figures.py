"""The charts and the brief of a launch, from what is known of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.launches import LIVE, a_launch, asks, cycle_end, day, gate, guard
from hypercare.checks.headline import headline
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.launch import Gate, Launch, Peaks, Relative
from hypercare.model.mark import Mark, MarkKind
from hypercare.model.text import Text
from hypercare.model.verdict import (
    Action,
    CriterionState,
    ExitCriterion,
    GateVerdict,
    LaunchVerdict,
    MetricVerdict,
    Recommendation,
    Word,
)
from hypercare.reports import figures
from hypercare.reports.brief import brief
from hypercare.reports.chart import Against, ChartModel, Sign, Threshold
from hypercare.reports.markdown import markdown
from hypercare.reports.scene import Judged, Reached, Reading, Scene, judged
from hypercare.reports.voice import spoken
from reports.charts_at_hand import ENGLISH, HOSTILE, INDONESIAN

LAUNCH = a_launch(
    gate(30, asks("completion", 0.42, 0.35)),
    cycle_end(asks("pro", 0.35, 0.25)),
    guardrails=(guard("tickets", Relative("before", 1.2), Relative("before", 3.0)),),
    peaks=Peaks("id", ("harbolnas",)),
)
NOTHING = Insufficient(Text("metric-no-mature-units", {"units": 10, "open": 4}), bounds=(0.2, 1.0))


def estimate(value: float, low: float, high: float, scale: str = "share") -> Estimate:
    return Estimate(value, Interval(low, high, 0.95, "mixture", always_valid=True), Counts(100, 100, 0, 49, 100), scale)


CODES = {Word.PASS: "success", Word.FAIL: "below_failure", Word.INCONCLUSIVE: "straddles_success"}
SURE = estimate(0.49, 0.44, 0.54)


def said(metric: str, word: Word, answer: Answer, success: Any = 0.42, failure: Any = 0.35) -> MetricVerdict:
    return MetricVerdict(metric, word, CODES.get(word, "too_early"), (), answer, success, failure, True, None, (0, 30))


def judged_gate(asked: Gate, metric: MetricVerdict, judgeable: datetime) -> GateVerdict:
    settled = metric.word is not Word.TOO_EARLY
    return GateVerdict(asked.name, asked.kind, metric.word, judgeable, judgeable, settled, (metric,))


def scene(
    today: int = 60,
    completion: Answer = SURE,
    word: Word = Word.PASS,
    launch: Launch = LAUNCH,
    **more: Any,
) -> Scene:
    """A launch on a day: one gate judged, one too early, a guardrail."""
    relative = estimate(0.9, 0.5, float("inf"), "relative")
    tickets = said("tickets", Word.INCONCLUSIVE, relative, Relative("before", 1.2), Relative("before", 3.0))
    verdict = LaunchVerdict(
        launch=launch.id,
        version="0" * 64,
        as_of=day(today, 12),
        day=today,
        phases=("outcome",),
        gates=(
            judged_gate(launch.gates[0], said("completion", word, completion), day(31, 6)),
            judged_gate(launch.gates[1], said("pro", Word.TOO_EARLY, NOTHING, 0.35, 0.25), day(101, 6)),
        ),
        guardrails=(tickets,),
        harms=(),
        criteria=(ExitCriterion("business_cycle", CriterionState.OPEN, Text("exit-feedback-not-declared"), day(101)),),
        recommendation=Recommendation(Action.HOLD, 4, (), day(101, 6)),
    )
    answers = {"completion": completion, "pro": NOTHING, "tickets": relative}
    return Scene(launch, verdict, answers, **more)


def told(model: ChartModel) -> str:
    return spoken(model.title, ENGLISH)


@pytest.mark.parametrize(
    ("word", "answer", "finding"),
    [
        (Word.PASS, estimate(0.49, 0.44, 0.54), "with its whole interval on the good side of success 42 %"),
        (Word.FAIL, estimate(0.3, 0.28, 0.33), "completion is at 30.0 % and misses success 42 %"),
        (Word.INCONCLUSIVE, estimate(0.4, 0.3, 0.5), "is at 40.0 % and undecided: success 42 % lies"),
        (Word.TOO_EARLY, estimate(0.49, 0.2, 0.7), "completion is too early to judge until 23 Oct 2026 06:00 WIB"),
        (Word.INVALID, estimate(0.49, 0.44, 0.54), "completion cannot be trusted: its measurement is flawed"),
        (Word.FAIL, NOTHING, "completion has no value yet"),
    ],
    ids=["pass", "fail", "undecided", "too early", "invalid", "no value"],
)  # fmt: skip
def test_the_title_states_the_finding(word: Word, answer: Answer, finding: str) -> None:
    assert finding in told(figures.sequence(scene(completion=answer, word=word), "completion"))


@pytest.mark.parametrize(
    ("now", "finding"),
    [
        (said("completion", Word.PASS, SURE), "with its whole interval on the good side of success 42 %"),
        (
            said("completion", Word.PASS, SURE, 0.4, 0.3),
            "now reads 49.0 %; what its gate was judged on 23 Oct 2026 06:00 WIB stands",
        ),
        (said("completion", Word.INCONCLUSIVE, SURE), "completion now reads 49.0 %; what its gate was judged"),
    ],
    ids=["the same", "other thresholds", "another word"],
)
def test_a_course_says_no_judged_word_of_figures_that_would_not_hold_it(now: MetricVerdict, finding: str) -> None:
    made = scene()
    first, *others = made.verdict.gates
    verdict = replace(made.verdict, gates=(replace(first, now=(now,)), *others))
    assert finding in told(figures.sequence(replace(made, verdict=verdict), "completion"))


def test_a_sequence_ends_with_what_is_read_now_and_knows_no_later_day() -> None:
    trend = {"completion": tuple(Reading(each, 0.5, 0.4, 0.6, "share") for each in (0, 10, 60, 61, 90))}
    model = figures.sequence(scene(trend=trend), "completion")
    points = model.series[0].points
    assert [point.at for point in points] == [0, 10, 60]
    assert (points[-1].value, points[-1].low, points[-1].high) == (0.49, 0.44, 0.54)


def test_the_days_to_come_are_not_yet() -> None:
    model = figures.sequence(scene(), "completion")
    assert model.not_yet is not None
    assert (model.not_yet.first, model.not_yet.last) == (61, 101)
    assert model.span == (0, 101)
    assert figures.sequence(scene(today=140), "completion").not_yet is None


def test_a_metric_without_any_value_is_not_yet_from_the_first_day() -> None:
    model = figures.sequence(scene(), "pro")
    assert model.not_yet is not None
    assert model.not_yet.first == 0
    assert model.series[0].points[-1].value is None
    assert model.series[0].points[-1].ends == (0.2, 1.0)


def test_a_launch_that_is_not_live_has_no_days_yet() -> None:
    model = figures.sequence(scene(today=-3, completion=NOTHING, word=Word.TOO_EARLY), "completion")
    assert model.not_yet is not None
    assert model.not_yet.first == 0
    assert all(mark.sign is not Sign.NOW for mark in model.marks)


def test_thresholds_stand_on_the_scale_of_the_numbers() -> None:
    assert figures.sequence(scene(), "completion").series[0].thresholds == (
        Threshold(Against.SUCCESS, 0.42),
        Threshold(Against.FAILURE, 0.35),
    )
    assert figures.sequence(scene(), "tickets").series[0].thresholds == (
        Threshold(Against.LIMIT, 1.2, above=False),
        Threshold(Against.ROLLBACK, 3.0, above=False),
    )


def test_readings_on_another_scale_are_no_part_of_the_line() -> None:
    trend = {"tickets": (Reading(5, 40.0, 30.0, 50.0, "rate"), Reading(6, 0.9, 0.5, None, "relative"))}
    points = figures.sequence(scene(trend=trend), "tickets").series[0].points
    assert [point.at for point in points] == [6, 60]


def test_an_unbounded_end_is_told_as_such() -> None:
    model = figures.sequence(scene(), "tickets")
    assert model.series[0].points[-1].high is None
    assert "to not bounded" in " ".join(spoken(each, ENGLISH) for each in model.alt)


def test_the_timeline_has_peaks_marks_gates_and_now() -> None:
    mark = Mark("m", "biza", MarkKind.INCIDENT, LIVE + timedelta(days=2), HOSTILE, "a", LIVE)
    marks = figures.sequence(scene(marks=(mark,)), "completion").marks
    found = {(each.sign, each.at) for each in marks}
    assert {(Sign.INCIDENT, 2), (Sign.NOW, 60), (Sign.GATE, 30), (Sign.GATE, 100)} <= found
    assert [each.at for each in marks if each.sign is Sign.PEAK]


def test_the_gates_are_counted() -> None:
    model = figures.gates(scene())
    assert told(model) == "Of 3 judged metrics 1 passes, 0 fail, 2 cannot be decided yet"
    assert [spoken(each.name, ENGLISH) for each in model.series] == [
        "completion · Day 30",
        "pro · Cycle end",
        "tickets · guardrail",
    ]
    assert [each.word for each in model.series] == [Word.PASS, Word.TOO_EARLY, Word.INCONCLUSIVE]


def test_a_gate_shows_one_metric() -> None:
    here = scene()
    first: Judged = judged(here)[0]
    assert figures.gate(here, first).series[0].points[0].value == 0.49


def test_a_funnel_names_its_worst_drop() -> None:
    steps = (Reached("opened", 120, 100), Reached(HOSTILE, 70, 40), Reached("done", 31, 30))
    model = figures.funnel(scene(steps={"completion": steps}), "completion")
    assert "60.0 % of those who reached the step before" in told(model)
    assert "\u202e" not in told(model)


@pytest.mark.parametrize("reached", [(0, 0), (5, 5)], ids=["nobody began", "nobody was lost"])
def test_a_funnel_without_a_drop_says_so(reached: tuple[int, int]) -> None:
    steps = tuple(Reached(f"step {n}", units, units) for n, units in enumerate(reached))
    model = figures.funnel(scene(steps={"completion": steps}), "completion")
    assert told(model) in {"Nobody has begun completion yet", "completion loses nobody between its steps"}


def test_the_brief_says_what_the_verdict_says() -> None:
    here = scene(steps={"completion": (Reached("opened", 100, 100), Reached("done", 49, 49))})
    text = markdown(brief(here, headline(here.verdict, here.launch)), ENGLISH)
    for words in (
        "# Bulk upload: brief",
        "> **Hold until 1 Jan 2027: completion passes, pro is too early to judge**",
        "| completion | 49.0 % | 44.0 % | 54.0 % | 100 | Passed | – |",
        "| Business cycle | Open |",
        "Day 30: Passed, judged on 23 Oct 2026 06:00 WIB; that word stands",
        "hypercare verdict biza --as-of 2026-11-21T12:00:00+07:00",
    ):
        assert words in text


def test_the_brief_speaks_indonesian() -> None:
    text = markdown(brief(scene(), headline(scene().verdict, LAUNCH)), INDONESIAN)
    assert "## Syarat keluar" in text
    assert "49,0%" in text


def test_a_title_from_outside_is_escaped() -> None:
    launch = replace(LAUNCH, title="<b>|[x](y)")
    text = markdown(brief(scene(launch=launch), headline(scene().verdict, launch)), ENGLISH)
    assert text.startswith("# \\<b\\>\\|\\[x\\](y): brief")
