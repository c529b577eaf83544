"""The one model of a chart, and its data as a table."""

import csv
import io

import pytest

from hypercare.reports.chart import ChartModel, lost, of_first, worst
from hypercare.reports.table import Column, Table, csv_text
from reports.charts_at_hand import ENGLISH, INDONESIAN, UNKNOWN, funnel, intervals, sequence


def _columns(model: ChartModel) -> dict[str, list[object]]:
    table = model.table()
    return {column.name: [row[place] for row in table.rows] for place, column in enumerate(table.columns)}


def test_a_table_has_a_row_for_each_point_and_no_empty_column() -> None:
    columns = _columns(sequence())
    assert list(columns) == ["day", "date", "value", "low", "high", "success", "failure", "verdict", "note"]
    assert columns["day"] == list(range(61))


def test_what_has_no_value_is_undefined_never_zero() -> None:
    columns = _columns(sequence())
    assert [columns["value"][day] for day in UNKNOWN] == [None, None]
    shown = sequence().table().shown(ENGLISH)
    assert shown[UNKNOWN[0]][2] == "–"
    rows = list(csv.DictReader(io.StringIO(csv_text(sequence().table(), ENGLISH))))
    assert rows[UNKNOWN[0]]["value"] == ""


def test_each_metric_is_shown_on_its_own_scale() -> None:
    shown = intervals().table().shown(ENGLISH)
    assert [row[1] for row in shown] == ["49.0 %", "–", "90.0 %"]
    assert "42 %" in shown[0], "a threshold is told as it was declared"
    assert shown[1][4:6] == ["20.0 %", "100.0 %"], "between these are those counted so far"


def test_a_table_speaks_the_readers_language() -> None:
    assert intervals().table().heads(INDONESIAN)[0] == "Metrik"
    assert intervals().table().shown(INDONESIAN)[0][1] == "49,0%"


@pytest.mark.parametrize(
    ("counts", "place", "share"),
    [
        pytest.param((1284, 1102, 741, 630), 2, 1 - 741 / 1102, id="by share, not by count"),
        pytest.param((10, 10, 10), None, None, id="nobody is lost"),
        pytest.param((0, 0), None, None, id="nobody began"),
        pytest.param((10, None, 5), None, None, id="a step that is not known hides what was lost around it"),
        pytest.param((), None, None, id="no steps"),
    ],
)
def test_the_worst_drop(counts: tuple[int | None, ...], place: int | None, share: float | None) -> None:
    series = funnel(counts=counts).series[0]
    found = worst(series)
    if place is None:
        assert found is None
    else:
        assert found is not None
        assert (found[0].at, found[1]) == (place, share)


def test_shares_of_a_funnel() -> None:
    series = funnel(counts=(200, 100, 75)).series[0]
    assert [of_first(series, point) for point in series.points] == [1.0, 0.5, 0.375]
    assert [lost(series, point) for point in series.points] == [None, 0.5, 0.25]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_spreadsheet_runs_nothing_of_a_csv(start: str) -> None:
    table = Table((Column("name", "Name"),), ((f"{start}HYPERLINK(1)",),))
    name = next(csv.DictReader(io.StringIO(csv_text(table, ENGLISH))))["name"]
    assert name.startswith("'")


def test_numbers_of_a_csv_are_unrounded_and_stay_numbers() -> None:
    table = Table((Column("value", "Value", "share"), Column("n", "N", "count")), ((-0.49065420560747663, 1284.0),))
    assert csv_text(table, INDONESIAN) == "value,n\r\n-0.49065420560747663,1284\r\n"
