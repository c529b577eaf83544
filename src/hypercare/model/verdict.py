"""Verdicts of gates and the recommendation for a launch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.model.estimate import Answer
from hypercare.model.launch import GateKind, Level, StabilityLimit
from hypercare.model.text import Text


class Word(StrEnum):
    """The verdict of a metric in a gate; of several, the first in this order is the gate's."""

    INVALID = "INVALID"
    HARM = "HARM"
    TOO_EARLY = "TOO_EARLY"
    FAIL = "FAIL"
    INCONCLUSIVE = "INCONCLUSIVE"
    PASS = "PASS"  # noqa: S105 a word, not a password

    @property
    def rank(self) -> int:
        return list(Word).index(self)


class Action(StrEnum):
    """What Hypercare recommends. A human signs it."""

    SCALE = "SCALE"
    PIVOT = "PIVOT"
    ROLLBACK = "ROLLBACK"
    HOLD = "HOLD"


@dataclass(frozen=True)
class MetricVerdict:
    """What one metric says in one gate.

    `code` is the stable reason code ("below_failure"), `reasons` the same in words. `needed` says what an inconclusive
    metric still lacks. `success` and `failure` are the thresholds as declared; a relative one is compared with an
    answer of scale "relative". `maturity` is the share of the units whose window is complete, None where a metric has
    no window or no units. `days` are the local days that were read, first and last.
    """

    metric: str
    word: Word
    code: str
    reasons: tuple[Text, ...]
    answer: Answer
    success: Level | None
    failure: Level | None
    primary: bool
    maturity: float | None
    days: tuple[int, int]
    needed: Text | None = None


@dataclass(frozen=True)
class LimitVerdict:
    """What one limit of technical health says in one window: a phase, or the newest weeks that the exit looks at.

    `code` and `reasons` are a guardrail's. `days` are the local days that were read, first and last. `in_force` says
    whether harm in this window counts: that of a phase which is long over does not.
    """

    limit: StabilityLimit
    window: str
    word: Word
    code: str
    reasons: tuple[Text, ...]
    answer: Answer
    days: tuple[int, int]
    in_force: bool


class CriterionState(StrEnum):
    """Where an exit criterion stands. Unknown is no data, which is never met; not declared holds nothing."""

    MET = "met"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_DECLARED = "not declared"


@dataclass(frozen=True)
class ExitCriterion:
    """One criterion of the exit gate: stability, feedback, peaks, business cycle.

    `until` is when it can be met at the earliest.
    """

    name: str
    state: CriterionState
    reason: Text
    until: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether a launch cannot be scaled because of it."""
        return self.state in (CriterionState.OPEN, CriterionState.UNKNOWN)


@dataclass(frozen=True)
class Harm:
    """A limit that is credibly passed: by a guardrail, a stability limit or a segment; perhaps beyond rollback."""

    subject: str
    kind: str
    beyond_rollback: bool
    reason: Text
    answer: Answer | None = None


@dataclass(frozen=True)
class Flaw:
    """Why the measurement itself cannot be trusted: the check that found it, and what it found."""

    check: str
    reason: Text


@dataclass(frozen=True)
class GateVerdict:
    """What one gate says.

    `judgeable` is when it can be judged at the latest. `judged_at` is the instant whose knowledge it speaks from: where
    `settled`, the date at which it was judged, after which its word stands; else the instant that was asked for.
    `now` is what its metrics read at the instant that was asked for, beside a word that stands.
    """

    gate: str
    kind: GateKind
    word: Word
    judgeable: datetime
    judged_at: datetime
    settled: bool
    metrics: tuple[MetricVerdict, ...]
    harms: tuple[Harm, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    now: tuple[MetricVerdict, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """What follows from the gates: the first row of the table that matched, with its reasons.

    `until` is set for a hold.
    """

    action: Action
    row: int
    reasons: tuple[Text, ...]
    until: datetime | None = None


@dataclass(frozen=True)
class LaunchVerdict:
    """Everything that was judged of a launch at one instant. `doubts` look harmed, though not credibly so."""

    launch: str
    version: str
    as_of: datetime
    day: int
    phases: tuple[str, ...]
    gates: tuple[GateVerdict, ...]
    guardrails: tuple[MetricVerdict, ...]
    harms: tuple[Harm, ...]
    criteria: tuple[ExitCriterion, ...]
    recommendation: Recommendation
    stability: tuple[LimitVerdict, ...] = ()
    doubts: tuple[Harm, ...] = ()

    @property
    def deciding(self) -> dict[str, tuple[GateVerdict, MetricVerdict]]:
        """The verdict of each primary metric in its last gate, with that gate."""
        return deciding(self.gates)


def deciding(gates: tuple[GateVerdict, ...]) -> dict[str, tuple[GateVerdict, MetricVerdict]]:
    """The verdict of each primary metric in the last gate that asks for it; gates come in the order of their dates."""
    return {metric.metric: (gate, metric) for gate in gates for metric in gate.metrics if metric.primary}
