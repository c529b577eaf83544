"""Whom to ask why they stopped. Their names are personal data: for contributors, never kept and never logged."""

from datetime import datetime

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.checks.spoken import spoken
from hypercare.model.errors import NotFound
from hypercare.model.metrics import FunnelMetric
from hypercare.reports.voice import bounded
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import metric_of
from hypercare.web.pages.behaviour.named import named
from hypercare.web.status import titled


class Stopped(Schema):
    """A unit that stopped."""

    unit: str = Field(description="The unit's name: personal data.")
    reached_at: datetime = Field(description="When it came to the step.")
    last_event: str = Field(description="The last thing that it did in its time.")
    last_at: datetime = Field(description="When it did that.")

    @property
    def last_title(self) -> str:
        """The last thing for people."""
        return bounded(spoken(self.last_event))


class StoppedUnits(Schema):
    """Units to interview: those that stopped at a step for good, the most recently seen first."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    step: int = Field(description="The number of the step that they reached last.")
    event: str
    as_of: datetime = Field(description="Whose knowledge this is.")
    unit: str = Field(description="Who is counted: user, account or device.")
    stopped: int = Field(description="How many stopped there in all.")
    units: list[Stopped]

    @property
    def event_title(self) -> str:
        """The step for people."""
        return bounded(spoken(self.event))


def stopped_units(
    asked: LaunchAsked, name: str, step: int, patience: float | None = PAGE_PATIENCE_SECONDS
) -> StoppedUnits | None:
    """The units that stopped at a step of a funnel; None where they are not there within `patience` seconds.

    None waits whatever it takes. Raises `NotFound` for a metric or a step that there is not.
    """
    metric_of(asked, name, FunnelMetric.kind)
    found = named(asked, "stopped", patience, metric=name)
    return None if found is None else _listed(asked, name, step, found)


def _listed(asked: LaunchAsked, name: str, step: int, found: Document) -> StoppedUnits:
    steps = {each["number"]: each for each in found["answers"][0]["drop_off"]["steps"]}
    if step not in steps:
        raise NotFound(f"nobody stops at a step {step}", where="step", expected=", ".join(map(str, steps)))
    return StoppedUnits(
        launch=asked.launch.id,
        metric=name,
        metric_title=titled(name),
        step=step,
        event=steps[step]["event"],
        as_of=found["as_of"],
        unit=found["unit"]["kind"],
        stopped=steps[step]["units"],
        units=[Stopped(**each) for each in steps[step]["interview"]],
    )
