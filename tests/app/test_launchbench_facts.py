"""Simulated facts as sequences: the short way says what the lake's way says, to the last digit."""

from dataclasses import replace

import numpy as np
import pytest

from hypercare.analysis.launch_scope import properties
from hypercare.app.engine import Engine
from hypercare.app.launchbench.course import moments
from hypercare.app.launchbench.facts import straight, through_the_lake
from hypercare.checks.judge import judge_launch
from hypercare.declare.launch_file import read_launch
from hypercare.model.metrics import Unit
from hypercare.simulate.bench.registry import draw


@pytest.mark.parametrize(
    "scenario", ["great", "late_data", "double_fired", "sample_ratio_leak", "regional_outage", "segment_harm"]
)
def test_both_ways_lead_to_the_same_verdict(scenario: str) -> None:
    trial = draw(scenario, "ways", 300)
    launch = read_launch(trial.launch_text, file=scenario)
    columns = properties(launch)
    ways = [build(trial.facts, launch.unit, columns) for build in (straight, through_the_lake)]
    as_of = moments(launch, trial)[-2]
    found = [judge_launch(launch, as_of, Engine(lambda *_asked, way=way: way, threads=1), {}) for way in ways]
    assert found[0] == found[1]


def test_sequences_are_cut_between_units() -> None:
    facts = draw("great", "ways", 30).facts
    many = replace(facts, columns={})
    [whole] = straight(many, Unit(), frozenset())
    assert len(whole.ts) == len(facts)
    assert list(whole.ids) == sorted(set(whole.ids))
    assert np.all(np.diff(whole.offsets) > 0)
    inside = np.diff(whole.ts)
    inside[whole.offsets[1:-1] - 1] = 0
    assert np.all(inside >= 0)
