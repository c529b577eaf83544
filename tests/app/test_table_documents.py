"""The documents of retention and of cycles fit their schemas, and say what is not known yet."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.cycle.progress import CycleProgress
from hypercare.analysis.population import Population
from hypercare.analysis.retention.table import RetentionTable
from hypercare.analysis.scope import Scope
from hypercare.app.documents.cycle import cycle_document
from hypercare.app.documents.retention import retention_document
from hypercare.app.documents.texts import Document, with_words
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Cycle, CycleKind, CycleMetric, EventRef, RetentionMetric

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
ORDER = EventRef("order")
STREAMS = {
    f"{day}/{unit}": [Row(each * DAY_US, "order", {"kind": kind}) for each in (day, day + 7)]
    for day in (4, 11, 18)
    for unit, kind in enumerate(["id", "params"])
}
"""Values of a segment that are the keys of a text: they must not be read as one."""


def scoped(now: int) -> Scope:
    scope = scope_of(31 * DAY_US, as_of=now * DAY_US)
    return replace(scope, population=replace(scope.population, by="kind"))


def fits(document: Document, name: str) -> Any:
    said = with_words(json.loads(json.dumps(document, allow_nan=False)), "id")
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(said)
    return said


def table(metric: RetentionMetric, now: int) -> Any:
    found: Any = answered(RetentionTable(scoped(now), metric), bucket_of(STREAMS, ["kind"]))
    return fits(retention_document(found), "retention.v1")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"by": "calendar", "period": "week", "at": (0, 1)}, id="calendar"),
        pytest.param({"by": "calendar", "period": "day", "at": (0, 1), "profile": "posthog"}, id="posthog"),
        pytest.param({"by": "cadence", "at": (30,)}, id="cadence, with volumes"),
        pytest.param({"brackets": ((0, 6), (7, 13)), "birth": "recurring"}, id="recurring, without an interval"),
        pytest.param(
            {"by": "business_cycle", "every": Cycle(CycleKind.CALENDAR_QUARTER), "at": (1,)}, id="business cycle"
        ),
    ],
)
def test_retention_fits_its_schema(options: dict[str, Any]) -> None:
    table(RetentionMetric("back", ORDER, **options), 40)


def test_what_is_not_over_has_no_share() -> None:
    said = table(RetentionMetric("back", ORDER, by="calendar", period="week", at=(1,)), 26)
    assert [(each["from"], each["cells"][0]["share"]) for each in said["cohorts"]] == [
        ("1970-01-05", 1.0),
        ("1970-01-12", 1.0),
        ("1970-01-19", None),
    ]
    assert said["cohorts"][2]["cells"][0] == {
        "name": "1",
        "mature": 0,
        "retained": 0,
        "so_far": 2,
        "waiting": 2,
        "share": None,
        "complete": False,
        "volume": None,
    }
    assert (said["average"][0]["units"], said["average"][0]["share"], said["average"][0]["high"]) == (4, 1.0, 1.0)
    assert [each["value"] for each in said["by_value"]] == ["id", "params"]


@pytest.mark.parametrize(
    ("every", "first"),
    [
        pytest.param(Cycle(CycleKind.CALENDAR_MONTH), "1970-01-01", id="calendar"),
        pytest.param(Cycle(CycleKind.FROM_ACTIVATION, days=10), None, id="each its own"),
        pytest.param(Cycle(CycleKind.TRAILING, days=30), "1970-01-11", id="trailing"),
    ],
)
def test_cycles_fit_their_schema(every: Cycle, first: str | None) -> None:
    metric = CycleMetric("goal", ORDER, 2, every)
    found: Any = answered(CycleProgress(scoped(40), metric), bucket_of(STREAMS, ["kind"]))
    said = fits(cycle_document(found), "cycle.v1")
    assert said["cycles"][0]["from"] == first
    assert sum(each["units"] for each in said["cycles"][0]["progress"]) == said["cycles"][0]["units"]


def test_a_scope_in_which_no_cycle_starts_has_none() -> None:
    metric = CycleMetric("goal", ORDER, 2, Cycle(CycleKind.CALENDAR_QUARTER))
    scope = scope_of(31 * DAY_US, start=timedelta(days=1) // timedelta(microseconds=1), population=Population())
    found: Any = answered(CycleProgress(scope, metric), bucket_of(STREAMS, ["kind"]))
    assert fits(cycle_document(found), "cycle.v1")["cycles"] == []
