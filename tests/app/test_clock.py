"""Instants as people write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.app.clock import Clock, beginning, ending, instant
from hypercare.model.errors import BadInput

JAKARTA, SANTIAGO = ZoneInfo("Asia/Jakarta"), ZoneInfo("America/Santiago")
READ = {
    "a date": ("2026-10-22", JAKARTA, "2026-10-22T16:59:59.999999+00:00"),
    "a local time": ("2026-10-22T08:00", JAKARTA, "2026-10-22T01:00:00+00:00"),
    "an offset": ("2026-10-22T08:00+09:00", JAKARTA, "2026-10-21T23:00:00+00:00"),
    "Z": ("2026-10-22T08:00Z", JAKARTA, "2026-10-22T08:00:00+00:00"),
    "a day without midnight": ("2026-09-05", SANTIAGO, "2026-09-06T03:59:59.999999+00:00"),
}


@pytest.mark.parametrize(("text", "zone", "expected"), READ.values(), ids=READ.keys())
def test_an_instant_is_read_in_its_zone(text: str, zone: ZoneInfo, expected: str) -> None:
    assert instant(text, zone).isoformat() == expected


def test_a_date_begins_and_ends() -> None:
    assert beginning("2026-10-22", JAKARTA, where="--at").astimezone(UTC) == datetime(2026, 10, 21, 17, tzinfo=UTC)
    assert ending("2026-10-22", JAKARTA, where="--until") == datetime(2026, 10, 22, 17, tzinfo=UTC)
    assert beginning("2026-10-22T08:00", JAKARTA, where="--at") == ending("2026-10-22T08:00", JAKARTA, where="--until")


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-02-30", "0001-01-01T00:00", "0001-01-01", "2026-10-22T25:00"]
)
def test_what_is_no_instant_is_named(text: str) -> None:
    with pytest.raises(BadInput, match=r"--at: .*is no date or time; expected 2026-10-22"):
        beginning(text, JAKARTA, where="--at")


@given(st.text(max_size=30))
def test_any_text_is_an_instant_or_bad_input(text: str) -> None:
    try:
        read = instant(text, JAKARTA)
    except BadInput:
        return
    assert read.tzinfo is not None


def test_a_set_clock_stands_still() -> None:
    clock = Clock("2026-10-22T08:00+07:00")
    assert clock.now() == clock.now() == datetime(2026, 10, 22, 1, tzinfo=UTC)


def test_a_clock_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadInput, match="HYPERCARE_CLOCK"):
        Clock("soon")
