"""Every number of the table of streams in docs/profiles.md."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.profile_cases import REMOVED, events
from analysis.streams import bucket_of, scope_of
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.scope import Judging
from hypercare.model.errors import BadInput
from hypercare.model.metrics import EventRef, Exclusion, FunnelMetric, Step
from hypercare.model.profiles import with_profile

PAGE = Path(__file__).parents[2] / "docs/profiles.md"
LINE = re.compile(r"^\| (V\d+) \| (.+?) \| ([A-Z ]+), (\d+) \| (.+) \|$", re.MULTILINE)
CELL = re.compile(r"(?P<said>\w+)(?: with (?P<modes>.+))?")
COLUMNS = (("", ()), ("clickhouse", ()), ("posthog", ()), ("mixpanel", ()), ("mixpanel", ("optimized_reentry",)))


def cells():
    """Each number: its line's events, the funnel by our own rules, the profile, its modes, and what is said."""
    for number, stream, steps, window, columns in LINE.findall(PAGE.read_text()):
        line, _, option = stream.partition(", ")
        metric = FunnelMetric(
            "f", tuple(Step(EventRef(name)) for name in steps.split()), timedelta(seconds=int(window))
        )
        if option == "X excluded":
            metric = replace(metric, exclusions=(Exclusion(EventRef("X"), 1, 2),))
        for (profile, usual), cell in zip(COLUMNS, columns.split(" | "), strict=True):
            for part in cell.split("; "):
                said = CELL.fullmatch(part)
                modes = tuple(re.findall(r"`(\w+)`", said["modes"] or "")) or usual
                order = "strict" if option == "strict" and profile != "clickhouse" else "ordered"
                name = f"{number} {stream} {profile} {' '.join(modes)}"
                yield pytest.param(line, replace(metric, order=order), profile, modes, said["said"], id=name)


def counted(line: str, metric: FunnelMetric) -> int | str:
    question = Funnel(scope_of(), Judging(), metric)
    row = question.partial(bucket_of({"unit": events(line)})).rows["all"]
    return sum(units for units, _ in question.steps(row)) or REMOVED


@pytest.mark.parametrize(("line", "metric", "profile", "modes", "said"), list(cells()))
def test_the_page_tells_what_is_counted(line, metric, profile, modes, said):
    if modes == ("drop",):
        metric, modes = replace(metric, exclusions=tuple(replace(each, drop=True) for each in metric.exclusions)), ()
    if said == "refused":
        with pytest.raises(BadInput):
            with_profile(metric, profile, modes)
        return
    assert counted(line, with_profile(metric, profile, modes)) == (REMOVED if said == "excluded" else int(said))


def test_the_page_has_every_stream():
    assert len({line[0] for line in LINE.findall(PAGE.read_text())}) == 14
    assert len(list(cells())) == 81
