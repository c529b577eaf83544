"""A verdict in plain words."""

import pytest

from commands import run
from hypercare.cli.verdict_text import Tongue
from seeded import LAUNCH, demo

COUNTS = {"units": 1284, "mature": 1200, "open": 84, "hits": 1, "trials": 2, "excluded": {}}


@pytest.mark.parametrize(
    ("value", "scale", "shown"),
    [
        (0.49065, "share", "49.1 %"),
        (1.16, "relative", "116.0 %"),
        (0.03102, "value", "0.03102"),
        (12345.678, "count", "12,346"),
        (1234, "count", "1,234"),
        (None, "share", "∞"),
    ],
)
def test_a_number_is_told_in_its_scale(value: float | None, scale: str, shown: str) -> None:
    assert Tongue("en").number(value, scale) == shown


def test_a_threshold_is_told_as_declared() -> None:
    share = {"answer": {"kind": "estimate", "scale": "share"}}
    assert Tongue("en").level(0.42, share) == "42 %"
    assert Tongue("en").level({"base": "before", "factor": 1.2}, share) == "120 % of before"
    assert Tongue("en").level(5, {"answer": {"kind": "estimate", "scale": "value"}}) == "5"
    assert Tongue("en").level(None, share) == "not declared"


def test_an_interval_without_an_end_is_told() -> None:
    answer = {
        "kind": "estimate",
        "value": 3.0,
        "scale": "value",
        "interval": {"low": None, "high": None},
        "counts": COUNTS,
    }
    assert Tongue("en").answer(answer) == "3 [-∞, ∞], 1,284 units, 1,200 mature, 84 open"


def test_what_may_still_come_is_told_with_its_bounds() -> None:
    reason = {"id": "x", "params": {}, "text": "Nobody is mature."}
    answer = {"kind": "insufficient", "reason": reason, "bounds": [0.2, 1.0]}
    assert Tongue("en").answer(answer) == "Nobody is mature. Of those counted so far, between 20.0 % and 100.0 %."


def test_times_are_those_of_the_launch() -> None:
    told = run("verdict", LAUNCH, "--as-of", "2026-11-01", "--data", demo().data).out
    assert "as of 2026-11-01 23:59 WIB" in told
    assert "HOLD until 2027-01-01 06:00 WIB" in told
    assert "judged 2026-10-23 06:00 WIB" in told
    assert "UTC" not in told


def test_it_is_told_in_indonesian() -> None:
    asked = ("verdict", LAUNCH, "--as-of", "2026-11-01", "--data", demo().data)
    told = run(*asked, language="id")
    assert told.code == run(*asked).code
    assert "hari 40, per 1 Nov 2026 23.59 WIB" in told.out
    assert "TAHAN sampai 1 Jan 2027 06.00 WIB  (baris 4 dari tabel)" in told.out
    assert "gate day 30: GAGAL, dinilai 23 Okt 2026 06.00 WIB, diterbitkan sebagai" in told.out
    assert "unit, 1.284 matang" in told.out
    left = {"judged", "units", "mature", "success", "failure", "exit", "until", "issued", "limit"}
    assert not left & set(told.out.split())
