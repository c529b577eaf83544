"""Steps told hours after what they led to: a clock that is ahead, and none where people merely come again."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.order import HORIZON, OrderOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.gates.backwards import backwards
from hypercare.checks.gates.zone import find
from hypercare.model.instant import to_micros
from hypercare.model.metrics import EventRef

GATE = gate(28, asks("completion", 0.5, 0.4))
LAUNCH = a_launch(GATE)
JUDGED = day(29, 7)
Gap = Callable[[Random, str, int], float | None]
"""From chance, the platform and the day, the hours from opening to submitting; None where no opening is told."""


def minutes(rng: Random, client: str, at: int) -> float | None:
    return rng.uniform(0.02, 0.5)


def ahead(hours: float, since: int = 0) -> Gap:
    def gap(rng: Random, client: str, at: int) -> float | None:
        return rng.uniform(0.02, 0.5) - (hours if client == "android" and at >= since else 0)

    return gap


def next_morning(rng: Random, client: str, at: int) -> float | None:
    return rng.uniform(10, 14)


def lost_and_again(rng: Random, client: str, at: int) -> float | None:
    """Four openings in ten are lost, and people come again at any hour of the day."""
    return rng.uniform(-13, -0.5) if rng.random() < 0.4 else 0.3


def told(gap: Gap, units: int) -> Told:
    rng, facts = Random(3), Told()
    for number in range(units):
        client, at = ("android", "web")[number % 2], number % 14
        submitted = day(at, 9 + rng.random() * 5)
        hours = gap(rng, client, at)
        facts.add(f"u{number}", "submitted", submitted, platform=client)
        if hours is not None:
            facts.add(f"u{number}", "opened", submitted - timedelta(hours=hours), platform=client)
    return facts


def flaws(gap: Gap, units: int = 60) -> list[tuple[str, Mapping[str, Any]]]:
    return [
        (flaw.reason.id, flaw.reason.params) for flaw in find(LAUNCH, GATE, JUDGED, Facts(LAUNCH, told(gap, units)))
    ]


@pytest.mark.parametrize(("hours", "units"), [(7, 30), (7, 60), (9, 60), (5.5, 60)])
def test_a_clock_that_is_ahead_is_seen_by_few_units(hours: float, units: int) -> None:
    ((text, figures),) = flaws(ahead(hours), units)
    assert text == "gate-zone-backwards-client"
    assert (figures["event"], figures["then"], figures["client"]) == ("opened", "submitted", "android")
    assert figures["hours"] == pytest.approx(hours, abs=0.5)
    assert figures["share"] == pytest.approx(1)


def test_since_which_week() -> None:
    ((_, figures),) = flaws(ahead(7, since=7), 120)
    assert figures["day"] == 7


@pytest.mark.parametrize("gap", [minutes, next_morning, lost_and_again])
def test_what_is_no_clock(gap: Gap) -> None:
    assert flaws(gap, 200) == []


def test_nothing_says_nothing() -> None:
    assert backwards({}) is None
    assert find(LAUNCH, GATE, JUDGED, Facts(LAUNCH, Told())) == ()


def question() -> OrderOf:
    starts = (to_micros(day(0)), to_micros(day(7)))
    return OrderOf(
        population(LAUNCH), EventRef("opened"), EventRef("submitted"), client_key(LAUNCH), starts, to_micros(JUDGED),
        to_micros(JUDGED),
    )  # fmt: skip


def test_each_unit_counts_once_from_each_start_and_parts_add_up() -> None:
    asked, buckets = question(), Facts(LAUNCH, told(ahead(7), 40)).buckets(LAUNCH.unit)
    parts = [asked.partial(bucket) for bucket in buckets]
    forth, back = asked.empty, asked.empty
    for part in parts:
        forth, back = asked.merge(forth, part), asked.merge(part, back)
    assert forth == back
    found = asked.finish(forth)
    assert found.keys() == {EVERYONE, "android", "web"}
    assert (found[EVERYONE] == found["android"] + found["web"]).all()
    assert found[EVERYONE].sum(axis=1).tolist() == [40, sum(number % 14 >= 7 for number in range(40))]
    assert found["web"].shape == (2, HORIZON)
    assert (found["web"][:, 1:] == 0).all()
    assert (found["android"][:, 0] == 0).all()
