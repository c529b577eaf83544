"""What was said of one metric, in one gate or as a guardrail, as pages and API tell it."""

from ninja import Field, Schema

from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.model.launch import Level as DeclaredLevel
from hypercare.model.launch import Relative
from hypercare.model.verdict import MetricVerdict
from hypercare.reports.scene import Judged as Found
from hypercare.reports.scene import Scene, gate_name, scale_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import OF_WORD, Status, named, titled

GUARDRAIL = "guardrail"


class JudgedLevel(Schema):
    """A threshold as declared."""

    value: float = Field(description="The level; of a relative one the factor: 1.2 is 120 % of it.")
    base: str | None = Field(description="What it is relative to, `before` or `control`; null for an absolute one.")


class Now(Schema):
    """What a settled metric reads today, beside its word."""

    answer: Document = Field(description="The answer now, as in `hypercare/verdict.v1`.")
    word: str = Field(description="The word that it would have now.")


class JudgedMetric(Schema):
    """What was said of one metric."""

    metric: str = Field(description="The metric's name.")
    title: str = Field(description="Its name as a heading.")
    gate: str | None = Field(description="The gate's name; null for a guardrail.")
    gate_title: Document | None = Field(description="The gate's name for people, as a text.")
    is_primary: bool = Field(description="Whether it decides.")
    word: str = Field(description="PASS, FAIL, INCONCLUSIVE, TOO_EARLY, HARM or INVALID.")
    status: Status = Field(description="How that is drawn.")
    code: str = Field(description="The stable reason code: below_failure.")
    reasons: list[Document] = Field(description="The same in words, as texts.")
    needed: Document | None = Field(description="What an undecided metric still lacks, as a text.")
    answer: Document = Field(description="Value, interval and counts, or why there are none: `hypercare/verdict.v1`.")
    scale: str = Field(description="share, ratio, rate, per_unit, count, value or relative.")
    success: JudgedLevel | None = Field(description="The success threshold; of a guardrail its limit.")
    failure: JudgedLevel | None = Field(description="The failure threshold; of a guardrail its rollback level.")
    maturity: float | None = Field(description="Share of units whose window is complete; null where there is none.")
    days: tuple[int, int] = Field(description="The local days that were read, first and last.")
    now: Now | None = Field(description="What it reads today, where its word was settled before.")
    widget: str = Field(description="The name of its chart.")

    @property
    def is_settled_now_different(self) -> bool:
        """Whether today's reading would have another word."""
        return self.now is not None and self.now.word != self.word


def judged_of(scene: Scene, found: Found) -> JudgedMetric:
    """What a gate, or a guardrail, said of a metric."""
    said, gate = found.metric, found.gate
    return JudgedMetric(
        metric=said.metric,
        title=titled(said.metric),
        gate=None if gate is None else gate.gate,
        gate_title=None if gate is None else text_document(gate_name(gate)),
        is_primary=said.primary,
        word=said.word.value,
        status=OF_WORD[said.word.value],
        code=said.code,
        reasons=[named(text_document(reason)) for reason in said.reasons],
        needed=None if said.needed is None else named(text_document(said.needed)),
        answer=answer_document(said.answer),
        scale=scale_of(scene, found),
        success=_level(said.success),
        failure=_level(said.failure),
        maturity=said.maturity,
        days=said.days,
        now=_now(found),
        widget=f"gate-{GUARDRAIL if gate is None else slug(gate.gate)}-{slug(said.metric)}",
    )


def _now(found: Found) -> Now | None:
    now = [] if found.gate is None else [each for each in found.gate.now if each.metric == found.metric.metric]
    return _reading(now[0]) if now else None


def _reading(now: MetricVerdict) -> Now:
    return Now(answer=answer_document(now.answer), word=now.word.value)


def _level(level: DeclaredLevel | None) -> JudgedLevel | None:
    if level is None:
        return None
    return (
        JudgedLevel(value=level.factor, base=level.base)
        if isinstance(level, Relative)
        else JudgedLevel(value=level, base=None)
    )
