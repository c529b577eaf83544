"""What templates write for a reader."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines

import hypercare.web  # noqa: F401  makes Django ready with the pages
from hypercare.web import reader as reading
from hypercare.web.reader import Reader, read_by, zone_of

NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_reads_afterwards() -> Iterator[None]:
    token = reading._reading.set(None)
    yield
    reading._reading.reset(token)


def shown(template: str, language: str = "en", zone: str = "Asia/Jakarta", **values: object) -> str:
    read_by(Reader(language, zone_of(zone)))
    engine = engines["django"]
    return str(engine.from_string(template).render({"language": language, **values}))


@pytest.mark.parametrize(
    ("template", "value", "english", "indonesian"),
    [
        ("{{ it|moment }}", NOW, "21 Nov 2026 12:00 WIB", "21 Nov 2026 12.00 WIB"),
        ("{{ it|moment }}", "2026-11-21T12:00:00+07:00", "21 Nov 2026 12:00 WIB", "21 Nov 2026 12.00 WIB"),
        ("{{ it|moment:'Asia/Makassar' }}", NOW, "21 Nov 2026 13:00 WITA", "21 Nov 2026 13.00 WITA"),
        ("{{ it|clock_time }}", NOW, "12:00 WIB", "12.00 WIB"),
        ("{{ it|day }}", datetime(2026, 10, 31, 20, tzinfo=UTC), "1 Nov 2026", "1 Nov 2026"),
        ("{{ it|day }}", "2026-10-31", "31 Oct 2026", "31 Okt 2026"),
        ("{{ it|short_day }}", date(2026, 10, 31), "31 Oct", "31 Okt"),
        ("{{ it|weekday }}", date(2026, 10, 31), "Sat 31 Oct", "Sab 31 Okt"),
        ("{{ it|ago:now }}", datetime(2026, 11, 19, 5, tzinfo=UTC), "2 days ago", "2 hari lalu"),
        ("{{ it|number:'share' }}", 0.491, "49.1 %", "49,1%"),
        ("{{ it|percent }}", 0.42, "42 %", "42%"),
        ("{{ it|interval:'share' }}", {"low": 0.4, "high": None}, "40.0 % – ∞", "40,0% – ∞"),
        ("{{ it|count }}", 1284, "1,284", "1.284"),
        ("{{ it|size }}", 1_432_000, "1.4 MB", "1,4 MB"),
        ("{{ it|duration }}", 200, "3 min 20 s", "3 mnt 20 dtk"),
        ("{{ it|rupiah }}", 5000, "Rp 5,000", "Rp5.000"),
        ("{{ it|words }}", {"id": "formats-in-days", "params": {"count": 2}}, "in 2 days", "2 hari lagi"),
        ("{% say 'formats-in-days' count=it %}", 2, "in 2 days", "2 hari lagi"),
        ("{% say 'recommend-passes' metric=it|count %}", 1284, "1,284 passed.", "1.284 lulus."),
    ],
)
def test_figures_and_dates_are_the_readers(template: str, value: object, english: str, indonesian: str) -> None:
    assert shown(template, "en", it=value, now=NOW) == english
    assert shown(template, "id", it=value, now=NOW) == indonesian


@pytest.mark.parametrize("name", ["moment", "clock_time", "day", "short_day", "weekday", "number", "percent", "count"])
def test_nothing_is_told_as_nothing(name: str) -> None:
    assert shown(f"{{{{ it|{name} }}}}", it=None) == "–"


def test_nothing_has_a_word_for_those_who_listen() -> None:
    assert "no value</span>" in shown("{{ it|count|shown }}", it=None)
    assert "tidak ada nilai</span>" in shown("{{ it|interval:'share'|shown }}", "id", it=None)
    assert shown("{{ it|count|shown }}", it=12) == "12"


def test_without_a_zone_an_instant_is_told_in_its_own() -> None:
    there = datetime(2026, 11, 21, 14, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert shown("{{ it|moment }}", zone="Moon", it=there) == "21 Nov 2026 14:00 WIT"


@pytest.mark.parametrize("template", ["{{ it|words }}", "{% words it %}", "{% say 'recommend-passes' metric=name %}"])
def test_names_from_outside_are_escaped(template: str) -> None:
    name = "<script>alert(1)</script>"
    text = {"id": "recommend-passes", "params": {"metric": name}}
    assert "&lt;script&gt;" in shown(template, it=text, name=name)
    assert "<script>" not in shown(template, it=text, name=name)
