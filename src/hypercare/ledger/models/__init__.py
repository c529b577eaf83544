"""The tables of the ledger."""

from hypercare.ledger.models.launches import LaunchVersion
from hypercare.ledger.models.people import Role, Token, User
from hypercare.ledger.models.verdicts import Evidence, Record

__all__ = ["Evidence", "LaunchVersion", "Record", "Role", "Token", "User"]
