"""When a launch is due for its daily look."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hypercare.cycles.daily import daily_look
from hypercare.cycles.judgeable import judgeable
from hypercare.declare.launch_file import read_launch
from hypercare.model.launch import Launch

TEXT = """\
launch: late
title: Late
live: 2026-09-22T09:00
timezone: Asia/Jakarta
unit: user
lateness: {lateness}
segment: everybody
business_cycle: calendar quarter
metrics: {{done: {{funnel: [a, b], within: 1 day}}}}
gates: {{day 30: {{done: {{success: 40%, failure: 20%}}}}}}
"""


def launch(lateness: str) -> Launch:
    return read_launch(TEXT.format(lateness=lateness).encode(), file=str(Path("late.yaml")))


@pytest.mark.parametrize(
    ("lateness", "now", "due"),
    [
        pytest.param("6 hours", "2026-09-22T08:00", None, id="before go-live"),
        pytest.param("6 hours", "2026-09-23T05:59", None, id="the first day's data are not in"),
        pytest.param("6 hours", "2026-09-23T06:00", "2026-09-23T06:00", id="the first look"),
        pytest.param("6 hours", "2026-09-24T05:59", "2026-09-23T06:00", id="still the first"),
        pytest.param("6 hours", "2026-11-21T12:00", "2026-11-21T06:00", id="noon of day 60"),
        pytest.param("3 days", "2026-09-25T12:00", None, id="data that take three days"),
        pytest.param("3 days", "2026-09-26T00:00", "2026-09-26T00:00", id="and are in then"),
        pytest.param("6 hours", "2027-06-01T12:00", "2027-01-02T06:00", id="none after the outcome's end"),
    ],
)  # fmt: skip
def test_look_is_due_when_the_data_of_a_day_are_in(lateness: str, now: str, due: str | None) -> None:
    here = launch(lateness)
    found = daily_look(here, datetime.fromisoformat(f"{now}+07:00"))
    assert found == (None if due is None else datetime.fromisoformat(f"{due}+07:00"))


def test_every_day_gate_becomes_judgeable_at_a_look() -> None:
    here = launch("6 hours")
    (gate,) = here.gates
    at = judgeable(here, gate)
    assert daily_look(here, at) == at
    assert daily_look(here, at - timedelta(seconds=1)) == at - timedelta(days=1)
