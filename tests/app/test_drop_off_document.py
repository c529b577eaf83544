"""The document of drop-offs fits its schema, with and without those to ask."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator, FormatChecker

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.drop_off.interviews import Interviews
from hypercare.analysis.drop_off.leaving import DropOff
from hypercare.app.documents.drop_off import drop_off_document, with_interviews
from hypercare.app.documents.texts import with_words
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, FunnelMetric, Step

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "drop_off.v1.json").read_text())
METRIC = FunnelMetric("f", tuple(Step(EventRef(name)) for name in "abc"), timedelta(seconds=10))
STREAMS = {f"d{n}": [Row(0, "a"), Row(SECOND_US, "crash")] for n in range(30)} | {
    f"g{n}": [Row(0, "a", {"plan": "pro"}), Row(SECOND_US, "b", {"plan": "pro"})] for n in range(30)
}


def document() -> Any:
    bucket = bucket_of(STREAMS, ["plan"])
    found: Any = answered(DropOff(scope_of(), METRIC, ("plan",), errors=("crash",)), bucket)
    asked: Any = answered(Interviews(scope_of(), METRIC, most=2), bucket)
    return drop_off_document(found), with_interviews(drop_off_document(found), asked, ZoneInfo("Asia/Jakarta"))


def test_it_fits_its_schema() -> None:
    for each in document():
        said = with_words(json.loads(json.dumps(each, allow_nan=False)), "id")
        Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(said)


def test_without_interviews_no_unit_is_named() -> None:
    plain, named = document()
    assert not [unit for unit in STREAMS if f'"{unit}"' in json.dumps(plain)]
    assert [step["interview"] for step in plain["steps"]] == [None, None]
    assert named["steps"][0]["interview"] == [
        {
            "unit": unit,
            "reached_at": "1970-01-01T07:00:00+07:00",
            "last_event": "crash",
            "last_at": "1970-01-01T07:00:01+07:00",
        }
        for unit in ("d0", "d1")
    ]


def test_what_is_not_in_the_data_is_null_and_what_is_found_is_said() -> None:
    first, second = with_words(document()[0], "en")["steps"]
    assert (first["errors"], first["tickets"], second["errors"]) == ({"units": 30}, None, {"units": 0})
    assert [(each["value"], each["difference"]) for each in first["properties"]] == [(None, 1.0), ("pro", -1.0)]
    assert first["findings"][0]["text"] == (
        "Those who stopped at a lacked plan more often: 100 % against 0 % of those who went on."
    )
