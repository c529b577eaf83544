"""Harm and broken measurements: guardrails, segments, sample ratio, tracking; and what must not fire."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from checks.launches import LIVE, Facts, Told, a_launch, asks, converting, day, gate, guard
from hypercare.analysis.arrival import Arrival, Arrived
from hypercare.checks.gates import guardrails, sample_ratio, tracking
from hypercare.checks.judge import judge_launch
from hypercare.model.estimate import Estimate, Insufficient, Interval
from hypercare.model.launch import Exposure, Gate, GateKind, Launch, Relative, Segment
from hypercare.model.metrics import EventRef
from hypercare.model.tracking import TrackedEvent
from hypercare.model.verdict import Action, LaunchVerdict, Word

DAY_3 = gate(3, asks("completion"))


def judged(launch: Launch, told: Told, as_of: datetime) -> LaunchVerdict:
    return judge_launch(launch, as_of, Facts(launch, told), {})


def ticketed(before: float, after: float, *, users: int = 100, days: int = 10, bursts: int = 1) -> Told:
    """Users active every noon, four weeks before go-live and some days after, with so many tickets a day in all.

    Tickets come so many at once, by chance; everybody opens an upload on day 0 and submits it.
    """
    rng, told = np.random.default_rng(5), converting(Told(), users, users)
    for number in range(-28, days):
        for user in range(users):
            told.add(f"u{user}", "order", day(number, 12))
        for _ in range(rng.poisson((before if number < 0 else after) / bursts)):
            user = rng.integers(users)
            for ticket in range(bursts):
                told.add(f"u{user}", "ticket", day(number, 13) + timedelta(minutes=ticket))
    return told


GUARDED = a_launch(DAY_3, guardrails=(guard(limit=Relative("before", 1.2), rollback=Relative("before", 3.0)),))
ABSOLUTE = a_launch(DAY_3, guardrails=(guard(limit=100.0, rollback=600.0),))
AT_LEAST = a_launch(DAY_3, guardrails=(guard("orders_per_user", limit=8.0, at_most=False),))


@pytest.mark.parametrize(
    ("launch", "told", "code", "action"),
    [
        pytest.param(GUARDED, ticketed(6, 6), "straddles_limit", Action.SCALE, id="as before"),
        pytest.param(GUARDED, ticketed(20, 4), "within_limit", Action.SCALE, id="fewer than before"),
        pytest.param(GUARDED, ticketed(6, 16), "beyond_limit", Action.PIVOT, id="nearly three times as before"),
        pytest.param(GUARDED, ticketed(6, 60), "beyond_rollback", Action.ROLLBACK, id="ten times as before"),
        pytest.param(GUARDED, ticketed(0, 6), "uncontrolled", Action.SCALE, id="nothing before is no harm"),
        pytest.param(ABSOLUTE, ticketed(6, 6), "within_limit", Action.SCALE, id="60 per 1000 where 100 are allowed"),
        pytest.param(ABSOLUTE, ticketed(6, 24), "beyond_limit", Action.PIVOT, id="240 per 1000"),
        pytest.param(ABSOLUTE, ticketed(6, 120), "beyond_rollback", Action.ROLLBACK, id="1200 per 1000"),
    ],
)
def test_guardrails(launch: Launch, told: Told, code: str, action: Action) -> None:
    verdict = judged(launch, told, day(9, 12))
    assert verdict.guardrails[0].code == code
    assert verdict.recommendation.action is action
    harmed = action is not Action.SCALE
    assert [harm.subject for harm in verdict.harms] == (["tickets"] if harmed else [])
    assert (verdict.gates[0].word is Word.HARM) is harmed


@pytest.mark.parametrize(
    ("low", "high", "word", "code"),
    [
        pytest.param(80, 99, Word.PASS, "within_limit", id="wholly below the limit"),
        pytest.param(80, 100, Word.PASS, "within_limit", id="upper end at the limit"),
        pytest.param(80, 101, Word.INCONCLUSIVE, "straddles_limit", id="limit inside"),
        pytest.param(100, 120, Word.INCONCLUSIVE, "straddles_limit", id="lower end at the limit: not beyond"),
        pytest.param(101, 120, Word.HARM, "beyond_limit", id="wholly beyond the limit"),
        pytest.param(300, 400, Word.HARM, "beyond_limit", id="lower end at rollback: not beyond it"),
        pytest.param(301, 400, Word.HARM, "beyond_rollback", id="wholly beyond rollback"),
        pytest.param(0, np.inf, Word.INCONCLUSIVE, "straddles_limit", id="nothing known"),
    ],
)
def test_the_rule_of_a_guardrail_and_its_mirror(low: float, high: float, word: Word, code: str) -> None:
    up, down = (Interval(*ends, 0.95, "test", always_valid=True) for ends in ((low, high), (-high, -low)))
    assert guardrails.rule(guard(limit=100.0, rollback=300.0), up) == (word, code)
    assert guardrails.rule(guard(limit=-100.0, rollback=-300.0, at_most=False), down) == (word, code)


def test_a_guardrail_that_must_not_fall() -> None:
    users = [f"u{number}" for number in range(300)]
    few = Told().users(users, lambda told, user: told.add(user, "opened", LIVE).add(user, "order", day(1)))
    for user in users[:150]:
        few.add(user, "order", day(1, 1))
    verdict = judged(AT_LEAST, few, day(2))
    assert (verdict.guardrails[0].word, verdict.guardrails[0].code) == (Word.HARM, "beyond_limit")


def test_harm_comes_on_any_day_before_too_early() -> None:
    verdict = judged(GUARDED, ticketed(6, 60), day(1, 23))
    assert verdict.gates[0].word is Word.HARM
    assert [metric.word for metric in verdict.gates[0].metrics] == [Word.TOO_EARLY]
    assert [reason.id for reason in verdict.recommendation.reasons] == ["gate-harm-rollback"]


def test_what_harmed_later_does_not_change_a_word_but_the_recommendation() -> None:
    told = ticketed(6, 6, days=5)
    for number in range(200):
        told.add(f"u{number % 100}", "ticket", day(7, 1) + timedelta(minutes=number))
    verdict = judged(GUARDED, told, day(9))
    assert verdict.gates[0].word is Word.PASS
    assert verdict.recommendation.action in (Action.PIVOT, Action.ROLLBACK)


@pytest.mark.parametrize("launch", [ABSOLUTE, GUARDED], ids=["absolute", "of before"])
def test_bursts_before_widen_what_is_said_after(launch: Launch) -> None:
    steady, bursty = (judged(launch, ticketed(6, 12, bursts=size), day(9, 12)).guardrails[0] for size in (1, 6))
    intervals = [each.answer.interval for each in (steady, bursty) if isinstance(each.answer, Estimate)]
    assert intervals[1].method.startswith("dispersed ")
    assert intervals[1].high - intervals[1].low > 1.5 * (intervals[0].high - intervals[0].low)


def test_a_guardrail_alone_exposes_nobody() -> None:
    launch = a_launch(DAY_3, segment=Segment("all"), guardrails=(guard(),), metrics={
        name: metric for name, metric in a_launch().metrics.items() if name in ("completion", "tickets")})  # fmt: skip
    assert {ref.event for ref in launch.exposing} == {"opened", "submitted"}
    told = converting(Told(), 50, 25).users(
        [f"t{n}" for n in range(50)], lambda told, user: told.add(user, "ticket", LIVE)
    )
    counts = judged(launch, told, day(2)).guardrails[0].answer.counts
    assert counts is not None
    assert (counts.units, counts.hits) == (50, 0)


def test_a_launch_of_nothing_but_guardrails_is_exposed_by_them() -> None:
    tickets = {name: metric for name, metric in a_launch().metrics.items() if name == "tickets"}
    launch = a_launch(segment=Segment("all"), guardrails=(guard(),), metrics=tickets)
    assert launch.exposing == (EventRef("ticket"),)


def platforms(**hits: tuple[int, int]) -> Told:
    """Users by platform: (users, of whom converted)."""
    told = Told()
    for platform, (users, converted) in hits.items():
        converting(told, users, converted, prefix=platform, platform=platform)
    return told


SEGMENTED = a_launch(DAY_3, segments=("platform",))


@pytest.mark.parametrize(
    ("told", "harmed"),
    [
        pytest.param(platforms(android=(300, 270), ios=(120, 10)), ["platform=ios"], id="one platform fails"),
        pytest.param(platforms(android=(300, 270), ios=(120, 32)), [], id="27 % of 120 is not credibly below 30 %"),
        pytest.param(platforms(android=(300, 270), ios=(5, 0)), [], id="none of five says little"),
        pytest.param(platforms(a=(300, 20), b=(300, 270), c=(300, 10)), ["platform=a", "platform=c"], id="two fail"),
        # 16 of 100 has an always-valid p of 0.03: harmed alone, not as one of six.
        pytest.param(platforms(ios=(100, 16)), ["platform=ios"], id="alone"),
        pytest.param(
            platforms(ios=(100, 16), **{f"p{n}": (60, 50) for n in range(5)}), [], id="Holm: one of six looked at"
        ),
    ],
)  # fmt: skip
def test_segments(told: Told, harmed: list[str]) -> None:
    verdict = judged(SEGMENTED, told, day(4, 6))
    assert [harm.subject for harm in verdict.harms] == harmed
    assert (verdict.gates[0].word is Word.HARM) is bool(harmed)


@pytest.mark.parametrize(
    ("told", "doubted", "action"),
    [
        pytest.param(platforms(android=(300, 270), ios=(100, 50)), [], Action.SCALE, id="half of them is success"),
        pytest.param(platforms(android=(300, 270), ios=(100, 19)), ["platform=ios"], Action.HOLD, id="19 % looks it"),
        pytest.param(platforms(android=(300, 270), ios=(120, 10)), [], Action.PIVOT, id="harmed is more than doubt"),
        pytest.param(platforms(android=(300, 270), ios=(5, 1)), [], Action.SCALE, id="one of five says little"),
    ],
)
def test_segments_that_look_harmed_hold_a_scale(told: Told, doubted: list[str], action: Action) -> None:
    verdict = judged(SEGMENTED, told, day(5))
    assert [doubt.subject for doubt in verdict.doubts] == doubted
    assert verdict.recommendation.action is action


@pytest.mark.parametrize(
    ("tickets", "doubted"),
    [pytest.param(6, [], id="as before"), pytest.param(9, ["tickets"], id="half more than before, few of them")],
)
def test_a_guardrail_whose_value_is_beyond_its_limit_looks_harmed(tickets: int, doubted: list[str]) -> None:
    verdict = judged(GUARDED, ticketed(6, tickets, days=5), day(5))
    assert [harm.subject for harm in verdict.harms] == []
    assert [doubt.subject for doubt in verdict.doubts] == doubted


def test_a_success_metric_never_harms_without_segments() -> None:
    assert judged(a_launch(DAY_3), platforms(ios=(500, 0)), day(2)).harms == ()


def test_units_whose_window_is_open_harm_nobody() -> None:
    told = converting(Told(), 200, 0, at=day(2, 20), platform="ios")
    assert judged(SEGMENTED, told, day(3)).harms == ()
    assert [harm.subject for harm in judged(SEGMENTED, told, day(5)).harms] == ["platform=ios"]


def test_segments_of_other_kinds_and_the_declared_cell_are_judged_too() -> None:
    launch = a_launch(
        gate(14, asks("again", 0.5, 0.3, cell="7-13"), asks("tickets", 50.0, 100.0)), segments=("platform",)
    )
    told = Told()
    for user in range(200):
        told.add(f"u{user}", "opened", LIVE, platform="web").add(f"u{user}", "order", LIVE).add(
            f"u{user}", "order", day(2)
        )
        told.add(f"u{user}", "ticket", day(3)).add(f"u{user}", "ticket", day(4))
    reasons = {harm.reason.params["metric"] for harm in judged(launch, told, day(16)).harms}
    assert reasons == {"again", "tickets"}


@pytest.mark.parametrize(
    ("seen", "flawed"),
    [
        pytest.param({"on": 905, "off": 95}, False, id="as declared"),
        pytest.param({"on": 1000, "off": 200}, True, id="twice as many off"),
        pytest.param({"on": 1000}, True, id="nobody off"),
        pytest.param({"on": 18, "off": 6}, False, id="too few to tell"),
        pytest.param({"on": 900, "off": 100, "variant": 500}, False, id="values that were not declared"),
        pytest.param({}, False, id="nobody"),
    ],
)
def test_sample_ratio(seen: Mapping[str, int], flawed: bool) -> None:
    assert bool(sample_ratio.find({"on": 0.9, "off": 0.1}, seen)) is flawed


def flagged(on: int, off: int) -> Told:
    told = Told()
    for number in range(on + off):
        flag = ["on", True, "true"][number % 3] if number < on else ["off", False][number % 2]
        told.add(f"u{number}", "opened", LIVE, flag=flag).add(f"u{number}", "submitted", LIVE, flag=flag)
    return told


FLAGGED = Segment("everyone", exposure=Exposure(flag="upload"), split={"on": 0.5, "off": 0.5})


def test_a_broken_split_makes_the_gate_invalid_and_holds() -> None:
    verdict = judged(a_launch(DAY_3, segment=FLAGGED), flagged(300, 100), day(9))
    assert verdict.gates[0].word is Word.INVALID
    assert [flaw.check for flaw in verdict.gates[0].flaws] == ["GATE-SRM"]
    assert (verdict.recommendation.action, verdict.recommendation.row) == (Action.HOLD, 1)


def test_a_sound_split_is_judged_on_those_with_the_feature() -> None:
    verdict = judged(a_launch(DAY_3, segment=FLAGGED), flagged(200, 200), day(9))
    assert verdict.gates[0].word is Word.PASS
    assert verdict.gates[0].metrics[0].answer.counts is not None
    assert verdict.gates[0].metrics[0].answer.counts.units == 200


def test_a_staged_roll_out_exposes_each_unit_when_it_is_switched_on() -> None:
    told = Told()
    for number in range(100):
        told.add(f"u{number}", "opened", LIVE, flag="off").add(f"u{number}", "submitted", LIVE, flag="off")
        told.add(f"u{number}", "opened", day(2), flag="on")
    staged = Segment("everyone", exposure=Exposure(flag="upload"))
    answers = {split: judged(a_launch(DAY_3, segment=segment), told, day(9)).gates[0].metrics[0].answer
               for split, segment in ((False, staged), (True, FLAGGED))}  # fmt: skip
    counts = {split: answer.counts.units if answer.counts else None for split, answer in answers.items()}
    assert counts == {False: 100, True: 0}
    assert isinstance(answers[False], Estimate)
    assert answers[False].value == 0.0  # what was submitted before the switch does not count


HOURLY = TrackedEvent("submitted", "mixpanel", every=timedelta(hours=1))
SLOW = TrackedEvent("submitted", "mixpanel", every=timedelta(hours=12))
UNTIMED = TrackedEvent("submitted", "mixpanel")
SEEN = Arrival(9, 0, 100, 0)


def silent(hours: int) -> Arrival:
    return Arrival(9, 0, 100, hours)


@pytest.mark.parametrize(
    ("tracked", "arrivals", "since_live", "ids"),
    [
        pytest.param(HOURLY, {"submitted": silent(0)}, 9, [], id="arriving"),
        pytest.param(HOURLY, {"submitted": silent(24)}, 9, [], id="a quiet day"),
        pytest.param(HOURLY, {"submitted": silent(25)}, 9, ["gate-tracking-silent"], id="more than a day"),
        pytest.param(SLOW, {"submitted": silent(36)}, 9, [], id="three intervals"),
        pytest.param(SLOW, {"submitted": silent(37)}, 9, ["gate-tracking-silent"], id="more than three intervals"),
        pytest.param(UNTIMED, {"submitted": silent(900)}, 9, [], id="no interval declared"),
        pytest.param(HOURLY, {"submitted": None, "opened": SEEN}, 9, ["gate-tracking-never"], id="never, others came"),
        pytest.param(HOURLY, {"submitted": None, "opened": None}, 9, [], id="nothing at all came: nobody is there yet"),
        pytest.param(HOURLY, {"submitted": None, "opened": SEEN}, 1, [], id="never, on the first day"),
        pytest.param(SLOW, {"submitted": None, "opened": SEEN}, 1.5, [], id="never, within its patience"),
    ],
)
def test_tracking(tracked: TrackedEvent, arrivals: Any, since_live: float, ids: list[str]) -> None:
    flaws = tracking.find([tracked], Arrived(arrivals, 0), timedelta(days=since_live))
    assert [flaw.reason.id for flaw in flaws] == ids


def test_a_typo_in_the_first_step_is_broken_tracking_while_anything_else_arrives() -> None:
    never = [TrackedEvent("opned")]
    assert [flaw.check for flaw in tracking.find(never, Arrived({"opned": None}, 12_000), timedelta(days=3))] == [
        "GATE-TRACKING"
    ]
    assert tracking.find(never, Arrived({"opned": None}, 0), timedelta(days=3)) == ()
    assert tracking.find(never, Arrived({"opned": None}, 12_000), timedelta(hours=20)) == ()


def test_a_gate_is_invalid_while_an_event_it_reads_never_came() -> None:
    launch = a_launch(DAY_3, gate(5, asks("tickets", 50.0, 100.0)), tracking={each.event: each for each in (
        HOURLY, TrackedEvent("opened", "mixpanel"))})  # fmt: skip
    told = Told().users([f"u{n}" for n in range(99)], lambda told, user: told.add(user, "opened", LIVE))
    verdict = judged(launch, told, day(2))
    assert [(each.gate, each.word) for each in verdict.gates] == [("day 3", Word.INVALID), ("day 5", Word.TOO_EARLY)]
    assert verdict.recommendation.row == 1


def test_an_empty_gate_is_invalid_and_never_passes() -> None:
    verdict = judged(a_launch(DAY_3, Gate("day 7", GateKind.DAY, (), day=7)), converting(Told(), 200, 200), day(30))
    assert [each.word for each in verdict.gates] == [Word.PASS, Word.INVALID]
    assert verdict.recommendation.action is Action.HOLD


def test_no_facts_at_all_are_never_green() -> None:
    launch = a_launch(DAY_3, guardrails=(guard(),), segments=("platform",))
    verdict = judged(launch, Told(), day(90))
    assert [metric.word for gate in verdict.gates for metric in gate.metrics] == [Word.INCONCLUSIVE]
    assert (verdict.guardrails[0].word, verdict.guardrails[0].code) == (Word.INCONCLUSIVE, "no_data")
    assert isinstance(verdict.guardrails[0].answer, Insufficient)
    assert verdict.recommendation.action is not Action.SCALE
