"""The reduction that answers a metric."""

from hypercare.analysis.count import Count
from hypercare.analysis.cycle import CycleGoal
from hypercare.analysis.funnel import Funnel
from hypercare.analysis.mean import Mean
from hypercare.analysis.rate import Rate
from hypercare.analysis.ratio import Ratio
from hypercare.analysis.retention import Retention
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import TallyReduction
from hypercare.model.estimate import Insufficient
from hypercare.model.metrics import (
    CountMetric,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
)
from hypercare.model.text import Text


def reduction(metric: Metric, scope: Scope, judging: Judging, cell: str | None = None) -> TallyReduction | Insufficient:
    """The analysis of a metric in a scope; `cell` names a retention bracket ("61-90"), else its first.

    What the engine cannot answer exactly it does not answer: `Insufficient` names the option.
    """
    match metric:
        case FunnelMetric():
            option = _unanswered_option(metric)
            return _unanswered(metric, option) if option else Funnel(scope, judging, metric)
        case RatioMetric():
            return Ratio(scope, judging, metric)
        case RateMetric():
            return Rate(scope, judging, metric)
        case CountMetric():
            return Count(scope, judging, metric)
        case MeanMetric():
            return Mean(scope, judging, metric)
        case CycleMetric():
            return CycleGoal(scope, judging, metric)
        case RetentionMetric():
            bracket = _bracket(metric, cell)
            return Retention(scope, judging, metric, bracket) if bracket else _unanswered(metric, f"by: {metric.by}")


def _bracket(metric: RetentionMetric, cell: str | None) -> tuple[int, int] | None:
    if metric.by != "brackets" or metric.birth != "first_in_range" or metric.returning != "on":
        return None
    named = {f"{first}-{last}": (first, last) for first, last in metric.brackets}
    if cell is not None:
        first, _, last = cell.partition("-")
        return named.get(cell) or (int(first), int(last))
    return metric.brackets[0] if metric.brackets else None


def _unanswered_option(metric: FunnelMetric) -> str | None:
    """The first option of a funnel that the kernel does not have."""
    options = {
        f"order: {metric.order}": metric.order != "ordered",
        "grace": bool(metric.grace),
        "exclusions": bool(metric.exclusions),
        "optional": any(step.optional for step in metric.steps),
    }
    return next((option for option, used in options.items() if used), None)


def _unanswered(metric: Metric, option: str) -> Insufficient:
    return Insufficient(Text("metric-option-unanswered", {"kind": metric.kind, "option": option}))
