"""GATE-MATURITY: whether enough units have had their whole window."""

from hypercare.checks.check import Check
from hypercare.model.estimate import Answer
from hypercare.model.metrics import ActivityMetric, CycleMetric, FunnelMetric, Metric, RetentionMetric

CHECK = Check(
    id="GATE-MATURITY",
    title="Too early to judge",
    looks_for=(
        "whether the gate's own day is over and at least 95 % of its units have had their whole observation window"
    ),
    why=(
        "those who convert quickly come first: judged early, a feature looks better than it is, or worse where a "
        "business cycle is still running (the 30-day mirage)"
    ),
    trips="60 orders in a quarter, asked on day 30: TOO EARLY, judgeable when the quarter and the lateness are over",
    passes="the same gate asked after the end of the quarter",
    source="docs/metrics.md, maturity",
)
NEEDED = 0.95
"""Below this share of mature units a gate waits: the missing ones could still move the share by more than the 5 %
that an interval allows for."""


def maturity(metric: Metric, answer: Answer) -> float | None:
    """The share of units whose window is complete; None for metrics without a window, and without units."""
    counts = answer.counts
    if (
        not isinstance(metric, FunnelMetric | CycleMetric | RetentionMetric | ActivityMetric)
        or counts is None
        or counts.units == 0
    ):
        return None
    return counts.mature / counts.units


def is_mature(metric: Metric, answer: Answer) -> bool:
    """Whether enough units are mature. What has no window is mature when its days are over."""
    share = maturity(metric, answer)
    return share is None or share >= NEEDED
