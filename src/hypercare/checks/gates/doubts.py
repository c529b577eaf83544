"""GATE-DOUBT: something looks harmed, though not credibly so: too little for harm, too much to scale."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from hypercare.checks.ask import Ask
from hypercare.checks.check import Check
from hypercare.checks.gates import segments
from hypercare.checks.gates.levels import number
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Guardrail, Launch, Threshold
from hypercare.model.text import Text
from hypercare.model.verdict import Harm, MetricVerdict, Word

CHECK = Check(
    id="GATE-DOUBT",
    title="Something looks harmed",
    looks_for=(
        "when every primary passes: a guardrail whose value, not yet its whole interval, is beyond its limit; a "
        "segment value that the data put below failure at odds of three to one or more (always-valid p below a third)"
    ),
    why=(
        "a guardrail is a question of non-inferiority: that no harm is proven does not prove that there is none, "
        "least of all where few units are watched"
    ),
    trips="tickets at most 120 % of before, value 260 %, interval 90 % to 610 %: hold, though completion passes",
    passes="tickets at most 120 % of before, value 104 %, interval 60 % to 180 %",
    source="Schuirmann 1987 for non-inferiority; Jeffreys 1961, appendix B, for odds of three to one as substantial",
)
SUSPICIOUS = 1 / 3
"""The p-value of a value that looks harmed: the inverse of its e-value."""


def find(
    launch: Launch,
    guarded: Iterable[MetricVerdict],
    thresholds: Mapping[str, Threshold],
    at: datetime,
    ask: Ask,
) -> tuple[Harm, ...]:
    """What looks harmed at `at`: of the guardrails as they were judged, and of the segments by their primaries."""
    values = (
        segments.harmed(reading, value, credibly=False)
        for reading in segments.readings(launch, thresholds, at, ask)
        for value, p in sorted(reading.p_values.items())
        if p < SUSPICIOUS and value not in reading.rejected
    )
    return (*_guardrails(launch.guardrails, guarded), *values)


def _guardrails(declared: Iterable[Guardrail], guarded: Iterable[MetricVerdict]) -> Iterator[Harm]:
    for guardrail, verdict in zip(declared, guarded, strict=True):
        answer = verdict.answer
        if verdict.word is not Word.HARM and isinstance(answer, Estimate) and _beyond(guardrail, answer.value):
            reason = Text("gate-doubt-guardrail", {"metric": guardrail.metric})
            yield Harm(guardrail.metric, "guardrail", beyond_rollback=False, reason=reason, answer=answer)


def _beyond(guardrail: Guardrail, value: float) -> bool:
    limit = number(guardrail.limit)
    return value > limit if guardrail.at_most else value < limit
