"""What the page of behaviour shows: what a launch declares to be asked about it, and what may be asked of any."""

from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.checks.spoken import spoken
from hypercare.model.metrics import CycleMetric, FunnelMetric, Metric, RetentionMetric
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.behaviour.parts import Share, share_of
from hypercare.web.pages.launch.context import Freshness
from hypercare.web.status import gate_title, titled

KINDS: Final = (FunnelMetric.kind, RetentionMetric.kind, CycleMetric.kind)
"""What has a page of its own, in the order of the page."""


class Behaving(Schema):
    """A metric of behaviour with what it reads."""

    metric: str = Field(description="The metric's name.")
    title: str = Field(description="Its name as a heading.")
    kind: str = Field(description="funnel, retention or cycle: the page that shows it.")
    told: list[str] = Field(description="The events that it is about, in their order.")
    unit: str = Field(description="Who is counted: user, account or device.")
    share: Share
    gate: Document | None = Field(
        description="The gate whose reading it is, as a text; null where it is since go-live."
    )
    primary: bool = Field(description="Whether it decides.")


class Asking(Schema):
    """How to ask: lines of a launch file."""

    kind: str
    lines: str


class Behaviour(Schema):
    """The behaviour of a launch at one moment."""

    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    metrics: list[Behaving]
    lacking: list[Asking] = Field(description="Kinds that the launch declares none of, and how to ask for them.")
    freshness: Freshness


def behaviour_of(asked: LaunchAsked, freshness: Freshness) -> Behaviour:
    """The behaviour of a request that has a look."""
    assert asked.look is not None
    metrics = [each for each in asked.look["metrics"] if each["kind"] in KINDS]
    metrics.sort(key=lambda each: (KINDS.index(each["kind"]), not each["primary"]))
    declared = {each["kind"] for each in metrics}
    return Behaviour(
        launch=asked.launch.id,
        timezone=asked.launch.timezone,
        metrics=[_behaving(asked, each, asked.launch.metrics[each["metric"]]) for each in metrics],
        lacking=[Asking(kind=kind, lines=_lines(asked, kind)) for kind in KINDS if kind not in declared],
        freshness=freshness,
    )


def _behaving(asked: LaunchAsked, read: Document, metric: Metric) -> Behaving:
    return Behaving(
        metric=metric.name,
        title=titled(metric.name),
        kind=metric.kind,
        told=[spoken(ref.event) for ref in metric.refs],
        unit=read["unit"],
        share=share_of(read["answer"]),
        gate=_gate(asked, read["gates"]),
        primary=read["primary"],
    )


def _gate(asked: LaunchAsked, names: list[str]) -> Document | None:
    """The last gate that asks: what is shown of the metric is what that gate reads now."""
    found = [gate for gate in asked.launch.gates if gate.name in names]
    return gate_title(found[-1].name, found[-1].kind.value) if found else None


def _lines(asked: LaunchAsked, kind: str) -> str:
    """Lines that ask for a kind, with the launch's own events."""
    events = list(dict.fromkeys(ref.event for each in asked.launch.metrics.values() for ref in each.refs))
    first, last = (events[0], events[-1]) if events else ("opened", "sent")
    asks = {
        FunnelMetric.kind: f"completion: {{funnel: [{first}, {last}], within: 1 day}}",
        RetentionMetric.kind: f"returns: {{retention: {{event: {last}, by: rolling, period: week, at: [1, 2, 4]}}}}",
        CycleMetric.kind: f"regulars: {{cycle: {{event: {last}, at_least: 10, every: calendar month}}}}",
    }
    return f"metrics:\n  {asks[kind]}"
