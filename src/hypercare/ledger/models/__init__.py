"""The tables of the ledger."""

from hypercare.ledger.models.answers import Answer
from hypercare.ledger.models.attendance import Attendance
from hypercare.ledger.models.entrance import EntranceAct, ProbeResult
from hypercare.ledger.models.incidents import Incident, IncidentStep
from hypercare.ledger.models.launches import LaunchVersion
from hypercare.ledger.models.marks import Mark, Retraction
from hypercare.ledger.models.people import Purpose, Session, SignInLink, Theme, Token, User
from hypercare.ledger.models.refusals import Refusal
from hypercare.ledger.models.verdicts import Evidence, Record
from hypercare.model.role import Role

__all__ = [
    "Answer",
    "Attendance",
    "EntranceAct",
    "Evidence",
    "Incident",
    "IncidentStep",
    "LaunchVersion",
    "Mark",
    "ProbeResult",
    "Purpose",
    "Record",
    "Refusal",
    "Retraction",
    "Role",
    "Session",
    "SignInLink",
    "Theme",
    "Token",
    "User",
]
