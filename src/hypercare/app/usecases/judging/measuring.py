"""Whether what a live launch measures can be trusted: computed now, or as the last look found it."""

from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.app.documents.integrity import integrity_document, integrity_of_look
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.checks.gates.gate import in_order
from hypercare.checks.gates.measured import broken_measurement
from hypercare.model.launch import Launch


def integrity(house: House, launch: Launch, as_of: datetime) -> Document | None:
    """The flaws of the measurement as of an instant; None before go-live. Asks every question of it: about a second."""
    if as_of <= launch.live:
        return None
    evidence = evidence_for(house, (launch,))
    engine = Engine(with_cohorts(evidence.buckets, launch.cohorts), evidence.rows)
    gates = [(gate.name, broken_measurement(launch, gate, as_of, engine)) for gate in in_order(launch)]
    return integrity_document(as_of.astimezone(launch.zone).isoformat(), gates)


def integrity_when_last_looked(house: House, launch: Launch, moment: Moment, as_of: datetime) -> Document | None:
    """The same as the look at a moment found it, without asking anew; None before go-live and where none is kept."""
    look = Looks(house.data).find(launch.id, launch.digest, moment) if as_of > launch.live else None
    return None if look is None else integrity_of_look(look)
