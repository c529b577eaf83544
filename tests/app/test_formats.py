"""Figures and dates, in both languages."""

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.cli.verdict_text import Tongue

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 21, 12, tzinfo=JAKARTA)
SCALES = ["share", "ratio", "relative", "rate", "per_unit", "count", "value"]


@pytest.mark.parametrize(
    ("zone", "english", "indonesian"),
    [
        ("Asia/Jakarta", "23 Oct 2026 07:30 WIB", "23 Okt 2026 07.30 WIB"),
        ("Asia/Makassar", "23 Oct 2026 08:30 WITA", "23 Okt 2026 08.30 WITA"),
        ("Asia/Jayapura", "23 Oct 2026 09:30 WIT", "23 Okt 2026 09.30 WIT"),
        ("America/Sao_Paulo", "22 Oct 2026 21:30 UTC-03", "22 Okt 2026 21.30 UTC-03"),
        ("UTC", "23 Oct 2026 00:30 UTC", "23 Okt 2026 00.30 UTC"),
    ],
)
def test_an_instant_is_told_in_the_zone(zone: str, english: str, indonesian: str) -> None:
    value = datetime(2026, 10, 23, 0, 30, tzinfo=UTC)
    assert formats.instant(value, "en", ZoneInfo(zone)) == english
    assert formats.instant(value, "id", ZoneInfo(zone)) == indonesian


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(("language", "pattern"), [("en", "EEE d MMM y HH:mm"), ("id", "EEE d MMM y HH.mm")])
def test_months_and_weekdays_are_those_of_the_language(language: str, pattern: str, month: int) -> None:
    value = datetime(2026, month, 9, 17, 5, tzinfo=UTC)
    told = f"{formats.day_of_week(value, language)} 2026 {formats.clock_time(value, language)}"
    assert told == f"{format_datetime(value, pattern, locale=language)} UTC"


@pytest.mark.parametrize(
    ("hours", "english", "indonesian"),
    [
        (0, "now", "sekarang"),
        (0.5, "in 30 min", "30 menit lagi"),
        (1, "in 1 hour", "1 jam lagi"),
        (3, "in 3 hours", "3 jam lagi"),
        (11.9, "in 11 hours", "11 jam lagi"),
        (18, "tomorrow", "besok"),
        (48, "in 2 days", "2 hari lagi"),
        (24 * 41, "in 41 days", "41 hari lagi"),
        (24 * 200, "in 7 months", "7 bulan lagi"),
        (24 * 800, "in 2 years", "2 tahun lagi"),
        (-0.25, "15 min ago", "15 menit lalu"),
        (-20, "yesterday", "kemarin"),
        (-72, "3 days ago", "3 hari lalu"),
    ],
)
def test_how_far_an_instant_is(hours: float, english: str, indonesian: str) -> None:
    text = formats.relative(NOON + timedelta(hours=hours), NOON, JAKARTA)
    assert (render(text, "en"), render(text, "id")) == (english, indonesian)


def test_days_away_are_calendar_days_of_the_zone() -> None:
    late = datetime(2026, 11, 21, 23, tzinfo=JAKARTA)
    assert render(formats.relative(late + timedelta(hours=25.5), late, JAKARTA)) == "in 2 days"
    assert render(formats.relative(late + timedelta(hours=25.5), late, UTC)) == "tomorrow"


@pytest.mark.parametrize(
    ("seconds", "english", "indonesian"),
    [
        (0, "0 ms", "0 ms"),
        (0.45, "450 ms", "450 ms"),
        (3.21, "3.2 s", "3,2 dtk"),
        (200, "3 min 20 s", "3 mnt 20 dtk"),
        (7200, "2 h", "2 jam"),
        (7500, "2 h 5 min", "2 jam 5 mnt"),
        (86_400, "1 day", "1 hari"),
        (187_200, "2 d 4 h", "2 hari 4 jam"),
        (math.nan, "no value", "tidak ada nilai"),
        (-1, "no value", "tidak ada nilai"),
        (None, "no value", "tidak ada nilai"),
    ],
)
def test_how_long_it_took(seconds: float | None, english: str, indonesian: str) -> None:
    text = formats.duration(seconds)
    assert (render(text, "en"), render(text, "id")) == (english, indonesian)


