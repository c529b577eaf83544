"""A chart of rows, where they are few, each has a name of its own, and a number beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.voice import Params, Phrase, bounded

FEWEST, MOST = 2, 60
NAMES: Final = ("VARCHAR", "DATE", "TIMESTAMP", "ENUM")
WHOLE: Final = ("INT", "INTEGER", "BIGINT", "HUGEINT", "SMALLINT", "TINYINT")
NUMBERS: Final = (*WHOLE, "UBIGINT", "UINTEGER", "DOUBLE", "FLOAT", "DECIMAL")
NAME: Final = "rows"


def figure_of(document: Mapping[str, Any]) -> ChartModel | None:
    """The columns of a whole answer: its first column names them, the first number after it is how high they are."""
    columns, rows = document["columns"], document["rows"]
    if not FEWEST <= len(rows) <= MOST or document["truncated"] or not columns[0]["type"].startswith(NAMES):
        return None
    place = next((number for number, each in enumerate(columns) if each["type"].startswith(NUMBERS)), None)
    names = [row[0] for row in rows]
    if place is None or len(set(map(str, names))) < len(names) or None in names:
        return None
    values = [row[place] for row in rows]
    if not all(isinstance(each, int | float) for each in values):
        return None
    scale = "count" if columns[place]["type"].startswith(WHOLE) else "value"
    points = tuple(
        Point(number, float(value), name="" if (day := _day(name)) else bounded(str(name)), day=day)
        for number, (name, value) in enumerate(zip(names, values, strict=True))
    )
    value, by = (bounded(columns[number]["name"]) for number in (place, 0))
    params: Params = {"value": value, "by": by, "count": len(points)}
    return ChartModel(
        Kind.COLUMNS, Phrase("analyst-finding-rows", params), (Phrase("analyst-alt-rows", params),),
        (Series(value, points, scale),), names=by,
    )  # fmt: skip


def _day(name: Any) -> date | None:
    """The day of a date, or of an instant at the beginning of one."""
    text = str(name)
    if len(text) > len("2026-01-01") and not text[10:].startswith("T00:00:00"):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
