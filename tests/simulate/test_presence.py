"""Who was there: a silence in the planted company, none in its clean twin, and the twin's launch without reproach."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.conduct import nothing_found
from hypercare.checks.antipatterns import registry
from hypercare.checks.antipatterns.conduct import Conduct
from hypercare.checks.judge import judge_launch
from hypercare.checks.tracking.verify import Verified
from hypercare.model.attendance import Presence
from hypercare.model.instant import from_micros
from hypercare.model.mark import Mark
from hypercare.model.table_rows import TableReduction
from hypercare.simulate.happenings import SWAPPED, happenings
from hypercare.simulate.launch_text import LAUNCH_ID
from hypercare.simulate.presence import SILENT_DAYS, presences
from hypercare.simulate.timeline import DAY_0_US, LIVE, date_of
from simulate.test_verdicts import full

DAY_60 = from_micros(DAY_0_US) + timedelta(days=61, microseconds=-1)


def conduct(*, clean: bool, as_of: datetime = DAY_60) -> Conduct:
    launch, bucket = full(clean)

    def ask(name: str, reduction: Any) -> Any:
        del name
        nothing_of = isinstance(reduction, TableReduction)  # events alone are told here
        return reduction.finish(reduction.empty if nothing_of else reduction.partial(bucket))

    verdict = judge_launch(launch, as_of, ask, {})
    sound = Verified(launch.id, launch.digest, as_of, LIVE, (), ())
    marks = (Mark(f"m-{n}", launch.id, each.kind, each.at, each.title, each.by, each.told)
             for n, each in enumerate(happenings(clean=clean), start=1) if each.told <= as_of)  # fmt: skip
    return Conduct(
        launch=launch,
        verdict=verdict,
        validation=nothing_found(),
        marks=tuple(marks),
        presences=tuple(each for each in presences(clean=clean) if each.launch == launch.id and each.first_at <= as_of),
        recorded_since=LIVE - timedelta(days=14),
        verified={gate.gate: sound for gate in verdict.gates},
        events=frozenset(bucket.names),
    )


def test_nobody_is_there_on_the_silent_days_and_somebody_in_the_clean_twin() -> None:
    silent = {date_of(day) for day in range(SILENT_DAYS[0], SILENT_DAYS[1] + 1)}
    planted, clean = (
        {each.day for each in presences(clean=each_) if each.launch == LAUNCH_ID} for each_ in (False, True)
    )
    assert not planted & silent
    assert clean - planted == {day for day in silent if day.weekday() < 5}


def test_presences_are_in_order_and_once_a_day_and_kind() -> None:
    told = presences()
    assert [each.first_at for each in told] == sorted(each.first_at for each in told)
    keys = [(each.launch, each.who, each.day, each.what) for each in told]
    assert len(keys) == len(set(keys))
    assert {each.what for each in told} == {Presence.OPENED, Presence.STOOD_UP}


@pytest.mark.parametrize(
    ("clean", "expected"), [(False, {"ANTI-CHERRY-PICKING", "ANTI-LAUNCH-AND-FORGET"}), (True, set())]
)
def test_the_planted_launch_has_its_anti_patterns_and_the_clean_twin_none(clean: bool, expected: set[str]) -> None:
    looked = registry.look(conduct(clean=clean))
    assert {each.check for each in registry.found(looked)} == expected


def test_what_the_note_reports_arrived_and_is_declared_by_nobody() -> None:
    launch, bucket = full(False)
    assert SWAPPED in bucket.names
    assert SWAPPED not in {ref.event for metric in launch.metrics.values() for ref in metric.refs}
