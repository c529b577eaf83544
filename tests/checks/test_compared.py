"""Gates that ask for a multiple of before or of a control: what carries them, and what only looks like success."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from checks.launches import OPENED, Facts, Told, a_launch, asks, day, gate
from hypercare.checks.gates.metric_verdict import judge_metric, judge_now
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.launch import Exposure, Launch, Relative, Segment
from hypercare.model.metrics import Condition, EventRef, Filter, Op, RateMetric
from hypercare.model.text import Text
from hypercare.model.verdict import MetricVerdict, Word

OLD, NEW = (Filter((Condition("arm", Op.IS, (arm,)),)) for arm in ("old", "new"))
SEGMENT = Segment("treated", NEW, exposure=Exposure(event=OPENED))
LIFTED = asks("orders_per_user", Relative("before", 1.1), None)
BESIDE = asks("orders_per_user", Relative("control", 1.1), None)
LONG, SHORT = 150, 28
RATE = RateMetric("orders_per_user", EventRef("order"), per=1, active=True)


def world(*, lift: float = 1.0, before: int = LONG, peak: float = 1.0, arm: str = "new", users: int = 20,
          told: Told | None = None, seed: int = 1, **props: Any) -> Told:  # fmt: skip
    """Users of one arm who open on day 0 and order two times a day on average until day 30; `lift` after go-live, and
    `peak` for everybody at that time."""
    rng = np.random.default_rng([seed, *arm.encode()])
    told = told or Told()
    names = [f"{arm}{props.get('platform', '')}{number}" for number in range(users)]
    for name in names:
        told.add(name, "opened", day(0, 1), arm=arm, **props)
    for number in range(-before, 31):
        level = 2 * (lift * peak if number >= 0 else 1.0)
        for name, orders in zip(names, rng.poisson(level, users), strict=True):
            for order in range(orders):
                told.add(name, "order", day(number, 8) + timedelta(minutes=order), arm=arm, **props)
    return told


def judged(told: Told, threshold: Any = LIFTED, **launch: Any) -> MetricVerdict:
    declared: Launch = a_launch(gate(30, threshold), **{"segment": SEGMENT, **launch})
    return judge_metric(declared, declared.gates[0], threshold, day(40), Facts(declared, told)).verdict


def ids(verdict: MetricVerdict) -> list[str]:
    return [each.id for each in verdict.reasons]


def test_a_lift_over_a_long_history_passes() -> None:
    verdict = judged(world(lift=1.5))
    assert (verdict.word, verdict.code) == (Word.PASS, "success")
    assert isinstance(verdict.answer, Estimate)
    assert verdict.answer.value == pytest.approx(1.5, rel=0.1)
    assert not verdict.answer.interval.always_valid
    assert ids(verdict) == ["gate-success", "gate-lift-history"]
    assert verdict.answer.counts.units == 20


def test_no_lift_over_a_long_history_fails() -> None:
    verdict = judged(world(lift=0.8))
    assert (verdict.word, verdict.code) == (Word.FAIL, "short_of_success")


def test_over_a_short_history_it_is_shown_and_decides_nothing() -> None:
    verdict = judged(world(lift=1.5, before=SHORT))
    assert (verdict.word, verdict.code) == (Word.INCONCLUSIVE, "uncontrolled")
    assert isinstance(verdict.answer, Estimate)
    assert verdict.answer.value == pytest.approx(1.5, rel=0.1)
    assert verdict.reasons[0].params == {"needed": 8, "have": 1}
    assert verdict.reasons[1] == Text("gate-knowable-history", {"days": 98})


def test_failure_is_as_little_known_without_a_control() -> None:
    assert judged(world(lift=0.5, before=SHORT)).code == "uncontrolled"


@pytest.mark.parametrize("threshold", [LIFTED, BESIDE], ids=["of before", "of control"])
def test_a_control_carries_a_short_history(threshold: Any) -> None:
    verdict = judged(world(lift=1.5, before=SHORT, told=world(before=SHORT, arm="old")), threshold, control=OLD)
    assert (verdict.word, ids(verdict)) == (Word.PASS, ["gate-success", "gate-lift-control"])


@pytest.mark.parametrize("threshold", [LIFTED, BESIDE], ids=["of before", "of control"])
def test_a_season_that_lifts_both_is_no_lift(threshold: Any) -> None:
    told = world(peak=1.5, before=SHORT, told=world(before=SHORT, arm="old", peak=1.5))
    verdict = judged(told, threshold, control=OLD)
    assert verdict.word is not Word.PASS
    assert isinstance(verdict.answer, Estimate)
    assert verdict.answer.value == pytest.approx(1.0, abs=0.1)


def test_groups_that_differ_anyway_are_compared_by_their_change() -> None:
    """The launch's units always ordered twice as much as the control's: that is no effect of the launch."""
    told = world(before=SHORT, told=world(before=SHORT, arm="old", users=20, lift=1.0))
    doubled = world(before=SHORT, told=told, seed=2)
    verdict = judged(doubled, BESIDE, control=OLD)
    assert isinstance(verdict.answer, Estimate)
    assert verdict.answer.value == pytest.approx(1.0, abs=0.12)


def test_a_control_without_history_is_compared_as_it_is_and_said_to_be() -> None:
    told = world(lift=1.5, before=0, users=260, told=world(before=0, arm="old", users=260))
    verdict = judged(told, BESIDE, control=OLD)
    assert (verdict.word, ids(verdict)[:2]) == (Word.PASS, ["gate-success", "gate-not-by-chance"])


def test_a_split_handed_out_by_chance_is_compared_side_by_side() -> None:
    declared = Segment("treated", NEW, exposure=Exposure(event=OPENED), split={"new": 0.5, "old": 0.5})
    told = world(lift=1.5, before=0, users=260, told=world(before=0, arm="old", users=260))
    verdict = judged(told, BESIDE, control=OLD, segment=declared)
    assert (verdict.word, ids(verdict)) == (Word.PASS, ["gate-success", "gate-lift-units"])


def test_other_users_are_no_lift() -> None:
    """Heavy users of iOS join after go-live: per user nothing changed on either platform."""
    told = world(platform="android")
    rng = np.random.default_rng(3)
    for number in range(60):
        told.add(f"ios{number}", "opened", day(0, 1), arm="new", platform="ios")
        for at in range(-150, 31):
            if at >= 0 or number < 4:
                for order in range(rng.poisson(6)):
                    told.add(f"ios{number}", "order", day(at, 8) + timedelta(minutes=order), arm="new", platform="ios")
    active = {"metrics": {"orders_per_user": RATE}}
    plain = judged(told, **active)
    fixed = judged(told, segments=("platform",), **active)
    assert (plain.word, fixed.word, fixed.code) == (Word.PASS, Word.INCONCLUSIVE, "mix_shift")
    assert fixed.reasons[0].params == {"metric": "orders_per_user", "segment": "platform"}


def test_before_its_date_it_is_labelled() -> None:
    declared = a_launch(gate(30, LIFTED), segment=SEGMENT)
    facts = Facts(declared, world(lift=1.5))
    verdict = judge_metric(declared, declared.gates[0], LIFTED, day(20), facts).verdict
    assert (verdict.word, ids(verdict)) == (Word.TOO_EARLY, ["gate-too-early", "gate-one-look"])
    assert judge_now(declared, declared.gates[0], LIFTED, day(45), facts).word is Word.PASS


def test_what_has_no_history_at_all_is_not_estimated() -> None:
    verdict = judged(world(lift=1.5, before=0))
    assert isinstance(verdict.answer, Insufficient)
    assert (verdict.word, verdict.code) == (Word.INCONCLUSIVE, "no_data")


@pytest.mark.parametrize(
    ("lift", "needs"),
    [
        pytest.param(1.28, "gate-needs-days", id="nearly decided"),
        pytest.param(1.15, "gate-needs-no-days", id="nearer to success than four weeks before go-live are known"),
    ],
)
def test_what_is_undecided_says_how_many_days_would_decide_it_or_why_none_would(lift: float, needs: str) -> None:
    verdict = judged(world(lift=lift))
    assert (verdict.code, verdict.needed.id if verdict.needed else None) == ("straddles_success", needs)
