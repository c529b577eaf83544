"""Events that one platform loses: a flaw from a day on, and none where all platforms fall or one never was."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.followed import Followed, FollowedOf
from hypercare.analysis.launch_scope import population
from hypercare.checks.gates.dropped import companions, find, loss
from hypercare.checks.gates.gate import judge_gate
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import EventRef
from hypercare.model.tracking import TrackedEvent, Twin
from hypercare.model.verdict import Word

FUNNEL, ORDERS = gate(30, asks("completion", 0.5, 0.4)), gate(30, asks("orders_per_user", 5, 4))
CLIENTS = ("android", "ios", "web")
JUDGED = day(31, 7)
Share = Callable[[str, int], float]
"""By platform and day, the share of what happened that is told."""


def all_told(client: str, at: int) -> float:
    return 0.8


def android_loses(client: str, at: int) -> float:
    return 0.2 if client == "android" and at >= 14 else 0.8


def all_lose(client: str, at: int) -> float:
    return 0.2 if at >= 14 else 0.8


def others_gain(client: str, at: int) -> float:
    return 0.8 if client != "android" and at >= 14 else 0.4


def never_on_android(client: str, at: int) -> float:
    return 0.0 if client == "android" else 0.8


def sundays(client: str, at: int) -> float:
    return 0.3 if (at + 2) % 7 == 0 else 0.8


def worse_since_go_live(client: str, at: int) -> float:
    return 0.2 if client == "android" and at >= 0 else 0.8


def told(share: Share, *, units: int = 60) -> Told:
    rng, facts = Random(5), Told()
    for number in range(units):
        client = CLIENTS[number % 3]
        facts.add(f"u{number}", "opened", day(0, 10), platform=client)
        for each in range(-14, 31):
            if rng.random() < 0.7:
                at = day(each, rng.uniform(8, 20))
                if each > 0:
                    facts.add(f"u{number}", "opened", at, platform=client)
                for event in ("submitted", "order"):
                    if rng.random() < share(client, each):
                        facts.add(f"u{number}", event, at + timedelta(minutes=5), platform=client)
    return facts


def launched(asked: Any, **more: Any) -> Launch:
    return a_launch(asked, segments=("platform",), **more)


def flaws(share: Share, asked: Any = FUNNEL, **more: Any) -> list[tuple[str, Mapping[str, Any]]]:
    launch = launched(asked, **more)
    return [(flaw.reason.id, flaw.reason.params) for flaw in find(launch, asked, JUDGED, Facts(launch, told(share)))]


def test_a_step_that_one_platform_loses() -> None:
    ((text, figures),) = flaws(android_loses)
    assert text == "gate-dropped-companion"
    assert {**figures, "share": 0} == {
        "event": "submitted", "companion": "opened", "client": "android", "day": 14, "share": 0
    }  # fmt: skip
    assert figures["share"] == pytest.approx(0.75, abs=0.06)


def test_an_event_without_companion_is_counted_by_all_days_of_units() -> None:
    ((text, figures),) = flaws(android_loses, ORDERS)
    assert (text, figures["event"], figures["client"], figures["day"]) == ("gate-dropped", "order", "android", 14)


@pytest.mark.parametrize("share", [all_told, all_lose, others_gain, never_on_android, sundays, worse_since_go_live])
@pytest.mark.parametrize("asked", [FUNNEL, ORDERS], ids=["funnel", "orders"])
def test_what_is_no_loss_of_one_platform(share: Share, asked: Any) -> None:
    assert flaws(share, asked) == []


def test_nobody_has_to_declare_the_platform() -> None:
    launch = a_launch(FUNNEL)
    (flaw,) = find(launch, FUNNEL, JUDGED, Facts(launch, told(android_loses)))
    assert flaw.reason.params["client"] == "android"


def test_too_early_nothing_is_known() -> None:
    launch = launched(FUNNEL)
    assert find(launch, FUNNEL, day(10), Facts(launch, told(android_loses))) == ()
    assert loss(Followed(), 0) is None


def test_the_declared_twin_is_the_companion() -> None:
    twin = {"submitted": TrackedEvent("submitted", twin=Twin("order", "backend", 0.05))}
    launch = launched(FUNNEL, tracking=twin)
    assert companions(launch, launch.metrics["completion"]) == (
        (EventRef("opened"), None), (EventRef("submitted"), EventRef("order")),
    )  # fmt: skip


def test_the_gate_is_invalid() -> None:
    launch = launched(FUNNEL)
    found = judge_gate(launch, FUNNEL, JUDGED + timedelta(days=2), Facts(launch, told(android_loses)))
    assert found.word is Word.INVALID
    assert [flaw.check for flaw in found.flaws] == ["GATE-DROPPED"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.booleans()), max_size=40))
def test_days_are_counted_once_and_parts_add_up(doings: list[tuple[int, int, bool]]) -> None:
    facts = Told()
    for unit in range(4):
        facts.add(f"u{unit}", "opened", day(0, 1), platform=CLIENTS[unit % 2])
    for unit, at, followed in doings:
        facts.add(f"u{unit}", "opened", day(at, 12), platform=CLIENTS[unit % 2])
        if followed:
            facts.add(f"u{unit}", "submitted", day(at, 13), platform=CLIENTS[unit % 2])
    launch = launched(FUNNEL)
    question = FollowedOf(
        population(launch), EventRef("submitted"), EventRef("opened"), "platform", to_micros(day(0)), 6,
        to_micros(day(6)),
    )  # fmt: skip
    forth, back = question.empty, question.empty
    for part in map(question.partial, Facts(launch, facts).buckets(launch.unit)):
        forth, back = question.merge(forth, part), question.merge(part, back)
    assert question.finish(forth) == question.finish(back)
    opened = {(unit, at) for unit, at, _ in doings} | {(unit, 0) for unit in range(4)}
    done = {(unit, at) for unit, at, followed in doings if followed}
    for place, client in enumerate(CLIENTS[:2]):
        assert list(forth.trials[client]) == [sum(u % 2 == place and d == at for u, d in opened) for at in range(6)]
        expected = [sum(u % 2 == place and d == at for u, d in done) for at in range(6)]
        assert list(forth.hits.get(client, (0,) * 6)) == expected
