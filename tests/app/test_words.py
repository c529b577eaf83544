"""Texts rendered for people, and kept in documents."""

import math
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fluent.runtime import FluentBundle

import hypercare
from hypercare.app import words
from hypercare.app.documents.texts import text_document, text_of, with_words
from hypercare.app.words import LONGEST, STEERING, languages, render
from hypercare.model.errors import BadInput
from hypercare.model.text import Text

PACKAGE = Path(hypercare.__file__).parent
ID = re.compile(r'\bText\(\s*f?"([a-z][a-z0-9-]*(?:\{[^"]*)?)"')


def test_a_text_is_a_sentence() -> None:
    text = Text("explain-counts", {"units": 1284, "mature": 1200, "open": 84})
    assert render(text) == "1,284 units were counted; 1,200 have had their whole window, 84 may still convert."


def test_dates_are_in_their_own_zone_and_numbers_are_short() -> None:
    jakarta = datetime(2026, 10, 22, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert render(Text("explain-judged", {"date": jakarta})).count("2026-10-22 08:00 WIB") == 1
    assert "0.491" in render(Text("explain-value-value", {"value": 0.490999999, "hits": 1, "trials": 2}))


def test_a_text_that_the_catalogue_lacks_loses_nothing() -> None:
    assert render(Text("no-such-text", {"a": 1})) == "no-such-text {'a': 1}"
    assert render(Text("no-such-text")) == "no-such-text"


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(BadInput, match="there is no language 'xx'; expected en"):
        render(Text("explain-one-look"), "xx")
    assert "en" in languages()


@pytest.mark.parametrize(
    "value",
    [3, 2.5, "x", date(2026, 10, 22), datetime(2026, 10, 22, 8, tzinfo=UTC)],
    ids=lambda value: type(value).__name__,
)
def test_a_text_in_a_document_reads_as_before(value: object) -> None:
    text = Text("explain-no-gate", {"metric": value})  # type: ignore[dict-item]  any kind of parameter
    assert render(text_of(text_document(text))) == render(text)


def test_words_are_added_wherever_a_text_stands() -> None:
    document = {"a": [{"reason": {"id": "explain-one-look", "params": {}}}], "b": {"id": "x"}}
    spoken = with_words(document, "en")
    assert spoken["a"][0]["reason"]["text"] == "The interval is exact for one look, and this is judged once."
    assert spoken["b"] == {"id": "x"}
    assert "text" not in document["a"][0]["reason"]  # type: ignore[index]  the document itself is left alone


@pytest.mark.parametrize(
    ("language", "prose", "shown"),
    [
        ("en", False, "2026-10-23 06:00 WIB"),
        ("en", True, "23 Oct 2026 06:00 WIB"),
        ("id", False, "23 Okt 2026 06.00 WIB"),
    ],
    ids=["a terminal in English", "an English page", "Indonesian"],
)
def test_dates_are_written_as_the_reader_writes_them(language: str, shown: str, *, prose: bool) -> None:
    jakarta = datetime(2026, 10, 23, 6, tzinfo=ZoneInfo("Asia/Jakarta"))
    text = Text("explain-judged", {"date": jakarta})
    assert shown in render(text, language, prose=prose)
    assert render(text_of(text_document(text)), language, prose=prose) == render(text, language, prose=prose)


@pytest.mark.parametrize(
    "written", ["2026-13-45", "2026-10-23 99:00 WIB", "2026-10-23 is a name", "٢٠٢٦-١٠-٢٣"], ids=str
)
def test_what_is_no_date_is_a_name(written: str) -> None:
    assert written in render(Text("explain-no-gate", {"metric": written}), "id")


@pytest.mark.parametrize(
    "value",
    [
        "a\u202eb",
        "\u2066x",
        "one\ntwo\r\n",
        "\x1b[31mred\x9b",
        "nul\x00",
        "\ud800",
        "\ufeff",
        "x" * 100_000,
        "{ $metric }",
        "<script>",
        "",
        10**400,
        10**6000,
        -(10**30),
        1e300,
        math.nan,
        -math.inf,
        True,
        None,
        ["a"],
        {"a": None},
        datetime(1, 1, 1, tzinfo=UTC),
        date.max,
    ],
    ids=lambda value: f"{type(value).__name__} {'large' if isinstance(value, int) else ascii(value)[:12]}",
)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["gate-success", "explain-interval-percent", "gate-uncontrolled", "no-such-text"])
def test_any_parameter_makes_an_inert_line(name: str, language: str, value: Any) -> None:
    params = dict.fromkeys(("metric", "base", "level", "low", "high", "method"), value)
    sentence = render(Text(name, params), language, prose=True)
    assert not STEERING.search(sentence)
    assert len(sentence) < 6 * LONGEST + 200
    sentence.encode()


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        pytest.param("en", False, "(success 42%, failure 35.5%)", id="as the launch file writes it"),
        pytest.param("en", True, "(success 42 %, failure 35.5 %)", id="on an English page"),
        pytest.param("id", True, "(sukses 42%, gagal 35,5%)", id="in Indonesian"),
    ],
)
def test_levels_are_said_in_the_language(language: str, prose: bool, said: str) -> None:
    told = {"gate": "day 30", "word": "PASS", "thresholds": "success 42%, failure 35.5%"}
    assert said in render(Text("explain-gate", told), language, prose=prose)


