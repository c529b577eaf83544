"""What a question about a metric says, as JSON values."""

from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document


def said(question: TallyReduction, row: Row) -> Document:
    """An answer, with the units whose best chain fills each step for a funnel."""
    found: Document = {"answer": answer_document(question.answer(row))}
    if isinstance(question, Funnel):
        reached = zip(question.metric.steps, question.steps(row), strict=True)
        found["steps"] = [
            {"event": step.ref.event, "optional": step.optional, "units": units, "mature_units": mature}
            for step, (units, mature) in reached
        ]
    return found
