"""The pages of outcomes, guardrails and segments, their values in the API, and the overview's chart by day."""

import re
from typing import Any

import pytest

from hypercare.model.role import Role
from hypercare.web.pages.outcomes.line import Band, Line
from seeded import LAUNCH, demo
from web.visiting import Browser, Site, site

PAGE, GUARDRAILS = f"/launches/{LAUNCH}/outcomes", f"/launches/{LAUNCH}/guardrails"
VALUE = f"/api/v1/launches/{LAUNCH}/outcome"
NOT_LIVE, OVER = "asuransi-kiriman", "jadwal-jemput"


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    served: Site = site(demo().copy(tmp_path_factory.mktemp("outcomes") / "data"))
    found = served.member(Role.VIEWER)
    for address in (VALUE, f"{VALUE}?day=101", *(f"/api/v1/launches/{each}/outcome" for each in (NOT_LIVE, OVER))):
        assert found.get(address).status_code == 200  # from here on the pages have their looks
    return found


def column(chart: Any, name: str) -> list[Any]:
    """What a chart's table has in a column."""
    place = [each["name"] for each in chart["columns"]].index(name)
    return [row[place] for row in chart["rows"]]


def test_the_page_answers_first_with_what_the_api_says(viewer: Browser) -> None:
    value, text = viewer.get(VALUE).json(), viewer.get(PAGE).text
    assert "pro accounts is too early to judge until 2027-01-01" in [each["text"] for each in value["says"]]
    assert "pro accounts is too early to judge until 1 Jan 2027" in text
    assert text.index("outcome-says") < text.index("gate-day-30")


def test_a_gate_on_its_way_says_how_far_it_is_and_what_is_expected(viewer: Browser) -> None:
    gate = viewer.get(VALUE).json()["gates"][1]
    assert (gate["word"], gate["days"]["over"], gate["days"]["all"]) == ("TOO_EARLY", 51, 92)
    assert 0.5 < gate["elapsed_weight"] < 0.6
    told, text = gate["metrics"][0]["forecast"], viewer.get(PAGE).text
    assert told["low"] < 0.44 < told["high"]
    assert "51 of 92 days are over" in text
    assert "Can be judged on 1 Jan 2027 06:00 WIB" in text
    assert f"Expected at the end: {100 * told['expected']:.1f} %" in text


def test_a_judged_gate_foresees_nothing(viewer: Browser) -> None:
    text = viewer.get(f"{PAGE}?day=101").text
    assert "Judged on 1 Jan 2027" in text
    assert "No forecast" not in text
    assert "Expected at the end" not in text


def test_the_three_ways_of_reading_stand_side_by_side_whichever_is_drawn(viewer: Browser) -> None:
    for read in ("raw", "normalised"):
        text = viewer.get(f"{PAGE}?metric=pro_accounts&read={read}").text
        figures = re.findall(r'<p class="kpi-value">([^<]+)</p>', text)
        assert len(figures) == 3
        assert figures[1] == "+9.0 %"
        assert float(figures[0].strip("+ %")) > 15
    assert "Peaks bring more than their share" in text


def test_values_without_a_before_tell_both_spans(viewer: Browser) -> None:
    season = viewer.get(VALUE).json()["season"]["metrics"]
    spans = {each["span"]: each for each in next(each for each in season if each["metric"] == "completion")["spans"]}
    early, steady = (f"{spans[name]['raw'] * 100:.1f} %" for name in ("early", "steady"))
    assert early != steady
    text = viewer.get(f"{PAGE}?metric=completion&read=raw").text
    assert f"first 31 days: {early}" in text
    assert f"Completion is at {steady} by day as counted from day 31 on, after {early} in the first 31 days" in text
    assert "values by day, from day 31 on; below them those of days 0 to 30" in text
    gaps = "Earlier hatched days are such on which nobody was counted"
    assert gaps in text
    assert gaps not in viewer.get(f"{PAGE}?metric=pro_accounts").text


