"""`hypercare/query.v1`: answers to ad hoc questions."""

from hypercare.analysis.funnel import Funnel
from hypercare.analysis.tally import Measured, TallyReduction
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document
from hypercare.model.estimate import Answer, Insufficient
from hypercare.model.metrics import Metric

SCHEMA = "hypercare/query.v1"


def metric_document(metric: Metric, cell: str | None, question: TallyReduction, measured: Measured) -> Document:
    """A metric with its answer: of one bracket for retention, with the units that reached each step for a funnel."""
    found = _document(metric, cell, measured.answer)
    if isinstance(question, Funnel):
        reached = zip(question.metric.steps, question.steps(measured.row), strict=True)
        found["steps"] = [
            {"event": step.ref.event, "units": units, "mature_units": mature} for step, (units, mature) in reached
        ]
    return found


def unanswered_document(metric: Metric, cell: str | None, why: Insufficient) -> Document:
    """A metric that the engine cannot answer."""
    return _document(metric, cell, why)


def _document(metric: Metric, cell: str | None, answer: Answer) -> Document:
    named = {"metric": metric.name, "kind": metric.kind} | ({} if cell is None else {"cell": cell})
    return {**named, "answer": answer_document(answer)}
