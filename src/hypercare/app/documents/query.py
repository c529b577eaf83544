"""`hypercare/query.v1`: answers to ad hoc questions."""

from hypercare.analysis.funnel import Funnel
from hypercare.analysis.tally import Measured, TallyReduction
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document
from hypercare.model.estimate import Insufficient
from hypercare.model.metrics import Metric

SCHEMA = "hypercare/query.v1"


def metric_document(metric: Metric, question: TallyReduction, measured: Measured) -> Document:
    """A metric with its answer, and for a funnel the units that reached each step."""
    found: Document = {"metric": metric.name, "kind": metric.kind, "answer": answer_document(measured.answer)}
    if isinstance(question, Funnel):
        reached = zip(question.metric.steps, question.steps(measured.row), strict=True)
        found["steps"] = [
            {"event": step.ref.event, "units": units, "mature_units": mature} for step, (units, mature) in reached
        ]
    return found


def unanswered_document(metric: Metric, why: Insufficient) -> Document:
    """A metric that the engine cannot answer."""
    return {"metric": metric.name, "kind": metric.kind, "answer": answer_document(why)}
