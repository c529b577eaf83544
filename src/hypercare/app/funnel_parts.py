"""A funnel by the values of a property and over time: its chains told apart, each unit once, in one pass."""

from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.funnel.report import BreakdownReport, FunnelCounts, FunnelReport, OverReport
from hypercare.analysis.proportion import HEAD
from hypercare.analysis.tally import Row
from hypercare.app.documents.metric import said
from hypercare.app.documents.texts import Document


def funnel_parts(question: Funnel, report: FunnelReport) -> Document:
    """The answers `by` the values of a property and `over` time, those of them that the report tells of."""
    found: Document = {}
    if report.breakdown is not None:
        found["by"] = _by(question, report.breakdown)
    if report.over is not None:
        found["over"] = _over(question, report.over)
    return found


def _by(question: Funnel, breakdown: BreakdownReport) -> Document:
    """The values with the most units, how many units have no value, and how many have another one."""
    values = [
        {"value": each.value, **said(question, _row(question, each.counts))}
        for each in breakdown.values
        if each.value is not None
    ]
    without = sum(each.counts.units for each in breakdown.values if each.value is None)
    at = {"at": breakdown.at} if breakdown.at else {}
    return {"property": breakdown.by, **at, "values": values, "without": without, "others": breakdown.others}


def _over(question: Funnel, over: OverReport) -> Document:
    """The periods in which chains entered, and how many units entered before the first of them."""
    steps = (0,) * (question.width - HEAD)
    periods = [
        {"from": each.first.isoformat(), "answer": said(question, (*each.counts.row[:HEAD], *steps))["answer"]}
        for each in over.cohorts
    ]
    return {"grain": over.grain, "periods": periods, "earlier": over.earlier}


def _row(question: Funnel, counts: FunnelCounts) -> Row:
    """The sums of the judged funnel."""
    row = (*counts.row[:HEAD], *counts.reached, *counts.mature_reached, counts.removed)
    return row[: question.width]
