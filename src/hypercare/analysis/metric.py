"""The reduction that answers a metric."""

from hypercare.analysis.activity.active_share import ActiveShare
from hypercare.analysis.count import Count
from hypercare.analysis.cycle.goal import CycleGoal
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.mean import Mean
from hypercare.analysis.rate import Rate
from hypercare.analysis.ratio import Ratio
from hypercare.analysis.retention.cadence import CadenceRetention
from hypercare.analysis.retention.cells import RecurringRetention, Retention
from hypercare.analysis.retention.grid import cell_names
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import TallyReduction
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    CycleMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
)


def reduction(metric: Metric, scope: Scope, judging: Judging, cell: str | None = None) -> TallyReduction:
    """The analysis of a metric in a scope; `cell` names a cell of retention, else `usual_cell` does."""
    match metric:
        case FunnelMetric():
            return Funnel(scope, judging, metric)
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
        case ActivityMetric():
            return ActiveShare(scope, judging, metric)
        case RetentionMetric():
            return _retention(metric, scope, judging, cell or usual_cell(metric))


def cells(metric: RetentionMetric) -> tuple[str, ...]:
    """The names of a retention's cells."""
    return cell_names(metric)


def usual_cell(metric: RetentionMetric) -> str:
    """The cell that is meant where none is named: by cadence the last, which has seen the most; else the first."""
    return cell_names(metric)[-1 if metric.by == "cadence" else 0]


def _retention(metric: RetentionMetric, scope: Scope, judging: Judging, cell: str) -> TallyReduction:
    first, _, last = cell.partition("-")
    bracket = (int(first), int(last or first))
    if metric.by == "cadence":
        return CadenceRetention(scope, judging, metric, bracket[0])
    kind = RecurringRetention if metric.birth == "recurring" else Retention
    return kind(scope, judging, metric, bracket)
