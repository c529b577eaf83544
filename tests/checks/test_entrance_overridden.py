"""ANTI-ENTRANCE-OVERRIDDEN: the example that trips it, and the ones that do not."""

from datetime import UTC, datetime

import pytest

from hypercare.checks.antipatterns.entrance_overridden import judge, overridden
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
    found = judge(went(*states))
    assert overridden(went(*states)) == expected
    assert (found.text.id if found else None) == text
    assert found is None or (found.at, found.page) == (LIVE, "entrance")


def test_before_go_live_nothing_is_overridden() -> None:
    assert judge(None) is None
