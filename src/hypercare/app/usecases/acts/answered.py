"""Requests that name themselves, for the faces: what the ledger knows of a key."""

from hypercare.ledger.answers import Answer, begin, drop, finish
from hypercare.ledger.models.answers import LONGEST_KEY

__all__ = ["LONGEST_KEY", "Answer", "begin", "drop", "finish"]
