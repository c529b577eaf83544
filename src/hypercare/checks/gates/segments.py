"""GATE-SEGMENT: one value of a declared segment is credibly failed, whatever the average says."""

from collections.abc import Mapping
from datetime import datetime

from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.metric import reduction
from hypercare.analysis.scope import Judging
from hypercare.checks.ask import Ask
from hypercare.checks.check import Check
from hypercare.checks.gates.levels import ALPHA, midpoint
from hypercare.model.estimate import Answer, Estimate, Insufficient
from hypercare.model.launch import Launch, Relative, Threshold
from hypercare.model.text import Text
from hypercare.model.verdict import Harm
from hypercare.stats.arguments import Alternative
from hypercare.stats.holm import holm
from hypercare.stats.proportion import beta_binomial_p

CHECK = Check(
    id="GATE-SEGMENT",
    title="A segment is harmed",
    looks_for=(
        "on any day, for each value of each declared segment: a primary share whose always-valid upper bound on "
        "matured units lies below failure, corrected over the values (Holm)"
    ),
    why="an average can pass while everybody on one platform fails; the mix of users hides it",
    trips="completion passes at 46 %, but on iOS it is 12 % of 180 with failure at 35 %",
    passes="iOS at 31 % of 40: not credibly below",
    source="Simpson 1951; Holm 1979; Ville 1939 for looking on any day",
)


def find(launch: Launch, thresholds: Mapping[str, Threshold], at: datetime, ask: Ask) -> tuple[Harm, ...]:
    """The harms among segment values, by primary metric (each with the threshold that decides it)."""
    return tuple(
        harm
        for by in launch.segments
        for metric, threshold in thresholds.items()
        for harm in _harms(launch, metric, threshold, by, at, ask)
    )


def _harms(launch: Launch, metric: str, threshold: Threshold, by: str, at: datetime, ask: Ask) -> tuple[Harm, ...]:
    failure, centre = threshold.failure, midpoint(threshold.success, threshold.failure)
    if failure is None or isinstance(failure, Relative) or centre is None:
        return ()
    question = reduction(
        launch.metrics[metric],
        days_scope(launch, launch.metrics[metric], days_until(launch, at), at, by),
        Judging(centre),
    )
    if isinstance(question, Insufficient):
        return ()
    answers = ask(f"segment/{by}/{metric}@{at.isoformat()}", question).by_value
    p_values = {
        value: p for value, answer in answers.items() if (p := _p(answer, failure, centre, threshold)) is not None
    }
    rejected = holm(p_values, alpha=ALPHA).rejected if p_values else frozenset[str]()
    return tuple(
        Harm(f"{by}={value}", "segment", beyond_rollback=False, answer=answers[value],
             reason=Text("gate-harm-segment", {"segment": by, "value": value, "metric": metric}))
        for value in sorted(rejected)
    )  # fmt: skip


def _p(answer: Answer, failure: float, centre: float, threshold: Threshold) -> float | None:
    """The always-valid p-value against a share at least at failure; None where there is no share to speak of."""
    if not isinstance(answer, Estimate) or answer.scale != "share":
        return None
    return beta_binomial_p(
        answer.counts.hits,
        answer.counts.trials,
        null=failure,
        prior_mean=centre,
        alternative=Alternative.LESS if threshold.higher_is_better else Alternative.GREATER,
    )
