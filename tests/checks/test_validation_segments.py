"""Gated metrics by segment: standardised, taken apart, and reversals told."""

import pytest

from checks.launches import OPENED, ORDER, Facts, Told, a_launch, asks, day, gate
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.segments import SegmentsFound, find
from hypercare.model.launch import Launch
from hypercare.model.metrics import RatioMetric


def found(launch: Launch, told: Told, on: float = 32) -> SegmentsFound:
    facts = Facts(launch, told)
    (one,) = find(launch, judge_launch(launch, day(on), facts, {}), facts)
    return one


def tries(told: Told, name: str, count: int, done: int, platform: str) -> None:
    """So many users open the feature on day 1; the first of them submit."""
    for number in range(count):
        told.add(f"{name}{number}", "opened", day(1, 9), platform=platform)
        if number < done:
            told.add(f"{name}{number}", "submitted", day(1, 10), platform=platform)


def active_before(told: Told, name: str, count: int, platform: str) -> None:
    for number in range(count):
        told.add(f"{name}{number}", "order", day(-10), platform=platform)


@pytest.fixture
def funnel_launch() -> Launch:
    return a_launch(gate(30, asks("completion", 0.5, 0.3)), segments=("platform",))


def test_adopters_of_the_easy_platform_make_a_gate_pass(funnel_launch: Launch) -> None:
    """Before, half of the users were on each platform; of those who took the feature up nine of ten are on the web,
    where 80 % complete; on iOS 10 % do. So 73 % as it is, and 45 % with the mix of before."""
    told = Told()
    for platform in ("web", "ios"):
        active_before(told, f"b{platform}", 200, platform)
    tries(told, "w", 900, 720, "web")
    tries(told, "i", 100, 10, "ios")
    segments = found(funnel_launch, told)
    assert (segments.mix.source, dict(segments.mix.units)) == ("before", {"ios": 200, "web": 200})
    assert [(each.value, each.share_before, each.share_now) for each in segments.values] == [
        ("ios", 0.5, 0.1),
        ("web", 0.5, 0.9),
    ]
    assert segments.standardised is not None
    assert segments.standardised.value == pytest.approx(0.45)
    assert segments.mix_shift
    assert segments.effect is not None
    assert (segments.effect.base, segments.effect.reversal) == ("success", "points")
    assert segments.effect.overall == pytest.approx(0.23)
    assert [each.value for each in segments.values if each.harmed] == ["ios"]


def test_with_the_same_mix_nothing_moves(funnel_launch: Launch) -> None:
    told = Told()
    active_before(told, "bw", 90, "web")
    active_before(told, "bi", 10, "ios")
    tries(told, "w", 450, 315, "web")
    tries(told, "i", 50, 35, "ios")
    segments = found(funnel_launch, told)
    assert segments.standardised is not None
    assert segments.standardised.value == pytest.approx(0.7)
    assert not segments.mix_shift
    assert segments.effect is not None
    assert segments.effect.reversal == "none"


def test_nobody_before_weighs_by_who_came_since(funnel_launch: Launch) -> None:
    told = Told()
    tries(told, "w", 30, 20, "web")
    told.add("visitor", "order", day(3), platform="ios")
    segments = found(funnel_launch, told)
    assert (segments.mix.source, dict(segments.mix.units)) == ("since", {"ios": 1, "web": 30})
    assert segments.standardised is not None
    assert segments.standardised.covered == pytest.approx(30 / 31)


def test_simpson_told_from_sequences() -> None:
    """Clicks per view fall by 20 points on the web and by 30 on iOS, yet rise together: views move to the web."""
    launch = a_launch(
        gate(30, asks("ctr", 0.5, 0.3)),
        metrics={"ctr": RatioMetric("ctr", ORDER, OPENED)},
        segments=("platform",),
    )
    told = Told()
    shapes = {"web": ((1, 9), (9, 7)), "ios": ((9, 4), (1, 1))}
    for platform, (before, after) in shapes.items():
        for user in range(600):
            name = f"{platform}{user}"
            for (views, tenths), on in ((before, -5), (after, 2)):
                for view in range(views):
                    told.add(name, "opened", day(on, 1 + view / 10), platform=platform)
                    if (user * 7 + view * 3) % 10 < tenths:
                        told.add(name, "order", day(on, 1.05 + view / 10), platform=platform)
    segments = found(launch, told)
    effect = segments.effect
    assert effect is not None
    assert effect.parts is not None
    assert effect.base == "before"
    assert effect.overall == pytest.approx(0.64 - 0.45, abs=0.01)
    assert effect.standardised == pytest.approx(-0.29, abs=0.01)
    assert effect.parts.rate + effect.parts.mix + effect.parts.unmatched == effect.parts.change
    assert effect.reversal == "credible"
