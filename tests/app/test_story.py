"""How a number came about: who was counted, from when on, and what was read."""

import pytest

from checks.launches import LIVE, Facts, Told, a_launch, asks, cycle_end, day, gate
from hypercare.app.documents.story import declared_lines, gate_lines
from hypercare.checks.judge import judge_launch
from hypercare.model.launch import Launch, Threshold
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.model.text import Text

LAUNCH = a_launch(
    gate(30, asks("completion")),
    gate(90, asks("again", cell="7-13")),
    cycle_end(asks("pro")),
    cycle=Cycle(CycleKind.CALENDAR_QUARTER),
)


@pytest.mark.parametrize(
    ("metric", "last"),
    [
        pytest.param("completion", 29, id="the launch's cohort"),
        # docs/time.md: a third of October to December closes with 31 October, 39 days after 22 September.
        pytest.param("pro", 39, id="a calendar cycle has a cohort of its own"),
    ],
)
def test_who_was_counted(metric: str, last: int) -> None:
    (population,) = (line for line in declared_lines(LAUNCH, metric) if line.id == "explain-population")
    assert population.params["last"] == last


def told_of(launch: Launch, metric: str) -> list[Text]:
    told = Told().add("u", "opened", LIVE)
    verdict = judge_launch(launch, day(10), Facts(launch, told), {})
    (found,) = ((each, said) for each in verdict.gates for said in each.metrics if said.metric == metric)
    return list(gate_lines(launch, *found))


@pytest.mark.parametrize(
    ("threshold", "births"),
    [
        pytest.param(asks("again", cell="7-13"), {"first": 0, "last": 29}, id="the days of the cohort"),
        pytest.param(asks("again", cell="7-13", days=(3, 60)), {"first": 3, "last": 60}, id="the days declared"),
    ],
)
def test_retention_says_in_which_days_births_count(threshold: Threshold, births: dict[str, int]) -> None:
    lines = told_of(a_launch(gate(90, threshold)), "again")
    assert [line.params for line in lines if line.id == "explain-births"] == [births]


def test_others_have_no_births() -> None:
    assert not [line for line in told_of(LAUNCH, "completion") if line.id == "explain-births"]
