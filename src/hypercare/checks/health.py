"""How a launch fares, in one word."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hypercare.checks.entrance.readiness import readiness
from hypercare.checks.spoken import spoken
from hypercare.model.entrance import Entrance, EntranceState
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.launch import Launch, Relative
from hypercare.model.text import Text
from hypercare.model.verdict import LaunchVerdict, MetricVerdict, Word


class Health(StrEnum):
    """The word for people who look at many launches. Unknown is neutral: what cannot be told yet is never ok."""

    OK = "ok"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Diagnosis:
    """A launch's health, and the one reason that decided it."""

    health: Health
    reason: Text


OF_ENTRANCE = {
    EntranceState.PASS: Health.OK,
    EntranceState.FAIL: Health.BAD,
    EntranceState.WAIVED: Health.WATCH,
    EntranceState.UNKNOWN: Health.UNKNOWN,
}


def health(verdict: LaunchVerdict, launch: Launch, entrance: Entrance | None = None) -> Diagnosis:
    """The first that holds: something is bad, something wants watching, something is unknown, all is well.

    Bad: broken measurement, harm, a primary metric that fails. Watch: another metric that fails, a guardrail whose
    value is beyond its limit (not yet credibly), a primary that is undecided, an exit criterion that waits for people.
    Unknown: no data, a primary that is too early. Before go-live the entrance criteria alone are looked at.
    """
    if verdict.day < 0:
        return _not_live(entrance)
    for rule in RULES:
        found = rule(verdict, launch)
        if found is not None:
            return found
    return Diagnosis(Health.OK, Text("health-passing"))


def failing_others(verdict: LaunchVerdict) -> tuple[MetricVerdict, ...]:
    """The metrics that failed in the last gate that asks for them, and decide nothing."""
    last = {metric.metric: metric for gate in verdict.gates for metric in gate.metrics if not metric.primary}
    return tuple(metric for metric in last.values() if metric.word is Word.FAIL)


def beyond_limits(verdict: LaunchVerdict, launch: Launch) -> dict[str, float]:
    """How much of the interval lies beyond the limit, (0, 1], of each guardrail whose value is, and not credibly yet.

    Where an interval has no end on the far side, 1.
    """
    declared = {guardrail.metric: guardrail.at_most for guardrail in launch.guardrails}
    found = {
        said.metric: _share_beyond(said, at_most=declared[said.metric])
        for said in verdict.guardrails
        if said.word is Word.INCONCLUSIVE and said.metric in declared
    }
    return {metric: share for metric, share in found.items() if share > 0}


def _share_beyond(said: MetricVerdict, *, at_most: bool) -> float:
    limit = said.success.factor if isinstance(said.success, Relative) else said.success
    if limit is None or isinstance(said.answer, Insufficient):
        return 0.0
    sign = 1 if at_most else -1
    near, far = sorted(sign * (end - limit) for end in (said.answer.interval.low, said.answer.interval.high))
    if sign * (said.answer.value - limit) <= 0:
        return 0.0
    return far / (far - near) if far - near < float("inf") else 1.0


def _not_live(entrance: Entrance | None) -> Diagnosis:
    if entrance is None:
        return Diagnosis(Health.UNKNOWN, Text("health-not-live"))
    return Diagnosis(OF_ENTRANCE[entrance.state], readiness(entrance))


def _broken(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    flaws = [flaw for gate in verdict.gates for flaw in gate.flaws]
    return Diagnosis(Health.BAD, flaws[0].reason) if flaws else None


def _harmed(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    harms = sorted(
        (*verdict.harms, *(harm for gate in verdict.gates for harm in gate.harms)),
        key=lambda harm: not harm.beyond_rollback,
    )
    return Diagnosis(Health.BAD, harms[0].reason) if harms else None


def _primary_fails(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    return _of_primaries(verdict, Health.BAD, "health-fails", lambda metric: metric.word is Word.FAIL)


def _other_fails(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    failed = failing_others(verdict)
    return Diagnosis(Health.WATCH, Text("health-other-fails", {"metric": spoken(failed[0].metric)})) if failed else None


def _limit_near(verdict: LaunchVerdict, launch: Launch) -> Diagnosis | None:
    near = beyond_limits(verdict, launch)
    worst = max(near, key=lambda metric: near[metric], default=None)
    return None if worst is None else Diagnosis(Health.WATCH, Text("health-limit-near", {"metric": spoken(worst)}))


def _undecided(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    return _of_primaries(
        verdict,
        Health.WATCH,
        "health-undecided",
        lambda metric: metric.word is Word.INCONCLUSIVE and isinstance(metric.answer, Estimate),
    )


def _criterion_waits(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    """An open criterion without a date does not come about by waiting."""
    waiting = [each for each in verdict.criteria if each.holds and each.until is None]
    return Diagnosis(Health.WATCH, waiting[0].reason) if waiting else None


def _no_data(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    return _of_primaries(verdict, Health.UNKNOWN, "health-no-data", lambda metric: metric.code == "no_data")


def _too_early(verdict: LaunchVerdict, _: Launch) -> Diagnosis | None:
    nothing_asked = Diagnosis(Health.UNKNOWN, Text("health-no-primary")) if not verdict.deciding else None
    return nothing_asked or _of_primaries(
        verdict, Health.UNKNOWN, "health-too-early", lambda metric: metric.word is Word.TOO_EARLY
    )


def _of_primaries(
    verdict: LaunchVerdict, found: Health, id_: str, holds: Callable[[MetricVerdict], bool]
) -> Diagnosis | None:
    names = [name for name, (_, metric) in verdict.deciding.items() if holds(metric)]
    return Diagnosis(found, Text(id_, {"metric": spoken(names[0])})) if names else None


RULES: tuple[Callable[[LaunchVerdict, Launch], Diagnosis | None], ...] = (
    _broken,
    _harmed,
    _primary_fails,
    _other_fails,
    _limit_near,
    _undecided,
    _criterion_waits,
    _no_data,
    _too_early,
)
