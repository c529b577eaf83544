"""The tables of the ledger."""

from hypercare.ledger.models.launches import LaunchVersion
from hypercare.ledger.models.marks import Mark, Retraction
from hypercare.ledger.models.people import Role, Token, User
from hypercare.ledger.models.verdicts import Evidence, Record

__all__ = ["Evidence", "LaunchVersion", "Mark", "Record", "Retraction", "Role", "Token", "User"]
