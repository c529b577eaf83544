"""Lift and trend in `outcome.v1`, against its schema."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from checks.launches import OPENED, ORDER, Facts, Told, a_launch, day
from hypercare.app.documents.outcome.lift import lift_part
from hypercare.app.documents.outcome.trend import trend_part
from hypercare.app.documents.texts import with_words
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation import lift, trend
from hypercare.checks.validation.lift import spans_until
from hypercare.model.launch import Exposure, Segment
from hypercare.model.metrics import Condition, Cycle, CycleKind, CycleMetric, Filter, MeanMetric, Op

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "outcome.v1.json").read_text())
METRIC = MeanMetric("orders", ORDER)
QUARTER = CycleMetric("pro", ORDER, 60, Cycle(CycleKind.CALENDAR_QUARTER))
OLD, NEW = (Filter((Condition("arm", Op.IS, (arm,)),)) for arm in ("old", "new"))
TREATED = Segment("treated", NEW, exposure=Exposure(event=OPENED))


def holds(part: str, document: Any) -> None:
    shape = {"type": "array", "items": {"$ref": f"#/$defs/{part}"}, "$defs": SCHEMA["$defs"]}
    jsonschema.validate(with_words(document, "en"), shape)


def ordering(lift: float, before: int = 140) -> Told:
    rng = np.random.default_rng(4)
    told = Told()
    for arm in ("new", "old"):
        for user in range(10):
            told.add(f"{arm}{user}", "opened", day(0, 1), arm=arm)
        for number in range(-before, 80):
            rate = 3 * (lift if number >= 0 and arm == "new" else 1)
            for user, orders in enumerate(rng.poisson(rate, 10)):
                for order in range(orders):
                    told.add(f"{arm}{user}", "order", day(number, 8) + timedelta(minutes=order), arm=arm)
    return told


def parts(at: float, **launch: Any) -> tuple[list[Any], list[Any]]:
    declared = a_launch(metrics={"orders": METRIC, "pro": QUARTER}, segment=TREATED, **launch)
    facts = Facts(declared, ordering(1.4))
    verdict = judge_launch(declared, day(at), facts, {})
    found = lift_part(lift.find(declared, verdict, facts)), trend_part(trend.find(declared, verdict, facts))
    holds("lift", found[0])
    holds("trend", found[1])
    return found


def test_early_and_steady_days_are_told_apart_against_both() -> None:
    lifts, trends = parts(75, control=OLD)
    assert [(each["metric"], each["base"]) for each in lifts] == [
        ("orders", "before"), ("orders", "control"), ("pro", "before"), ("pro", "control"),
    ]  # fmt: skip
    net = lifts[1]
    assert [each["days"] for each in net["spans"]] == [[0, 30], [31, 73]]
    assert all(each["low"] < 1.4 < each["high"] for each in net["spans"])
    assert net["novelty"]["low"] < 1 < net["novelty"]["high"]
    assert (net["made"]["controlled"], net["made"]["placebos"]) == ("control", 9)
    assert lifts[0]["made"]["controlled"] == "history"
    assert [each["course"] for each in trends] == ["steady"]


def test_before_go_live_it_says_why_not() -> None:
    lifts, trends = parts(-1)
    assert [each["why_not"]["id"] for each in lifts] == ["lift-no-before"] * 2
    assert [each["says"]["id"] for each in trends] == ["stats-slope-too-few-days"]


@pytest.mark.parametrize(
    ("last", "spans"),
    [(-4, ((0, 0),)), (12, ((0, 12),)), (36, ((0, 30),)), (37, ((0, 30), (31, 37))), (120, ((0, 30), (31, 90)))],
)
def test_spans_grow_with_the_days(last: int, spans: Any) -> None:
    assert spans_until(last) == spans
