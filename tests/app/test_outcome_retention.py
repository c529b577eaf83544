"""Retention and segments in `outcome.v1`, against its schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from checks.launches import ORDER, Facts, Told, a_launch, asks, day, gate
from hypercare.app.documents.outcome.retention import retention_part
from hypercare.app.documents.outcome.segments import segments_part
from hypercare.app.documents.texts import with_words
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation import retention, segments
from hypercare.model.metrics import RetentionMetric

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "outcome.v1.json").read_text())
METRIC = RetentionMetric("shipping", ORDER, by="cadence", at=(60, 90))


def holds(part: str, document: Any) -> None:
    jsonschema.validate(
        with_words(document, "en"), {"type": "array", "items": {"$ref": f"#/$defs/{part}"}, "$defs": SCHEMA["$defs"]}
    )


def test_both_parts_have_their_shape() -> None:
    launch = a_launch(
        gate(60, asks("shipping", 0.5, 0.3, cell="60")), metrics={"shipping": METRIC}, segments=("platform",)
    )
    told = Told()
    for number in range(40):
        told.add(f"u{number}", "opened", day(0, 12), platform="web" if number % 4 else "ios")
        for each in range(1, 80 if number % 5 else 30, 7):
            told.add(f"u{number}", "order", day(each, 12), platform="web")
    facts = Facts(launch, told)
    verdict = judge_launch(launch, day(80), facts, {})
    (found,) = retained = retention_part(retention.find(launch, verdict, facts))
    holds("retention", retained)
    by_property = segments_part(segments.find(launch, verdict, facts))
    holds("segments", by_property)
    assert (found["days"][0]["eligible"], found["days"][0]["retained"], found["days"][1]["not_yet_mature"]) == (
        40,
        32,
        40,
    )
    assert found["days"][0]["volume_share"] == 32 * 9 / (32 * 9 + 8 * 5)
    assert found["lapses"]["lapsed"] == 8
    assert by_property[0]["effect"]["base"] == "success"


def test_before_go_live_nothing_is_known() -> None:
    launch = a_launch(gate(60, asks("shipping", 0.5, 0.3)), metrics={"shipping": METRIC}, segments=("platform",))
    facts = Facts(launch, Told().add("u", "order", day(-9), platform="web"))
    verdict = judge_launch(launch, day(-1), facts, {})
    retained = retention_part(retention.find(launch, verdict, facts))
    holds("retention", retained)
    holds("segments", segments_part(segments.find(launch, verdict, facts)))
    assert retained[0]["lapses"]["units"] == 0
    assert retained[0]["days"][0]["volume_share"] is None
