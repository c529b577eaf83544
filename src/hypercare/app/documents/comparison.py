"""`hypercare/comparison.v1`: sides of a metric, and what lies between them."""

from hypercare.analysis.comparison import Comparison, Difference, NoDifference
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document, text_document

SCHEMA = "hypercare/comparison.v1"


def comparison_document(comparison: Comparison) -> Document:
    """A comparison; `against` is null for all units that are not of the side."""
    return {
        "schema": SCHEMA,
        "sides": [{"name": side.name, "answer": answer_document(side.answer)} for side in comparison.sides],
        "differences": [_difference(each) for each in comparison.differences],
    }


def _difference(found: Difference | NoDifference) -> Document:
    named: Document = {"side": found.side, "against": found.against}
    if isinstance(found, NoDifference):
        return named | {"reason": text_document(found.lacking.reason)}
    return named | {
        "value": found.value,
        "low": found.interval.low,
        "high": found.interval.high,
        "level": found.interval.level,
        "method": found.interval.method,
        "relative": found.relative,
        "p_adjusted": found.p_adjusted,
        "finding": text_document(found.finding),
    }
