"""Gates on their way, in plain words for a terminal."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hypercare.cli.outcome_text import WIDTH, Told, bar
from hypercare.cli.verdict_text import Tongue

TOLD = Told(Tongue("en"), ZoneInfo("Asia/Jakarta"))
EARLY, LATE = "2026-12-31T23:00:00+00:00", "2027-01-02T23:00:00+00:00"


def a_gate(**more: Any) -> dict[str, Any]:
    metric = {
        "metric": "pro_accounts",
        "word": "TOO_EARLY",
        "needed": None,
        "answer": {"kind": "insufficient", "reason": {"text": "Nobody is through."}, "bounds": None},
        "success": {"value": 0.35, "base": None},
        "failure": None,
        "forecast": {"expected": 0.44, "low": 0.4, "high": 0.48, "passes": 0.99, "reasons": []},
    }
    days = {"first": "2026-10-01", "last": "2026-12-31", "over": 46, "all": 92}
    told = {"gate": "cycle end", "word": "TOO_EARLY", "settled": False, "days": days, "elapsed_weight": 0.5389}
    dates = {"judged_at": EARLY, "earliest": EARLY, "judgeable": LATE}
    return told | dates | {"metrics": [metric], "flaws": [], "harms": []} | more


def test_a_gate_says_its_word_how_far_it_is_and_when_it_is_judged() -> None:
    lines = list(TOLD.gate(a_gate()))
    assert lines[0] == "◌ TOO EARLY cycle end"
    assert lines[1].startswith(f"  {'█' * 15}{'░' * 15} 46 of 92 days, 2026-10-01 to 2026-12-31, 53.9 %")
    assert lines[2] == "  ◌ TOO EARLY pro_accounts: Nobody is through. (success 35 %)"
    assert lines[3] == "    expected at the end: 44.0 % [40.0 %, 48.0 %]; passes with 99.0 %"
    assert lines[-1] == "  Judgeable on 2027-01-01 06:00 WIB at the earliest, on 2027-01-03 06:00 WIB at the latest."


def test_a_gate_whose_word_stands_foresees_nothing() -> None:
    lines = list(TOLD.gate(a_gate(settled=True)))
    assert not [line for line in lines if "expected" in line]
    assert lines[-1] == "  Judged on 2027-01-01 06:00 WIB; its word stands."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"factor": 1.09, "low": 1.07, "high": 1.11}, "+9.0 % [+7.0 %, +11.0 %]"),
        ({"factor": 0.9, "low": 0.8, "high": None}, "-10.0 % [-20.0 %, ∞]"),
        ({"factor": 1.2, "low": None, "high": None}, "+20.0 %"),
    ],
    ids=["both ends", "unbounded", "no interval"],
)
def test_a_change_is_told_with_its_sign(change: dict[str, float | None], says: str) -> None:
    assert TOLD.change(change) == says


@pytest.mark.parametrize(("share", "full"), [(0.0, 0), (0.5, WIDTH // 2), (1.0, WIDTH), (1.7, WIDTH), (-1.0, 0)])
def test_a_bar_is_as_long_as_any_other(share: float, full: int) -> None:
    assert bar(share) == "█" * full + "░" * (WIDTH - full)
