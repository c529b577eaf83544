"""What the squads of the demo decided and wrote down, each at its own time."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypercare.app.house import House
from hypercare.app.usecases import launches, marks
from hypercare.app.usecases.marks import Told
from hypercare.app.usecases.signing import sign
from hypercare.app.usecases.verdicts import judge
from hypercare.cycles.day import day_start
from hypercare.model.launch import Launch
from hypercare.model.verdict import Action
from hypercare.simulate.happenings import HAPPENINGS
from hypercare.simulate.pickup import APPROVER, REASON, SIGNED

DECLARED_BEFORE = timedelta(days=14)
"""A launch file was registered so long before go-live."""
LOOKED_DAYS = (33, 63, 91)
"""When the finished launch was looked at: the days on which its gates had become judgeable."""
BY = "demo"


def at(house: House, instant: datetime) -> House:
    """The same installation with its clock set to an instant."""
    return House(replace(house.settings, clock=instant.isoformat()))


def write(house: House, *, first: Path, finished: Path, coming: Path) -> None:
    """Registers the launches, marks a timeline, judges and signs the finished launch: in the order of time."""
    _finish(house, _registered(house, finished))
    _registered(house, first)
    _mark(house, first)
    _registered(house, coming)


def _registered(house: House, file: Path) -> Launch:
    _, launch = launches.read_file(file)
    launches.add(house, file, at=launch.live - DECLARED_BEFORE, by=BY)
    return launch


def _finish(house: House, launch: Launch) -> None:
    for day in LOOKED_DAYS:
        noon = day_start(day, launch.live, launch.zone) + timedelta(hours=12)
        judge(at(house, noon), launch.id, noon)
    sign(at(house, SIGNED), launch.id, action=Action.SCALE, reason=REASON, by=APPROVER, at=SIGNED)


def _mark(house: House, file: Path) -> None:
    _, launch = launches.read_file(file)
    for each in HAPPENINGS:
        told = Told(launch.id, each.kind.value, each.title, each.at, each.until, each.link)
        marks.add(at(house, each.told), told, by=each.by)
