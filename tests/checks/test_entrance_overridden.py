"""ANTI-ENTRANCE-OVERRIDDEN: the example that trips it, and the ones that do not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.conduct import conduct, waits
from checks.verdicts import verdict
from hypercare.checks.antipatterns.entrance_overridden import find, judge
from hypercare.checks.entrance.overridden import overridden
from hypercare.model.antipattern import AntiState
from hypercare.model.entrance import EntranceState, WentLive, worst

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)


def went(live: str, instrumentation: str, support: str, sanity: str) -> WentLive:
    said = {"live": live, "instrumentation": instrumentation, "support": support, "sanity": sanity}
    states = {name: EntranceState(state) for name, state in said.items()}
    return WentLive("e-000001-abcdef", "biza", LIVE, worst(states.values()), states, {}, "0" * 64)


@pytest.mark.parametrize(
    ("states", "expected", "text"),
    [
        (("unknown", "fail", "pass", "pass"), ("instrumentation",), "anti-entrance-failing"),
        (("unknown", "pass", "pass", "unknown"), ("sanity",), "anti-entrance-unknown"),
        (("fail", "pass", "fail", "unknown"), ("live", "support", "sanity"), "anti-entrance-failing"),
        (("unknown", "pass", "waived", "pass"), (), None),
        (("pass", "pass", "pass", "pass"), (), None),
    ],
    ids=["tracking never arrived", "nobody looked", "leaked, and more", "waived", "ready"],
)
def test_what_was_overridden(states: tuple[str, str, str, str], expected: tuple[str, ...], text: str | None) -> None:
    found = find(went(*states))
    assert overridden(went(*states)) == expected
    assert (found.text.id if found else None) == text
    assert found is None or (found.at, found.page) == (LIVE, "entrance")


def test_before_go_live_nothing_is_overridden() -> None:
    assert judge(conduct(verdict(waits(), on=-3))).state is AntiState.CLEAR


def test_it_says_what_was_open_in_each_criterion() -> None:
    missing = {"instrumentation": ("instrumentation/policy_issued",)}
    (found,) = judge(conduct(went=replace(went("unknown", "fail", "pass", "unknown"), missing=missing))).found
    assert [(each.what.id, each.what.params["count"], each.record) for each in found.evidence] == [
        ("anti-entrance-fail-criterion", 1, "e-000001-abcdef"),
        ("anti-entrance-unknown-criterion", 0, "e-000001-abcdef"),
    ]
