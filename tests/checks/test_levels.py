"""Levels relative to before and to the control, how a reading is judged, and what an undecided one still lacks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.launches import LIVE, OPENED, Facts, Told, a_launch, asks, converting, cycle_end, day, gate
from hypercare.analysis.launch_scope import days_scope
from hypercare.analysis.scope import Judging
from hypercare.checks.ask import question
from hypercare.checks.gates.levels import Found, Reading, measured, midpoint, relative
from hypercare.checks.gates.metric_verdict import judge_metric
from hypercare.checks.gates.needed import needed
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.launch import Exposure, Launch, Relative, Segment
from hypercare.model.metrics import Condition, Cycle, CycleKind, EventRef, Filter, MeanMetric, Op
from hypercare.model.text import Text
from hypercare.model.verdict import MetricVerdict, Word

OLD, NEW = (Filter((Condition("arm", Op.IS, (arm,)),)) for arm in ("control", "new"))
CONTROLLED = a_launch(control=OLD, segment=Segment("treated", NEW, exposure=Exposure(event=OPENED)))
AT = day(20)


def reading(launch: Launch, facts: Facts, metric: str, days: tuple[int, int] = (0, 13)) -> Reading:
    declared = launch.metrics[metric]
    return Reading(launch, declared, days_scope(launch, declared, days, AT), AT, facts, f"test/{metric}")


def compared(launch: Launch, told: Told, metric: str, base: str, factor: float = 1.2) -> tuple[Any, Facts]:
    facts = Facts(launch, told)
    return relative(reading(launch, facts, metric), base, factor), facts


def centres(facts: Facts, part: str) -> list[float | None]:
    """The prior's centre of each question that was asked for a part."""
    return [asked.judging.centre for name, all_of in facts.asked.items() if f"/{part}@" in name for asked in all_of]


def grown(before: int, after: int, users: int = 400, arm: str = "new") -> Told:
    """Users of whom so many converted a week before go-live, and so many after it."""
    told = converting(Told(), users, before, at=day(-7), arm=arm)
    return converting(told, users, after, arm=arm)


def test_a_share_relative_to_before() -> None:
    answer, facts = compared(a_launch(), grown(100, 150), "completion", "before")
    assert isinstance(answer, Estimate)
    assert (answer.value, answer.scale) == (1.5, "relative")
    assert answer.interval.low < 1.5 < answer.interval.high
    assert answer.interval.level == pytest.approx(0.95)
    assert centres(facts, "after") == [1.2 * 0.25]


def with_control(control_hits: int, *, history: bool) -> Told:
    told = grown(100, 150) if history else converting(Told(), 400, 150, arm="new")
    return converting(told, 400, control_hits, prefix="c", arm="control")


@pytest.mark.parametrize("control_hits", [60, 100, 200])
def test_the_prior_of_a_comparison_with_a_control_never_moves_with_the_control(control_hits: int) -> None:
    answer, facts = compared(CONTROLLED, with_control(control_hits, history=True), "completion", "control")
    assert answer.value == pytest.approx(150 / control_hits)
    assert centres(facts, "after") == [1.2 * 0.25]
    assert centres(facts, "control") == [0.25]


def test_without_history_the_prior_of_a_comparison_prefers_nothing() -> None:
    answer, facts = compared(CONTROLLED, with_control(100, history=False), "completion", "control")
    assert answer.value == 1.5
    assert centres(facts, "after") == centres(facts, "control") == [None]


def test_a_rate_relative_to_a_control_has_the_bursts_of_before() -> None:
    told = converting(converting(Told(), 50, 50, arm="new"), 50, 50, prefix="c", arm="control")
    for number in range(-28, 14):
        for user in range(50):
            told.add(f"u{user}", "order", day(number, 12)).add(f"c{user}", "order", day(number, 12))
        for ticket in range(20 * (number % 4 == 0)):
            told.add(f"u{number % 50}", "ticket", day(number, 13 + ticket / 60))
            told.add(f"c{number % 50}", "ticket", day(number, 13 + ticket / 60))
    answer, facts = compared(CONTROLLED, told, "tickets", "control")
    assert isinstance(answer, Estimate)
    assert answer.value == pytest.approx(1.0)
    judged = {asked.judging for name, all_of in facts.asked.items() if "before" not in name for asked in all_of}
    assert {each.dispersion > 10 for each in judged} == {True}
    assert "dispersed" in answer.interval.method


