"""The document of a funnel fits its schema, whatever there is to tell."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.funnel.detail import Asked, FunnelDetail
from hypercare.app.documents.funnel import funnel_document
from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.metrics import EventRef, FunnelMetric, Step

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "funnel.v1.json"
STEPS = (Step(EventRef("opened")), Step(EventRef("filled"), optional=True), Step(EventRef("bought")))
METRIC = FunnelMetric("f", STEPS, timedelta(days=1))


def rows(platform: str, *pairs: tuple[str, int]) -> list[Row]:
    return [Row(second * SECOND_US, name, {"platform": platform}) for name, second in pairs]


STREAMS = {
    "bought": rows("web", ("opened", 0), ("filled", 5), ("bought", 20)),
    "stopped": rows("app", ("opened", 0)),
    "open": rows("app", ("opened", 3 * 86_400)),
}


def document(streams: dict[str, list[Row]], asked: Asked) -> Any:
    question = FunnelDetail(scope_of(5 * DAY_US, as_of=3 * DAY_US + 1), METRIC, asked)
    found: Any = answered(question, bucket_of(streams, ["platform"]))
    return json.loads(json.dumps(funnel_document(found, METRIC), allow_nan=False))


@pytest.mark.parametrize("asked", [Asked(), Asked("platform", "step", 2, "day")], ids=["bare", "with all"])
@pytest.mark.parametrize("streams", [STREAMS, {}], ids=["some", "nobody"])
def test_it_fits_its_schema(streams: dict[str, list[Row]], asked: Asked) -> None:
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(document(streams, asked))


def test_what_it_says() -> None:
    found = document(STREAMS, Asked("platform", "first", over="day"))
    assert (found["units"], found["mature"], found["converted"], found["open"]) == (3, 2, 1, 1)
    assert [step["from_previous"] for step in found["steps"]] == [None, 0.5, 0.5]
    assert found["steps"][2]["seconds"] == {"count": 1, "mean": 15.0, "median": 15.0, "p25": 15.0, "p75": 15.0}
    assert [(each["value"], each["steps"]) for each in found["breakdown"]["values"]] == [
        ("app", [2, 0, 0]),
        ("web", [1, 1, 1]),
    ]
    assert [(each["from"], each["complete"], each["units"]) for each in found["over"]["cohorts"]] == [
        ("1970-01-01", True, 2),
        ("1970-01-02", True, 0),
        ("1970-01-03", False, 0),
        ("1970-01-04", False, 1),
    ]
