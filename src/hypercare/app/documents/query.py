"""`hypercare/query.v1`: answers to ad hoc questions."""

from hypercare.analysis.funnel import Funnel
from hypercare.analysis.tally import Measured, TallyReduction
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document
from hypercare.model.metrics import Metric

SCHEMA = "hypercare/query.v1"


def metric_document(metric: Metric, cell: str | None, question: TallyReduction, measured: Measured) -> Document:
    """A metric with its answer: of one cell for retention, with the units whose chain fills each step for a funnel."""
    found: Document = {"metric": metric.name, "kind": metric.kind}
    found |= {} if cell is None else {"cell": cell}
    found["answer"] = answer_document(measured.answer)
    if isinstance(question, Funnel):
        reached = zip(question.metric.steps, question.steps(measured.row), strict=True)
        found["steps"] = [
            {"event": step.ref.event, "optional": step.optional, "units": units, "mature_units": mature}
            for step, (units, mature) in reached
        ]
    return found