@pytest.mark.parametrize(
    ("launch", "told", "metric", "base", "reason"),
    [
        pytest.param(a_launch(), converting(Told(), 9, 5), "completion", "before", "gate-uncontrolled", id="new"),
        pytest.param(a_launch(), grown(0, 150), "completion", "before", "gate-uncontrolled", id="0 before"),
        pytest.param(a_launch(), grown(9, 150), "tickets", "before", "gate-uncontrolled", id="no ticket before"),
        pytest.param(a_launch(), grown(9, 150), "completion", "control", "gate-uncontrolled", id="no control declared"),
        pytest.param(CONTROLLED, grown(9, 150), "completion", "control", "gate-uncontrolled", id="empty control"),
        pytest.param(a_launch(), grown(9, 150), "pro", "before", "gate-incomparable", id="a cycle before"),
        pytest.param(a_launch(), grown(9, 150), "again", "before", "gate-incomparable", id="retention before"),
        pytest.param(CONTROLLED, grown(9, 150), "orders", "control", "gate-incomparable", id="another group"),
    ],
)  # fmt: skip
def test_without_anything_to_compare_with_it_stays_uncontrolled(
    launch: Launch, told: Told, metric: str, base: str, reason: str
) -> None:
    answer, _ = compared(launch, told, metric, base)
    assert isinstance(answer, Insufficient)
    assert (answer.reason.id, answer.reason.params["base"]) == (reason, base)


def test_a_control_that_is_too_small_says_how_large_it_must_be() -> None:
    rows = MeanMetric("rows", EventRef("submitted"), "rows")
    launch = replace(CONTROLLED, metrics={**CONTROLLED.metrics, "rows": rows})
    told = converting(Told(), 400, 400, arm="new", rows=5)
    for size in (5, 6):
        told = converting(told, 20, 20, prefix=f"c{size}-", arm="control", rows=size)
    answer, _ = compared(launch, told, "rows", "control")
    assert isinstance(answer, Insufficient)
    assert answer.reason == Text("gate-thin", {"base": "control", "needed": answer.needed, "have": 40})


def daily_orders(before: int, after: int, users: int = 10) -> Told:
    """Users who open an upload on day 0 and order so often a day: in the 28 days before, and in the 14 after."""
    told = converting(Told(), users, users)
    for number in range(-28, 14):
        for order in range(before if number < 0 else after):
            for user in range(users):
                told.add(f"u{user}", "order", day(number, 12) + timedelta(minutes=order))
    return told


def test_a_count_relative_to_before_is_per_day() -> None:
    answer, _ = compared(a_launch(), daily_orders(2, 3), "orders", "before")
    assert isinstance(answer, Estimate)
    assert answer.value == pytest.approx(1.5)  # 420 in 14 days after 560 in 28


def test_a_rate_relative_to_before_is_balanced_by_weekday() -> None:
    told = converting(Told(), 50, 50)
    for number in range(-28, 14):
        weekday = day(number).weekday()
        for user in range(50):
            told.add(f"u{user}", "order", day(number, 12))
        for ticket in range(30 if weekday == 0 else 3):
            told.add(f"u{ticket}", "ticket", day(number, 13))
    launch = a_launch()
    whole, part = (
        relative(reading(launch, Facts(launch, told), "tickets", days), "before", 1.2) for days in ((0, 13), (1, 5))
    )
    assert isinstance(whole, Estimate)
    assert isinstance(part, Estimate)
    assert whole.value == pytest.approx(1.0, abs=0.02)
    assert part.value == pytest.approx(1.0, abs=0.35)  # without Mondays; plain rates would say 3 / 6.9 = 0.44


@pytest.mark.parametrize(
    ("success", "failure", "expected"),
    [
        pytest.param(0.42, 0.35, 0.385, id="between"),
        pytest.param(0.42, None, 0.42, id="no failure"),
        pytest.param(Relative("before", 1.2), Relative("before", 1.0), 1.1, id="factors"),
    ],
)
def test_midpoint(success: Any, failure: Any, expected: float) -> None:
    assert midpoint(success, failure) == pytest.approx(expected)


def test_a_question_has_one_name_in_every_zone() -> None:
    assert question("arrivals", LIVE) == question("arrivals", LIVE.astimezone()) == "arrivals@2026-09-22T02:00:00+00:00"


