"""`hypercare/drop_off.v1`: who stopped at each step of a funnel. Whom to ask about it is added for those who may see
units.
"""

from zoneinfo import ZoneInfo

from hypercare.analysis.drop_off.interviews import Candidate, Interviewed
from hypercare.analysis.drop_off.over_represented import Shared
from hypercare.analysis.drop_off.report import DropOffReport, EventUnits, StepDropOff
from hypercare.app.documents.texts import Document, text_document
from hypercare.model.instant import from_micros

SCHEMA = "hypercare/drop_off.v1"


def drop_off_document(report: DropOffReport) -> Document:
    """A report without any unit's name: `interview` is null."""
    return {
        "schema": SCHEMA,
        "looked_at": report.looked_at,
        "cut": list(report.cut),
        "steps": [_step(each) for each in report.steps],
    }


def with_interviews(document: Document, found: Interviewed, zone: ZoneInfo) -> Document:
    """The same document with those to ask at each step: personal data, for those who may see units."""
    steps = [
        step | {"interview": [_candidate(each, zone) for each in found[step["number"] - 1]]}
        for step in document["steps"]
    ]
    return document | {"steps": steps}


def _step(found: StepDropOff) -> Document:
    return {
        "number": found.number,
        "event": found.event,
        "next_event": found.next_event,
        "units": found.units,
        "open": found.is_open,
        "went_on": found.went_on,
        "last": _events(found.last),
        "next": _events(found.following),
        "nothing_next": found.nothing_next,
        "lingered": None
        if found.lingered is None
        else {
            "median_seconds": found.lingered.median_seconds,
            "p25": found.lingered.p25,
            "p75": found.lingered.p75,
        },
        "errors": None if found.errors is None else {"units": found.errors},
        "tickets": None if found.tickets is None else {"units": found.tickets},
        "compared": {"dropped": found.compared.dropped, "went_on": found.compared.went_on},
        "properties": [_shared(each) for each in found.shared],
        "findings": [text_document(each) for each in found.findings],
        "interview": None,
    }


def _events(found: tuple[EventUnits, ...]) -> list[Document]:
    return [{"event": each.event, "units": each.units} for each in found]


def _shared(found: Shared) -> Document:
    return {
        "key": found.key,
        "value": found.value,
        "dropped_share": found.dropped_share,
        "went_on_share": found.went_on_share,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "p_adjusted": found.p_adjusted,
    }


def _candidate(found: Candidate, zone: ZoneInfo) -> Document:
    return {
        "unit": found.unit,
        "reached_at": from_micros(found.reached_at).astimezone(zone).isoformat(),
        "last_event": found.last_event,
        "last_at": from_micros(found.last_at).astimezone(zone).isoformat(),
    }
