"""Funnels declared under the rules of another tool."""

from datetime import timedelta
from typing import get_args

import pytest

from hypercare.declare.query import read_query
from hypercare.declare.specs.funnel import Mode
from hypercare.model.errors import InvalidFile
from hypercare.model.metrics import FunnelMetric
from hypercare.model.profiles import MODES

FUNNEL = "funnel: [opened, bought]\nwithin: 1 day\n"


def declared(text: str) -> FunnelMetric:
    metric = read_query(FUNNEL + text, file="q.yaml").metrics["funnel"]
    assert isinstance(metric, FunnelMetric)
    return metric


def test_every_mode_can_be_declared() -> None:
    assert set(get_args(Mode)) == set(MODES)


def test_a_funnel_is_read_with_what_its_profile_implies() -> None:
    clickhouse = declared("profile: clickhouse\nmodes: [strict_order, allow_reentry]\n")
    assert (clickhouse.profile, clickhouse.modes) == ("clickhouse", ("strict_order", "allow_reentry"))
    mixpanel = declared("profile: mixpanel\n")
    assert (mixpanel.entry, mixpanel.grace) == ("first", timedelta(seconds=2))
    assert declared("profile: mixpanel\nmodes: [optimized_reentry]\n").entry == "best"
    assert declared("profile: posthog\nexclusions: [{event: x, between: [1, 2]}]\n").exclusions[0].drop
    assert declared("").profile == ""


BROKEN = {
    "unknown tool": ("profile: amplitude\n", 3, "amplitude"),
    "unknown mode": ("profile: clickhouse\nmodes: [strict]\n", 4, "strict"),
    "another tool's mode": ("profile: posthog\nmodes: [strict_order]\n", 4, "posthog has no mode 'strict_order'"),
    "modes without a profile": ("modes: [strict_order]\n", 3, "no profile is named"),
    "reentry alone": ("profile: clickhouse\nmodes: [allow_reentry]\n", 4, "refused alone"),
    "order": ("order: any\nprofile: clickhouse\n", 3, "no rules here for the order any"),
    "entry": ("entry: first\nprofile: posthog\n", 3, "tries every entry"),
    "grace": ("grace: 1 minute\nprofile: mixpanel\n", 3, "cannot be changed"),
    "exclusions": ("exclusions: [{event: x, between: [1, 2]}]\nprofile: clickhouse\n", 3, "excludes no events"),
    "drop": ("profile: mixpanel\nexclusions:\n  - event: x\n    between: [1, 2]\n    drop: true\n", 7, "nobody out"),
}


@pytest.mark.parametrize(("text", "line", "what"), BROKEN.values(), ids=BROKEN)
def test_says_where_and_what_a_profile_has_no_rule_for(text: str, line: int, what: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_query(FUNNEL + text, file="q.yaml")
    [problem] = refused.value.problems
    assert (problem.file, problem.line) == ("q.yaml", line)
    assert what in problem.what
    assert problem.expected


def test_a_step_under_a_profile_has_no_time_of_its_own() -> None:
    steps = "  - opened\n  - {event: looked, optional: true}\n  - {event: bought, within: 1 hour}\n"
    with pytest.raises(InvalidFile) as refused:
        read_query(f"funnel:\n{steps}within: 1 day\nprofile: clickhouse\n", file="q.yaml")
    assert [problem.line for problem in refused.value.problems] == [3, 4]