def steady(users: int) -> Told:
    """Users who open once and order once or twice by turns."""
    told = Told()
    for user in range(users):
        told.add(f"u{user}", "opened", LIVE)
        for order in range(1 + user % 2):
            told.add(f"u{user}", "order", LIVE + timedelta(hours=1 + order))
    return told


def one_ticket() -> Told:
    return steady(300).add("u1", "ticket", LIVE + timedelta(hours=2))


@pytest.mark.parametrize(
    ("metric", "success", "told", "said"),
    [
        pytest.param("completion", 0.5, converting(Told(), 100, 45), "gate-needs-units", id="share"),
        pytest.param("orders_per_open", 1.52, steady(300), "gate-needs-units", id="ratio"),
        pytest.param("orders_per_user", 1.52, steady(300), "gate-needs-units", id="mean"),
        pytest.param("tickets", 30.0, one_ticket(), "gate-needs-unit-days", id="rate"),
        pytest.param("orders", 440.0, steady(300), None, id="count: its days are over"),
    ],
)  # fmt: skip
def test_what_an_undecided_metric_lacks(metric: str, success: float, told: Told, said: str | None) -> None:
    launch = a_launch(gate(3, asks(metric, success, None)))
    found = measured(reading(launch, Facts(launch, told), metric), Judging(success))
    text = needed(found, success)
    assert (text.id if text else None) == said
    if text is not None:
        assert 0 < float(str(text.params["more"])) < 10**6
        assert float(str(text.params["have"])) > 0


def test_what_is_lacking_decides_it() -> None:
    launch, judging = a_launch(), Judging(0.4)
    few = measured(reading(launch, Facts(launch, converting(Told(), 100, 45)), "completion"), judging)
    lacking = few.lacking(0.5)
    assert lacking is not None
    users = lacking.more + lacking.have
    # 45 % of that many is rounded to whole users: a few more or less may tip it.
    tolds = [converting(Told(), number, number * 9 // 20) for number in (users - 30, users + 30)]
    answers = [measured(reading(launch, Facts(launch, told), "completion"), judging).answer for told in tolds]
    assert [answer.interval.high >= 0.5 for answer in answers if isinstance(answer, Estimate)] == [True, False]


def test_nothing_is_lacking_where_nothing_is_known() -> None:
    assert needed(Found(Insufficient(Text("metric-no-units"))), 0.5) is None


QUARTER = Cycle(CycleKind.CALENDAR_QUARTER)


def verdict_of(launch: Launch, told: Told, at: Any) -> MetricVerdict:
    declared = launch.gates[0]
    return judge_metric(launch, declared, declared.thresholds[0], at, Facts(launch, told)).verdict


def reaching(users: int, hits: int) -> Told:
    told = Told()
    for user in range(users):
        told.add(f"u{user}", "opened", day(1))
        for order in range(3 if user < hits else 1):
            told.add(f"u{user}", "order", day(20 + order))
    return told


NEW_YEAR = day(101, 6)  # 1 January 2027, 06:00


@pytest.mark.parametrize(
    ("metric", "method"),
    [
        pytest.param("pro", "clopper-pearson", id="a calendar cycle is judged once"),
        pytest.param("completion", "beta-binomial mixture cs", id="funnel windows end one by one"),
    ],
)
def test_one_exact_interval_only_where_all_is_complete_at_one_instant(metric: str, method: str) -> None:
    launch = a_launch(cycle_end(asks(metric, 0.35, 0.25)), cycle=QUARTER)
    told = reaching(300, 150) if metric == "pro" else converting(Told(), 300, 150, at=day(20))
    found = verdict_of(launch, told, NEW_YEAR)
    assert found.word is Word.PASS
    assert isinstance(found.answer, Estimate)
    assert found.answer.interval.method == method


def test_before_its_end_a_cycle_gate_shows_an_interval_that_may_be_looked_at() -> None:
    launch = a_launch(cycle_end(asks("orders", 300.0, 100.0)), cycle=QUARTER)
    early, over = (verdict_of(launch, reaching(300, 150), at).answer for at in (day(60), NEW_YEAR))
    assert isinstance(early, Estimate)
    assert isinstance(over, Estimate)
    assert (early.interval.always_valid, over.interval.always_valid) == (True, False)


def test_a_share_of_less_is_better_is_mirrored() -> None:
    launch = a_launch(gate(3, asks("tickets", 50.0, 100.0)))
    found = verdict_of(launch, one_ticket(), day(5))
    assert (found.word, found.code) == (Word.PASS, "success")
