"""The timeline of a launch: what was declared of its days, and what happened on them. Reads the ledger only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.app.documents.exit import review_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.acts import marks
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import decision_document, decision_of, signed_off
from hypercare.cycles.business import first_full_cycle
from hypercare.cycles.cohort import cohort, cycle_complete
from hypercare.cycles.day import DAY, date_start, day_end, day_n, day_start, local_date
from hypercare.cycles.judgeable import earliest, judgeable
from hypercare.cycles.peaks import Peak, watched
from hypercare.cycles.phase import PhaseInterval, outcome_end, phase_intervals
from hypercare.ledger import versions
from hypercare.ledger.records import issued_gates
from hypercare.model.decision import Decision
from hypercare.model.launch import Gate, Launch
from hypercare.model.mark import Mark
from hypercare.model.metrics import Cycle, CycleMetric
from hypercare.rituals.milestones import milestones

SCHEMA = "hypercare/timeline.v1"
LEAD_DAYS = 14
"""How many days before go-live are shown."""


@dataclass(frozen=True)
class _Told:
    """What a timeline is made of."""

    launch: Launch
    as_of: datetime
    marks: tuple[Mark, ...]
    off: Decision | None
    judged: Mapping[str, datetime]

    def place(self, instant: datetime) -> float:
        """Where an instant is, in days since day 0 began: 2.5 is noon of day 2, where that day has 24 hours."""
        number = day_n(instant, self.launch.live, self.launch.zone)
        begins, ends = (edge(number, self.launch.live, self.launch.zone) for edge in (day_start, day_end))
        return number + (instant - begins) / (ends - begins)

    def local(self, instant: datetime) -> str:
        """An instant in the launch's zone."""
        return instant.astimezone(self.launch.zone).isoformat()

    def span(self, start: datetime, end: datetime) -> Document:
        """A stretch of time, as instants and as places."""
        return {
            "start": self.local(start),
            "end": self.local(end),
            "start_day": self.place(start),
            "end_day": self.place(end),
        }

    def instant(self, at: datetime) -> Document:
        """An instant and its place."""
        return {"at": self.local(at), "at_day": self.place(at)}

    @property
    def first(self) -> datetime:
        """The beginning of what is shown."""
        return day_start(-LEAD_DAYS, self.launch.live, self.launch.zone)

    @property
    def last(self) -> datetime:
        """Its end: of the day on which all is judged and, where it was later, signed."""
        ends = [outcome_end(self.launch), *(judgeable(self.launch, gate) for gate in self.launch.gates)]
        ends += [self.off.at] if self.off else []
        return day_end(day_n(max(ends), self.launch.live, self.launch.zone), self.launch.live, self.launch.zone)


def timeline(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/timeline.v1` of a launch as known at an instant. Raises `NotFound` for an unregistered launch.

    Places count days since day 0 began, with fractions; before go-live they are negative. A span's end is outside it.
    """
    launch, _ = at_version(house.require(), launch_id, as_of)
    told = _Told(
        launch, as_of, marks.known(house, launch_id, as_of), signed_off(launch_id, as_of), _judged(launch_id, as_of)
    )
    decision = decision_of(house, launch_id, as_of)
    return {
        "schema": SCHEMA,
        "launch": launch_id,
        "timezone": launch.timezone,
        "as_of": told.local(as_of),
        "as_of_day": told.place(as_of),
        "live": told.local(launch.live),
        "live_day": told.place(launch.live),
        **told.span(told.first, told.last),
        "phases": [_phase(told, each) for each in phase_intervals(launch, signed_at=told.off.at if told.off else None)],
        "cycles": list(_cycles(told)),
        "gates": [_gate(told, gate) for gate in launch.gates],
        "reviews": [review_document(each, launch.zone) | told.instant(each.at) for each in milestones(launch)],
        "peaks": [_peak(told, each) for each in _peaks(told)],
        "marks": [_mark(told, each) for each in told.marks],
        "edits": list(_edits(told)),
        "decision": None if decision is None else decision_document(decision) | told.instant(decision.at),
    }


def _phase(told: _Told, interval: PhaseInterval) -> Document:
    """A phase, cut to what is shown."""
    start = max(interval.start or told.first, told.first)
    end = max(start, min(interval.end or told.last, told.last))
    return {
        "phase": interval.phase.value,
        "name": text_document(interval.phase.text),
        "current": interval.holds(told.as_of),
        **told.span(start, end),
    }


def _cycles(told: _Told) -> Iterator[Document]:
    """The business cycles that the launch waits for, each once, with the metrics that are judged by it."""
    launch = told.launch
    of_metrics = {name: metric.every for name, metric in launch.metrics.items() if isinstance(metric, CycleMetric)}
    for cycle in dict.fromkeys([launch.cycle, *of_metrics.values()]):
        complete = cycle_complete(launch, cycle)
        if complete is not None:
            yield {
                "kind": cycle.kind.value,
                "days": cycle.days,
                "metrics": [name for name, every in of_metrics.items() if every == cycle],
                **told.span(_cycle_start(launch, cycle), complete),
            }


def _cycle_start(launch: Launch, cycle: Cycle) -> datetime:
    """A calendar cycle's first instant; a rolling one begins with the first unit that joins."""
    window = first_full_cycle(cycle, launch.live, launch.zone)
    return cohort(launch, cycle).start if window is None else window.start


def _judged(launch_id: str, as_of: datetime) -> dict[str, datetime]:
    """When the gates were judged whose words were issued by then: earlier than at the latest, if all were through."""
    found = {
        str(each.slot): datetime.fromisoformat(each.content["gate"]["judged_at"]) for each in issued_gates(launch_id)
    }
    return {gate: at for gate, at in found.items() if at <= as_of}


def _gate(told: _Told, gate: Gate) -> Document:
    at = told.judged.get(gate.name) or judgeable(told.launch, gate)
    return {
        "gate": gate.name,
        "kind": gate.kind.value,
        "metrics": [each.metric for each in gate.thresholds],
        "earliest": told.local(earliest(told.launch, gate)),
        **told.instant(at),
    }


def _peaks(told: _Told) -> tuple[Peak, ...]:
    declared = told.launch.peaks
    if declared is None:
        return ()
    first, last = (local_date(each, told.launch.zone) for each in (told.first, told.last - timedelta(microseconds=1)))
    return watched(declared, first, last)


def _peak(told: _Told, peak: Peak) -> Document:
    zone = told.launch.zone
    return {
        "peak": peak.name,
        "name": text_document(peak.text),
        "estimated": peak.estimated,
        **told.span(date_start(peak.first, zone), date_start(peak.last + DAY, zone)),
    }


def _mark(told: _Told, mark: Mark) -> Document:
    """A mark that stands; one without an end is an instant."""
    ends = None if mark.until is None else told.instant(mark.until)
    return {
        "id": mark.id,
        "kind": mark.kind.value,
        "title": mark.title,
        "link": mark.link or None,
        "by": mark.by,
        **told.instant(mark.at),
        "until": ends and ends["at"],
        "until_day": ends and ends["at_day"],
    }


def _edits(told: _Told) -> Iterator[Document]:
    """The versions that were registered after go-live, by the instant that is asked for."""
    for view in versions.versions(told.launch.id):
        if told.launch.live < view.registered_at <= told.as_of:
            yield {
                "number": view.number,
                "digest": view.digest,
                "by": view.registered_by,
                **told.instant(view.registered_at),
            }
