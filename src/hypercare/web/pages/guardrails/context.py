"""What the page of guardrails and segments shows: what must not break, for whom, and what the mix of units hides."""

from collections.abc import Iterable, Mapping
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.model.estimate import Estimate
from hypercare.model.text import Text
from hypercare.model.verdict import MetricVerdict
from hypercare.reports.scene import judged
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.gates.judged import JudgedMetric, judged_of
from hypercare.web.pages.gates.limits import JudgedLimit, judged_limit
from hypercare.web.pages.launch.context import Freshness, freshness_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.pages.widgets.scene import scene_of
from hypercare.web.status import titled


class Guarded(Schema):
    """A guardrail: what was said of it, and its interval's kind."""

    said: JudgedMetric
    trend: str = Field(description="The name of its chart by day.")
    always_valid: bool | None = Field(description="Whether its interval may be looked at daily; null without one.")


class LimitWindows(Schema):
    """One limit of technical health in every window."""

    limit: str = Field(description="What tells it from the others: its key, and of latency the route.")
    title: Document = Field(description="Its name for people, as a text.")
    declared: Document = Field(description="The level as declared, as a text.")
    service: str | None = Field(description="Whose reports it reads; null for everybody's.")
    windows: list[JudgedLimit] = Field(description="Phases in their order, then the newest weeks.")


class SegmentValue(Schema):
    """A value of a property."""

    value: str = Field(description="The value.")
    answer: Document = Field(description="What the metric reads there: `hypercare/verdict.v1`.")
    share_before: float | None = Field(description="Its share of the mix before; null where it has none.")
    share_now: float | None = Field(description="Its share now.")
    harmed: bool = Field(description="Whether it is credibly harmed.")


class Segmented(Schema):
    """One metric of one gate by one property."""

    gate: str = Field(description="The gate's name as declared.")
    metric: str = Field(description="The metric's name.")
    title: str = Field(description="Its name as a heading.")
    cell: str | None = Field(description="The cell of a retention.")
    by: str = Field(description="The property.")
    widget: str = Field(description="The name of its chart.")
    mix: str = Field(description="before, or since where nobody was seen before go-live.")
    overall: Document = Field(description="The metric as it is, as in `hypercare/verdict.v1`.")
    values: list[SegmentValue]
    standardised: Document | None = Field(description="The same with the mix of before, as in `hypercare/outcome.v1`.")
    effect: Document | None = Field(description="What changed and why, as in `hypercare/outcome.v1`.")
    mix_shift: bool = Field(description="Whether it is at success only because the mix changed.")

    @property
    def scale(self) -> str:
        """The scale of its numbers."""
        return str(self.overall.get("scale", "share"))

    @property
    def reversal(self) -> str:
        """none, points, or credible: Simpson's paradox."""
        return str(self.effect["reversal"]) if self.effect else "none"

    @property
    def harmed(self) -> list[SegmentValue]:
        """The values that are credibly harmed."""
        return [each for each in self.values if each.harmed]


class Guardrails(Schema):
    """The guardrails, the limits of technical health and the segments of a launch at one moment."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="The launch's time zone.")
    day: int = Field(description="Days since go-live; negative before.")
    says: Document = Field(description="The answer in one sentence, as a text.")
    guardrails: list[Guarded]
    stability: list[LimitWindows]
    segments: list[Segmented]
    declares_segments: bool = Field(description="Whether the launch declares properties to look at apart.")
    freshness: Freshness


def guardrails_of(asked: LaunchAsked) -> Guardrails:
    """The guardrails of a request that has a look."""
    assert asked.look is not None
    look, scene = asked.look, scene_of(asked)
    verdict = scene.verdict
    limits = [judged_limit(each) for each in verdict.stability]
    segments = [segmented(each) for each in look["outcome"]["segments"]]
    return Guardrails(
        launch=asked.launch.id,
        title=asked.launch.title,
        timezone=asked.launch.timezone,
        day=verdict.day,
        says=_says(verdict.guardrails, limits, segments),
        guardrails=[_guarded(judged_of(scene, each), each.metric) for each in judged(scene) if each.gate is None],
        stability=_by_limit(limits),
        segments=segments,
        declares_segments=bool(asked.launch.segments),
        freshness=freshness_of(look),
    )


def _guarded(said: JudgedMetric, found: MetricVerdict) -> Guarded:
    answer = found.answer
    valid = answer.interval.always_valid if isinstance(answer, Estimate) else None
    return Guarded(said=said, trend=f"sequence-{slug(said.metric)}", always_valid=valid)


def _by_limit(limits: Iterable[JudgedLimit]) -> list[LimitWindows]:
    found: dict[tuple[str, str | None], LimitWindows] = {}
    for each in limits:
        key = (each.limit, each.service)
        if key not in found:
            found[key] = LimitWindows(
                limit=each.limit, title=each.title, declared=each.declared, service=each.service, windows=[]
            )
        found[key].windows.append(each)
    return list(found.values())


def segmented(said: Mapping[str, Any]) -> Segmented:
    """A metric by a property, from its part of `hypercare/outcome.v1`."""
    return Segmented(
        **{name: said[name] for name in ("gate", "metric", "cell", "by", "overall", "values", "mix_shift")},
        **{name: said[name] for name in ("standardised", "effect")},
        title=titled(said["metric"]),
        widget=segments_widget(said),
        mix=said["mix"]["source"],
    )


def segments_widget(said: Mapping[str, Any]) -> str:
    """The name of the chart of a metric by a property."""
    parts = ("segments", said["gate"], said["metric"], said["cell"] or "", said["by"])
    return "-".join(slug(each) for each in parts if each)


def _says(guardrails: Iterable[MetricVerdict], limits: list[JudgedLimit], segments: list[Segmented]) -> Any:
    """What is beyond its limit, else what could not be ruled out, else that all holds."""
    words = [each.word.value for each in guardrails] + [each.word for each in limits if not each.is_past]
    harmed = sum(len(each.harmed) for each in segments)
    counts = {"all": len(words), "held": words.count("PASS"), "harm": words.count("HARM"), "segments": harmed}
    return text_document(Text("guardrails-says", {**counts, "open": counts["all"] - counts["held"] - counts["harm"]}))
