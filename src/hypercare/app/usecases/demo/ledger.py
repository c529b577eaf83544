"""What the squads of the demo decided and wrote down, each at its own time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypercare.app.house import House
from hypercare.app.usecases.acts import commitments, incidents, marks, outcome_acts
from hypercare.app.usecases.acts.marks import Told
from hypercare.app.usecases.demo import probes as demo_probes
from hypercare.app.usecases.judging.verdicts import judge
from hypercare.app.usecases.launches import launches
from hypercare.app.usecases.signing import entrance_acts
from hypercare.app.usecases.signing.going_live import record_entrance
from hypercare.app.usecases.signing.signing import Beside, sign
from hypercare.checks.incident_course import course
from hypercare.cycles.day import day_start
from hypercare.ledger import attendance
from hypercare.model.decision import CommitmentState
from hypercare.model.incident import StepKind
from hypercare.model.launch import Launch
from hypercare.model.outcome_act import OutcomeActKind
from hypercare.model.verdict import Action
from hypercare.simulate.feedback import BACKLOG, FOUND, READER, SYNTHESISED
from hypercare.simulate.happenings import happenings
from hypercare.simulate.pickup import (
    APPROVER,
    CARRIED_ON,
    DONE_AT,
    FIXER,
    GROUNDS,
    HANDED_OVER_AT,
    NEXT_FIXER,
    OPENED,
    REASON,
    SIGNED,
)
from hypercare.simulate.presence import presences
from hypercare.simulate.readiness import ACTS, DRILLS, STOPPED, Drill, Said

DECLARED_BEFORE = timedelta(days=14)
"""A launch file was registered so long before go-live."""
LOOKED_DAYS = (33, 63, 91)
"""When the finished launch was looked at: the days on which its gates had become judgeable."""
BY = "demo"


def at(house: House, instant: datetime) -> House:
    """The same installation with its clock set to an instant."""
    return House(replace(house.settings, clock=instant.isoformat()))


def write(house: House, *, first: Path, finished: Path, coming: Path, before_judging: Callable[[], None]) -> None:
    """Registers the launches, records how they became ready and went live, marks a timeline, judges and signs the
    finished launch: in the order of time. Last comes who looked at their launches meanwhile. `before_judging` is called
    when all is written that needs no judgement.
    """
    done = _registered(house, finished)
    _ready(house, done)
    before_judging()
    _finish(house, done)
    _hand_over(house, finished)
    _ready(house, _registered(house, first))
    _mark(house, first)
    _synthesise(house, first)
    _registered(house, coming)
    attendance.add(presences())


def _ready(house: House, launch: Launch) -> None:
    """What the squad did to be ready; how the launch then stood at go-live."""
    for run in (each for each in DRILLS if each.launch == launch.id):
        _drill(house, run)
    said = [each for each in ACTS if each.launch == launch.id]
    for act in (each for each in said if each.at < launch.live):
        _say(house, act)
    record_entrance(at(house, launch.live), launch.id)
    for act in (each for each in said if each.at >= launch.live):
        _say(house, act)


def _drill(house: House, run: Drill) -> None:
    moment = run.at
    made = incidents.drill(at(house, moment), run.launch, by=run.by)
    for who, took in run.answers:
        moment += took
        told = incidents.Move(made.id, StepKind.ACKNOWLEDGED)
        made = incidents.move(at(house, moment), told, by=who)
    if course(made).is_open:
        told = incidents.Move(made.id, StepKind.RESOLVED, note="nobody at L2 took it")
        incidents.move(at(house, STOPPED), told, by=run.by)


def _say(house: House, act: Said) -> None:
    told = entrance_acts.Said(act.launch, act.item, act.kind, act.reason, act.until)
    entrance_acts.add(at(house, act.at), told, by=act.by)


def _registered(house: House, file: Path) -> Launch:
    _, launch = launches.read_file(file)
    launches.add(house, file, at=launch.live - DECLARED_BEFORE, by=BY)
    demo_probes.write(launch)
    return launch


def _finish(house: House, launch: Launch) -> None:
    for day in LOOKED_DAYS:
        noon = day_start(day, launch.live, launch.zone) + timedelta(hours=12)
        judge(at(house, noon), launch.id, noon)
    beside = Beside(grounds=GROUNDS, promises=(OPENED, CARRIED_ON))
    signed = sign(
        at(house, SIGNED), launch.id, action=Action.SCALE, reason=REASON, by=APPROVER, at=SIGNED, beside=beside
    )
    done = commitments.End(f"{signed.record}.1", CommitmentState.DONE, "Open to all since Monday.")
    commitments.end(at(house, DONE_AT), launch.id, done, by=OPENED.owner)


def _hand_over(house: House, file: Path) -> None:
    """After the outcome somebody else mends: a new version of the launch file, by which it is judged from then on."""
    file.write_text(file.read_text(encoding="utf-8").replace(FIXER, NEXT_FIXER), encoding="utf-8")
    launches.add(at(house, HANDED_OVER_AT), file, at=HANDED_OVER_AT, by=BY)


def _synthesise(house: House, file: Path) -> None:
    """The squad read what was said, and put what follows into its backlog."""
    _, launch = launches.read_file(file)
    said = outcome_acts.Said(launch.id, OutcomeActKind.SYNTHESISED, note=FOUND, backlog=BACKLOG)
    outcome_acts.add(at(house, SYNTHESISED), said, by=READER)


def _mark(house: House, file: Path) -> None:
    _, launch = launches.read_file(file)
    for each in happenings():
        told = Told(launch.id, each.kind.value, each.title, each.at, each.until, each.link)
        marks.add(at(house, each.told), told, by=each.by)
