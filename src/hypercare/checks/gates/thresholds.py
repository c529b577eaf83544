"""GATE-THRESHOLD: where an interval lies against success and failure."""

from dataclasses import dataclass

from hypercare.checks.check import Check
from hypercare.model.estimate import Interval
from hypercare.model.verdict import Word

CHECK = Check(
    id="GATE-THRESHOLD",
    title="The metric against its thresholds",
    looks_for="where the interval of a mature metric lies against the declared success and failure thresholds",
    why=(
        "a point estimate beyond a threshold says little: only when the whole interval is on one side is the "
        "question decided"
    ),
    trips="success 42 %, failure 35 %, interval 33 % to 34 %: FAIL, below failure",
    passes="success 42 %, interval 43 % to 51 %: PASS",
    source=(
        "Schuirmann 1987 for the indifference zone between two thresholds; Howard et al. 2021 for looking every day"
    ),
)


@dataclass(frozen=True)
class Ruling:
    """A word with its stable reason code."""

    word: Word
    code: str


def rule(interval: Interval, success: float, failure: float | None, *, higher_is_better: bool) -> Ruling:
    """The word of a mature metric: PASS at or above success, FAIL wholly below it, else INCONCLUSIVE.

    Where less is better everything is mirrored.
    """
    low, high = (interval.low, interval.high) if higher_is_better else (-interval.high, -interval.low)
    good = success if higher_is_better else -success
    bad = None if failure is None else (failure if higher_is_better else -failure)
    if low >= good:
        return Ruling(Word.PASS, "success")
    if high >= good:
        return Ruling(Word.INCONCLUSIVE, "straddles_success")
    return Ruling(Word.FAIL, _failure_code(low, high, bad))


def _failure_code(low: float, high: float, bad: float | None) -> str:
    if bad is not None and high < bad:
        return "below_failure"
    if bad is not None and low >= bad:
        return "between_gates"
    return "short_of_success"
