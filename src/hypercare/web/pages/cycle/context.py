"""What the page of a cycle goal shows: how far units are in each business cycle, and who reached the goal when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.details import Part
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.spoken import spoken
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.model.metrics import Cycle, CycleMetric
from hypercare.model.text import Text
from hypercare.reports.voice import bounded
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import kept_parts, metric_of
from hypercare.web.pages.behaviour.parts import Basis, Share, basis_of, share_of
from hypercare.web.pages.cycle.foreseen import Foreseen, foreseen_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import titled

MOST_CYCLES: Final = 24


class Band(Schema):
    """Units by how much of the goal they have done."""

    percent: str = Field(description="0, 1-10, ..., 91-99, or 100: the goal.")
    units: int
    share: float


class GoalDay(Schema):
    """A day of the cycle on which units reached the goal."""

    day: int = Field(description="From 0.")
    units: int
    so_far: int = Field(description="Units that had reached it by the end of the day.")


class CycleStanding(Schema):
    """How far units are in one cycle."""

    first: date | None = Field(description="Its first local day; null where each unit has its own.")
    last: date | None = Field(description="Its last local day.")
    units: int
    mature: int = Field(description="Units whose cycle is over.")
    hits: int = Field(description="Of them those that reached the goal.")
    reached: int = Field(description="All that reached it by now.")
    open: int = Field(description="Units that have not, and still can.")
    events: int = Field(description="Events in the cycle.")
    share: float | None = Field(description="Of the units whose cycle is over, who reached the goal.")
    bands: list[Band] = Field(description="All units by how much of the goal they have done.")
    days: list[GoalDay] = Field(description="When units reached the goal: days without any are left out.")

    @property
    def is_over(self) -> bool:
        """Whether all units' cycle is over."""
        return self.units > 0 and self.mature == self.units

    @property
    def reached_share(self) -> float | None:
        """Who has reached the goal so far, of all."""
        return self.reached / self.units if self.units else None


class CycleGoal(Schema):
    """A cycle goal at one moment."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    slug: str = Field(description="The name within those of its charts: progress-…, goal-….")
    timezone: str = Field(description="The launch's time zone.")
    unit: str = Field(description="Who is counted: user, account or device.")
    event: str = Field(description="What is counted.")
    at_least: int = Field(description="How often makes the goal.")
    every: str = Field(description="The cycle, in the words of the launch file.")
    every_title: Document = Field(description="The same for people, as a text.")
    basis: Basis
    share: Share = Field(description="Who reached the goal, of those whose cycle is over.")
    cycles: list[CycleStanding] = Field(description="The latest ones, oldest first.")
    foreseen: Foreseen | None = Field(description="The forecast of the cycle's end; null before the launch's look.")

    @property
    def latest(self) -> CycleStanding | None:
        """The last cycle that any unit is in."""
        return next((each for each in reversed(self.cycles) if each.units), None)

    @property
    def event_title(self) -> str:
        """What is counted, for people."""
        return bounded(spoken(self.event))

    @property
    def units_words(self) -> Text:
        """Who is counted, for people."""
        return Text(f"behaviour-units-{self.unit}")


def cycle_of(asked: LaunchAsked, name: str, *, patience: float | None = PAGE_PATIENCE_SECONDS) -> CycleGoal | None:
    """A cycle goal; None where its numbers are still being computed. Raises `NotFound` for another metric."""
    metric_of(asked, name, CycleMetric.kind)
    metric = asked.launch.metrics[name]
    assert isinstance(metric, CycleMetric)
    found = kept_parts(asked, {"detail": Part(name)}, patience).get("detail")
    return None if found is None else _cycle(asked, metric, found)


def _cycle(asked: LaunchAsked, metric: CycleMetric, found: Document) -> CycleGoal:
    answer = found["answers"][0]
    cycles = (answer.get("detail") or {}).get("cycles", ())
    return CycleGoal(
        launch=asked.launch.id,
        metric=metric.name,
        metric_title=titled(metric.name),
        slug=slug(metric.name),
        timezone=asked.launch.timezone,
        unit=found["unit"]["kind"],
        event=metric.event.event,
        at_least=metric.at_least,
        every=format_cycle(metric.every),
        every_title=text_document(_every(metric.every)),
        basis=basis_of(found),
        share=share_of(answer["answer"]),
        cycles=[_standing(each) for each in cycles[-MOST_CYCLES:]],
        foreseen=foreseen_of(asked, metric.name),
    )


def _every(cycle: Cycle) -> Text:
    return Text("cycle-every", {"kind": cycle.kind.value.replace(" ", "-"), "days": cycle.days or 0})


def _standing(each: Mapping[str, Any]) -> CycleStanding:
    units = each["units"]
    return CycleStanding(
        first=each["from"],
        last=each["to"],
        units=units,
        mature=each["mature"],
        hits=each["reached_mature"],
        reached=each["reached"],
        open=each["open"],
        events=each["events"],
        share=each["share"],
        bands=[
            Band(percent=band["percent"], units=band["units"], share=band["units"] / units if units else 0.0)
            for band in each["progress"]
        ],
        days=[GoalDay(**day) for day in each["days"]],
    )
