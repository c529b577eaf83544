"""Whether what a live launch measures can be trusted: computed now."""

from datetime import datetime

from hypercare.analysis.derived_columns import with_cohorts
from hypercare.app.documents.integrity import integrity_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.house import House
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
