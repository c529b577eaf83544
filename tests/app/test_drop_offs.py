"""Drop-offs asked of an engine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analysis.streams import Row, bucket_of, scope_of
from hypercare.app.drop_offs import drop_offs
from hypercare.app.engine import Engine
from hypercare.model.errors import BadInput
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef, FunnelMetric, Step

METRIC = FunnelMetric("f", (Step(EventRef("a")), Step(EventRef("b"))), timedelta(seconds=10))
STREAMS = {"ani": [Row(0, "a", {"plan": "pro"})], "budi": [Row(0, "a"), Row(SECOND_US, "b")]}
ENGINE = Engine(lambda _unit, columns, _as_of: [bucket_of(STREAMS, sorted(columns))])


def test_who_stopped_without_names_unless_they_are_asked_for() -> None:
    (step,) = drop_offs(METRIC, scope_of(), ENGINE, ("plan",), "x")["steps"]
    assert (step["units"], step["went_on"], step["interview"]) == (1, 1, None)
    (step,) = drop_offs(METRIC, scope_of(), ENGINE, ("plan",), "x", interviews=True)["steps"]
    assert [each["unit"] for each in step["interview"]] == ["ani"]


def test_by_the_rules_of_another_tool_nobody_is_known_to_have_stopped() -> None:
    with pytest.raises(BadInput, match="not by those of mixpanel"):
        drop_offs(replace(METRIC, profile="mixpanel"), scope_of(), ENGINE, (), "x")
