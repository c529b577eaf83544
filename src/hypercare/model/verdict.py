"""Verdicts of gates and the recommendation for a launch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.model.estimate import Answer
from hypercare.model.launch import GateKind, Level
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
    metric still lacks. `success` and `failure` are the thresholds as declared; `levels` as compared (relative ones resolved).
    `days` are the local days that were read. `state` names the merged state in the record's evidence.
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
class GateVerdict:
    """What one gate says. `judgeable` is when it can be judged at the latest; `judged_at` the instant it was asked for.

    `now` is what the same gate reads today, beside a word that stands.
    """

    gate: str
    kind: GateKind
    word: Word
    judgeable: datetime
    judged_at: datetime
    metrics: tuple[MetricVerdict, ...]
    issued: bool
    now: tuple[MetricVerdict, ...] = ()


class CriterionState(StrEnum):
    """Where an exit criterion stands. Not declared holds nothing."""

    MET = "met"
    OPEN = "open"
    NOT_DECLARED = "not declared"


@dataclass(frozen=True)
class ExitCriterion:
    """One criterion of the exit gate: stability, feedback, peaks, business cycle. `until` is when it can be met at the earliest."""

    name: str
    state: CriterionState
    reason: Text
    until: datetime | None = None


@dataclass(frozen=True)
class Harm:
    """A limit that is credibly passed: by which guardrail, stability limit or segment value, and whether beyond its rollback level."""

    subject: str
    kind: str
    beyond_rollback: bool
    reason: Text
    answer: Answer | None = None


@dataclass(frozen=True)
class Recommendation:
    """What follows from the gates: the first row of the table that matched, with its reasons. `until` is set for a hold."""

    action: Action
    row: int
    reasons: tuple[Text, ...]
    until: datetime | None = None


@dataclass(frozen=True)
class LaunchVerdict:
    """Everything that was judged of a launch at one instant."""

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