def test_the_chart_is_a_file_too_and_its_days_are_those_of_the_value(viewer: Browser) -> None:
    season = viewer.get(VALUE).json()["season"]["metrics"]
    days = next(each for each in season if each["metric"] == "pro_accounts")["days"]
    for name, weights in (("daily", [1.0] * len(days["above"])), ("ordinary", days["weights"])):
        chart = viewer.get(f"/launches/{LAUNCH}/widgets/{name}-pro_accounts.json").json()
        values = column(chart, "value")
        parts = zip(days["above"], days["below"], weights, strict=True)
        assert values == pytest.approx([above / days["scale"] / below / weight for above, below, weight in parts])


def test_a_peak_that_was_not_survived_shows_its_figures(viewer: Browser) -> None:
    text = viewer.get(PAGE).text
    assert "Not survived" in text
    assert "Credibly beyond its limit in the peak: latency POST /orders/bulk." in text
    assert text.count("is-peak") == 3  # Harbolnas, which holds 12.12


@pytest.mark.parametrize(
    ("launch", "says"),
    [(NOT_LIVE, "Nothing before go-live yet"), (NOT_LIVE, "Nobody is in the cycle yet"), (OVER, "Survived")],
    ids=["before go-live", "no forecast", "over"],
)
def test_a_launch_in_another_state_says_what_it_can(viewer: Browser, launch: str, says: str) -> None:
    assert says in viewer.get(f"/launches/{launch}/outcomes").text


@pytest.mark.parametrize("query", ["metric=no_such", "read=upside-down", "day=soon"])
def test_what_there_is_not_is_refused(viewer: Browser, query: str) -> None:
    assert viewer.get(f"{PAGE}?{query}").status_code == 400


def test_it_speaks_indonesian(viewer: Browser) -> None:
    text = viewer.get(PAGE, **{"accept-language": "id"}).text
    assert "51 dari 92 hari sudah lewat" in text
    assert "Tidak selamat" in text
    assert "Per hari biasa" in text


def test_guardrails_show_what_the_api_says(viewer: Browser) -> None:
    value, text = viewer.get(f"/api/v1{GUARDRAILS}").json(), viewer.get(GUARDRAILS).text
    assert [each["said"]["metric"] for each in value["guardrails"]] == ["tickets"]
    assert value["guardrails"][0]["always_valid"]
    assert len(value["stability"]) == 4
    assert value["says"]["text"].rstrip(".") in text
    assert len(value["segments"]) == 6
    for each in value["segments"]:
        assert f"widgets/{each['widget']}.csv" in text


def test_a_segment_chart_holds_the_values_and_both_totals(viewer: Browser) -> None:
    value = viewer.get(f"/api/v1{GUARDRAILS}").json()["segments"][0]
    chart = viewer.get(f"/launches/{LAUNCH}/widgets/{value['widget']}.json").json()
    assert column(chart, "name") == [*(each["value"] for each in value["values"]), "all", "all, mix of before"]
    assert column(chart, "value")[-1] == value["standardised"]["value"]


def test_nothing_declared_is_said(viewer: Browser) -> None:
    text = viewer.get(f"/launches/{NOT_LIVE}/guardrails").text
    assert "Limits are held from go-live on." in text
    assert "No guardrail is declared" in text


def test_the_overview_reads_its_large_chart_by_day(viewer: Browser) -> None:
    overview = f"/launches/{LAUNCH}"
    assert "widgets/sequence-completion.csv" in viewer.get(overview).text
    assert "widgets/daily-completion.csv" in viewer.get(f"{overview}?read=raw").text
    assert "widgets/ordinary-completion.csv" in viewer.get(f"{overview}?read=normalised").text
    assert f"{PAGE}?metric=completion" in viewer.get(overview).text


def test_a_line_holds_what_stands_on_it() -> None:
    line = Line.holding([0.2, None, 0.6])
    assert line is not None
    assert (line.place(0.4), line.place(None)) == (50.0, None)
    assert line.band(None, None) == Band(0.0, 100.0)
    assert Line.holding([None]) is None


def test_a_share_has_no_room_beyond_its_ends() -> None:
    line = Line.holding([0.0, 1.0], is_share=True)
    assert line == Line(0.0, 1.0)