def test_a_timedelta_is_a_duration() -> None:
    assert formats.duration(timedelta(hours=6)) == formats.duration(6 * 3600)


@pytest.mark.parametrize(
    ("value", "scale", "english", "indonesian"),
    [
        (0.49065, "share", "49.1 %", "49,1%"),
        (1.16, "relative", "116.0 %", "116,0%"),
        (0.031, "ratio", "3.1 %", "3,1%"),
        (0.03102, "value", "0.03102", "0,03102"),
        (0.0000123456, "rate", "0.00001235", "0,00001235"),
        (12.5, "per_unit", "12.5", "12,5"),
        (12345.678, "count", "12,346", "12.346"),
        (-1234.5, "value", "-1,234", "-1.234"),
        (0, "count", "0", "0"),
        (math.inf, "share", "∞", "∞"),
        (-math.inf, "share", "-∞", "-∞"),
        (math.nan, "share", "–", "–"),
        (None, "share", "–", "–"),
    ],
)
def test_a_number_is_told_in_its_scale(value: float | None, scale: str, english: str, indonesian: str) -> None:
    assert formats.number(value, scale, "en") == english
    assert formats.number(value, scale, "id") == indonesian


@given(st.floats(-1e12, 1e12), st.sampled_from(SCALES))
def test_a_page_shows_the_digits_of_the_command_line(value: float, scale: str) -> None:
    """Both languages and the terminal: the same digits, only the signs between them differ."""
    english, indonesian = (formats.number(value, scale, language) for language in ("en", "id"))
    assert english == Tongue("en").number(value, scale)
    swapped = indonesian.translate({ord(","): ".", ord("."): ","}).replace("%", " %")
    assert swapped == english


@given(st.integers(-(10**15), 10**15), st.sampled_from(["en", "id"]))
def test_thousands_are_set_apart_as_the_language_does(value: int, language: str) -> None:
    assert formats.count(value, language) == format_decimal(value, locale=language)


def test_an_interval_may_be_open() -> None:
    assert formats.interval(0.442, 0.54, "share", "en") == "44.2 % – 54.0 %"
    assert formats.interval(0.442, None, "share", "id") == "44,2% – ∞"
    assert formats.interval(None, 3, "value", "en") == "-∞ – 3"


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [(0.42, "42 %", "42%"), (0.995, "99.5 %", "99,5%"), (1.2, "120 %", "120%"), (None, "–", "–"), (math.nan, "–", "–")],
)
def test_a_declared_share_has_the_digits_that_were_declared(value: float | None, english: str, indonesian: str) -> None:
    assert (formats.percent(value, "en"), formats.percent(value, "id")) == (english, indonesian)


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1000, "1 kB", "1 kB"),
        (1_432_000, "1.4 MB", "1,4 MB"),
        (5 * 10**18, "5000 PB", "5000 PB"),
        (None, "–", "–"),
    ],
)
def test_bytes_have_a_unit(value: int | None, english: str, indonesian: str) -> None:
    assert (formats.size(value, "en"), formats.size(value, "id")) == (english, indonesian)


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [(1_234_567, "Rp 1,234,567", "Rp1.234.567"), (-5000, "-Rp 5,000", "-Rp5.000"), (None, "–", "–")],
)
def test_rupiah_have_no_decimals(value: float | None, english: str, indonesian: str) -> None:
    assert (formats.rupiah(value, "en"), formats.rupiah(value, "id")) == (english, indonesian)


def test_a_large_number_in_short() -> None:
    assert (formats.compact(1_234_567, "en"), formats.compact(1_234_567, "id")) == ("1.2M", "1,2 jt")
    assert formats.compact(None, "en") == "–"


@pytest.mark.parametrize("write", [formats.instant, formats.day, formats.short_day, formats.day_of_week, formats.count])
def test_nothing_is_never_a_number(write: object) -> None:
    assert write(None, "id") == formats.UNDEFINED  # type: ignore[operator]  each takes a value and a language


def test_a_date_alone_is_told() -> None:
    assert formats.day(date(2026, 8, 17), "id") == "17 Agu 2026"


def test_an_unknown_language_has_no_conventions() -> None:
    with pytest.raises(ValueError, match="'xx'"):
        formats.count(1, "xx")