@pytest.mark.parametrize(("language", "share"), [("en", "44.0 %"), ("id", "44,0%")])
def test_a_percentage_in_a_sentence_is_written_as_figures_are(language: str, share: str) -> None:
    assert f": {share}." in render(Text("explain-value-share", {"hits": 565, "trials": 1284, "value": 0.44}), language)


def test_a_name_is_shown_as_it_is() -> None:
    name = "Ünïcode 📦 <b>&amp; اسم"
    assert render(Text("recommend-passes", {"metric": name})) == f"{name} passed."


def test_a_sentence_that_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = words._bundle("en")
    monkeypatch.setattr(words, "_bundle", lambda language: everything if language == "en" else FluentBundle([language]))
    assert render(Text("explain-one-look"), "id").startswith("The interval is exact")


def sources() -> dict[str, str]:
    """The ids of all texts that the package makes, by where they are first made."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in ID.findall(path.read_text()):
            found.setdefault(name, str(path.relative_to(PACKAGE)))
    return found


def test_every_text_has_its_sentence() -> None:
    whole = {name: place for name, place in sources().items() if name[-1] != "-" and "{" not in name}
    assert len(whole) > 400
    silent = [f"{place}: {name}" for name, place in whole.items() if render(Text(name)).startswith(name)]
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        pytest.param("en", False, "Peaks that were lived through: double_dates, payday.", id="as the file writes it"),
        pytest.param("en", True, "Peaks that were lived through: Double-date sale, Payday.", id="on an English page"),
        pytest.param("id", False, "Hari puncak yang sudah dilalui: Promo tanggal kembar, Gajian.", id="in Indonesian"),
    ],
)
def test_peaks_have_names(language: str, prose: bool, said: str) -> None:
    assert render(Text("exit-peaks-met", {"peaks": "double_dates, payday"}), language, prose=prose) == said


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        pytest.param("en", False, ": support, sanity.", id="as records have it"),
        pytest.param("en", True, ": Support, Sanity checks.", id="on an English page"),
        pytest.param("id", False, ": Support, Sanity check.", id="in Indonesian"),
    ],
)
def test_criteria_of_the_entrance_have_names(language: str, prose: bool, said: str) -> None:
    text = Text("anti-entrance-unknown", {"unknown": 2, "criteria": "support, sanity"})
    assert render(text, language, prose=prose).endswith(said)


@pytest.mark.parametrize(
    ("gate", "said"),
    [("day 30", "hari ke-30"), ("cycle end", "akhir siklus"), ("my own <gate>", "my own <gate>"), ("day x", "day x")],
)
def test_gates_are_named_by_their_day(gate: str, said: str) -> None:
    assert said in render(Text("gate-empty", {"gate": gate}), "id")


def test_peak_that_no_calendar_of_ours_knows_keeps_its_name() -> None:
    assert "our_sale" in render(Text("exit-peaks-met", {"peaks": "our_sale"}), "id")


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        ("en", False, "findings of tickets, csat, forum stand"),
        ("en", True, "findings of tickets, satisfaction surveys (CSAT), forum stand"),
        ("id", False, "temuan dari tiket, survei kepuasan (CSAT), forum sudah"),
    ],
)
def test_channels_of_feedback_have_names(language: str, prose: bool, said: str) -> None:
    told = {"by": "E. Lestari", "date": "2026-11-18", "channels": "tickets, csat, forum"}
    assert said in render(Text("exit-feedback-met", told), language, prose=prose)


ORDINARILY = {"metric": "orders", "ordinary": 9.0, "ordinary_sign": "+", "raw": 0.4, "raw_sign": "−", "as": "change"}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (ORDINARILY, "on ordinary days orders is at +9.0 % against before, with its peaks at −0.4 %"),
        (
            {"metric": "orders", "ordinary": 109.0, "raw": 116.2},
            "orders stands at 109.0 % of before on ordinary days, and at 116.2 % with its peaks",
        ),
    ],
    ids=["a change", "as it was told once"],
)
def test_what_peaks_carry_is_told_as_a_change(told: dict[str, str | float], said: str) -> None:
    assert render(Text("outcome-says-ordinary", told)) == said


@pytest.mark.parametrize(
    ("day", "when", "said"),
    [(20, "since", "was signed on day 20 by"), (-3, "before", "was signed 3 days before go-live by")],
)
def test_what_was_signed_before_go_live_has_no_negative_day(day: int, when: str, said: str) -> None:
    told: dict[str, str | int] = {"action": "PIVOT", "by": "C. Dewi", "day": day, "when": when, "ahead": abs(day)}
    assert said in render(Text("anti-early-decided", told))
