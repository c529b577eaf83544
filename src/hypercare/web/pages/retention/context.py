"""What the page of retention shows: cohorts by cells, the average, who is eligible, and the values of a property."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.details import About, Part
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.spoken import spoken
from hypercare.model.metrics import RetentionMetric
from hypercare.model.text import Text
from hypercare.reports.voice import bounded
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import kept_parts, metric_of
from hypercare.web.pages.behaviour.parts import (
    Basis,
    Comparison,
    Option,
    Share,
    Side,
    Sided,
    asked_one,
    asked_property,
    basis_of,
    compared,
    properties_of,
    share_of,
    value_title,
)
from hypercare.web.pages.retention.cadence import ByCadence, Weighted, by_cadence_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import titled

MOST_COHORTS: Final = 30
"""Cohorts that the page lists, the latest ones; the average reads all."""
MOST_VALUES: Final = 12
CELLS: Final = {"cadence": "day", "brackets": "days", "business_cycle": "cycle"}
"""How the cells of a grid are named; those of a grid of periods by their period."""


NOBODY: Final = Share(
    value=None,
    low=None,
    high=None,
    level=None,
    units=0,
    mature=0,
    hits=0,
    open=0,
    bounds=None,
    insufficient=text_document(Text("metric-no-units")),
)
"""The share of a value that no unit of a cell has."""


class Cell(Schema):
    """One cell of one cohort."""

    name: str = Field(description="As the launch file has it: 61-90, or a number.")
    share: float | None = Field(description="Who came back, of all; null until the cell is complete.")
    mature: int = Field(description="Units that have had the whole cell.")
    retained: int = Field(description="Of them those who came back.")
    so_far: int = Field(description="Those of all who have come back by now.")
    waiting: int = Field(description="Units that have not had the whole cell yet.")
    complete: bool = Field(description="Whether nobody can join the cohort any more and all have had the whole cell.")


class RetentionCohort(Schema):
    """The units that were born in one period."""

    first: date = Field(description="Its first local day.")
    last: date = Field(description="Its last local day.")
    units: int
    complete: bool = Field(description="Whether the period is over.")
    cells: list[Cell]


class RetentionCell(Schema):
    """A cell over all cohorts."""

    name: str = Field(description="As the launch file has it.")
    title: Document = Field(description="Its name for people, as a text.")
    share: float | None = Field(description="Pooled over the cohorts in which it is complete.")
    low: float | None
    high: float | None
    units: int = Field(description="Units of those cohorts.")
    eligible: int = Field(description="Units of any cohort that have had the whole cell.")
    retained: int = Field(description="Of them those who came back.")
    waiting: int = Field(description="Units that have not had the whole cell yet.")

    @property
    def pooled(self) -> int:
        """Those of the complete cohorts who came back."""
        return round((self.share or 0.0) * self.units)


class RetentionValue(Schema):
    """The units with one value of a property."""

    value: str
    title: str = Field(description="The same for people, bounded.")
    shares: list[Share] = Field(description="Of each cell.")
    sides: list[Document | None] = Field(description="The wider intervals, as sides of a comparison.")


class RetentionState(Schema):
    """What was asked for: the address says the same."""

    by: str = Field(description="The property that it is broken down by; empty for none.")
    compare: str = Field(description="The cell in which two values are compared; empty for none.")
    left: str
    right: str


class Retention(Schema):
    """Retention at one moment."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    slug: str = Field(description="The name within those of its charts: retention-…, returning-….")
    timezone: str = Field(description="The launch's time zone.")
    unit: str = Field(description="Who is counted: user, account or device.")
    event: str = Field(description="What counts as coming back.")
    grid: str = Field(description="cadence, brackets, rolling, calendar or business_cycle.")
    grain: str = Field(description="The period in which births are one cohort: day, week, month, ….")
    births: str = Field(description="first_ever, first_in_range or recurring.")
    returning: str = Field(description="on, or on_or_after.")
    cadence_days: int | None = Field(description="The cadence that units have in common; null for other grids.")
    basis: Basis
    state: RetentionState
    share: Share = Field(description="Of the cell that is meant where none is named.")
    cells: list[RetentionCell]
    cohorts: list[RetentionCohort] = Field(description="The latest ones, oldest first.")
    left_out: int = Field(description="Older cohorts that are not listed; the average reads them, too.")
    values: list[RetentionValue] | None = Field(description="By value; null while it is computed, or none is asked.")
    without: int | None = Field(description="Units that have no value of the property; null where it is not known.")
    others: int = Field(description="Units with a value that is not listed.")
    comparison: Comparison | None = Field(description="Two values in one cell.")
    properties: list[Option] = Field(description="What it may be broken down by.")
    by_cadence: ByCadence | None = Field(description="By accounts and by volume; null for other grids, and at first.")
    waiting: list[str] = Field(description="Parts that are still being computed: by, by_cadence.")

    @property
    def units(self) -> int:
        """How many were born in the cohorts that are listed."""
        return sum(each.units for each in self.cohorts)

    @property
    def averaged(self) -> list[RetentionCell]:
        """The cells as the average reads them. By cadence a unit counts once its own window is over, as the gates and
        the table by cadence read it, whatever its cohort still waits for.
        """
        own = {str(at.day): at.rows[0] for at in self.by_cadence.days} if self.by_cadence else {}
        return [_by_own_window(each, own[each.name]) if each.name in own else each for each in self.cells]

    @property
    def known(self) -> list[RetentionCell]:
        """The cells of which the average says something."""
        return [each for each in self.averaged if each.share is not None]

    @property
    def births_words(self) -> Text:
        """From when on units are counted, for people."""
        return Text(f"retention-births-{self.births}")

    @property
    def return_words(self) -> Text:
        """When a unit has come back, for people."""
        return Text(f"retention-return-{self.returning}")

    @property
    def top(self) -> float:
        """The largest share of any cell: its shade is the darkest."""
        shares = [cell.share for each in self.cohorts for cell in each.cells if cell.share is not None]
        return max([*shares, *(each.share or 0.0 for each in self.cells)], default=1.0) or 1.0

    @property
    def event_title(self) -> str:
        """What counts as coming back, for people."""
        return bounded(spoken(self.event))

    @property
    def units_words(self) -> Text:
        """Who is counted, for people."""
        return Text(f"behaviour-units-{self.unit}")

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for beside the retention itself."""
        return bool(self.state.by or self.state.compare)

    @property
    def sides(self) -> list[Option]:
        """What the sides of a comparison may be."""
        return [Option(value=each.value, title=each.title) for each in self.values or () if self.state.compare]


def retention_of(
    asked: LaunchAsked, name: str, query: Mapping[str, str], *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> Retention | None:
    """A retention as a request asks for it; None where its numbers are still being computed.

    Raises `NotFound` for a metric that is no retention, `BadInput` for what cannot be asked for.
    """
    metric_of(asked, name, RetentionMetric.kind)
    metric = asked.launch.metrics[name]
    assert isinstance(metric, RetentionMetric)
    state = _state(asked, metric, query)
    parts = {"detail": Part(name)} | ({"by": Part(name, About.BY, state.by)} if state.by else {})
    found = kept_parts(asked, parts, patience)
    if "detail" not in found:
        return None
    return _retention(asked, metric, state, found)


def _state(asked: LaunchAsked, metric: RetentionMetric, query: Mapping[str, str]) -> RetentionState:
    asks = dict(query)
    by = asked_property(asked, asks.get("by", ""))
    return RetentionState(
        by=by,
        compare=asked_one(asks, "compare", ("", *_names(metric))) if by else "",
        left=asks.get("left", "")[:200],
        right=asks.get("right", "")[:200],
    )


def _names(metric: RetentionMetric) -> tuple[str, ...]:
    return tuple(f"{first}-{last}" for first, last in metric.brackets) or tuple(str(number) for number in metric.at)


def _retention(
    asked: LaunchAsked, metric: RetentionMetric, state: RetentionState, found: Mapping[str, Document]
) -> Retention:
    whole = found["detail"]
    detail = whole["answers"][0]["detail"]
    values = _values(found.get("by"))
    by = found["by"]["answers"][0]["by"] if "by" in found else None
    cohorts = [_cohort(each) for each in detail["cohorts"]]
    return Retention(
        launch=asked.launch.id,
        metric=metric.name,
        metric_title=titled(metric.name),
        slug=slug(metric.name),
        timezone=asked.launch.timezone,
        unit=whole["unit"]["kind"],
        event=metric.event.event,
        grid=detail["grid"],
        grain=detail["grain"]["cohorts"],
        births=detail["births"],
        returning=detail["return"],
        cadence_days=detail["cadence_days"],
        basis=basis_of(whole),
        state=state,
        share=share_of(whole["answers"][-1 if metric.by == "cadence" else 0]["answer"]),
        cells=[_pooled(metric, place, each, cohorts) for place, each in enumerate(detail["average"])],
        cohorts=cohorts[-MOST_COHORTS:],
        left_out=detail["left_out"] + max(0, len(cohorts) - MOST_COHORTS),
        values=None if values is None else values[:MOST_VALUES],
        without=by and by["without"],
        others=(by["others"] if by else 0) + sum(each.shares[0].units for each in (values or ())[MOST_VALUES:]),
        comparison=compared(list(_sides(metric, state, values or [])), state.left, state.right),
        properties=properties_of(asked),
        by_cadence=by_cadence_of(asked, metric.name),
        waiting=_waiting(asked, metric, state, found),
    )


def _waiting(
    asked: LaunchAsked, metric: RetentionMetric, state: RetentionState, found: Mapping[str, Document]
) -> list[str]:
    waits = {"by": bool(state.by) and "by" not in found, "by_cadence": metric.by == "cadence" and asked.look is None}
    return [name for name, still in waits.items() if still]


def _cohort(each: Document) -> RetentionCohort:
    cells = [Cell(**{name: cell[name] for name in Cell.model_fields}) for cell in each["cells"]]
    return RetentionCohort(
        first=each["from"], last=each["to"], units=each["units"], complete=each["complete"], cells=cells
    )


def _pooled(metric: RetentionMetric, place: int, each: Document, cohorts: list[RetentionCohort]) -> RetentionCell:
    cells = [cohort.cells[place] for cohort in cohorts]
    return RetentionCell(
        name=each["name"],
        title=text_document(cell_title(metric, each["name"])),
        share=each["share"],
        low=each["low"],
        high=each["high"],
        units=each["units"],
        eligible=sum(cell.mature for cell in cells),
        retained=sum(cell.retained for cell in cells),
        waiting=sum(cell.waiting for cell in cells),
    )


def _by_own_window(cell: RetentionCell, told: Weighted) -> RetentionCell:
    share = {"share": told.accounts.value, "low": told.accounts.low, "high": told.accounts.high}
    return cell.model_copy(update=share | {"units": told.eligible})


def cell_title(metric: RetentionMetric, name: str) -> Text:
    """A cell for people: "Week 4", "Days 61–90"."""
    return Text(f"retention-cell-{CELLS.get(metric.by, metric.period)}", {"name": name.replace("-", "–")})


def _values(found: Document | None) -> list[RetentionValue] | None:
    """The shares of every cell by value, in the order of the first cell."""
    if found is None:
        return None
    answers: list[dict[str, dict[str, Any]]] = [
        {str(each["value"]): each for each in answer["by"]["values"]} for answer in found["answers"]
    ]
    return [_value(value, [cell.get(value) for cell in answers]) for value in answers[0]]


def _value(value: str, cells: list[dict[str, Any] | None]) -> RetentionValue:
    return RetentionValue(
        value=value,
        title=value_title(value),
        shares=[NOBODY if each is None else share_of(each["answer"]) for each in cells],
        sides=[each and each["side"] for each in cells],
    )


def _sides(metric: RetentionMetric, state: RetentionState, values: list[RetentionValue]) -> Iterator[Sided]:
    """What may stand on either side in the cell that is named, the values with the most units first."""
    if not state.compare:
        return
    cell = _names(metric).index(state.compare)
    for each in values:
        yield Side(value=each.value, title=each.title, share=each.shares[cell]), each.sides[cell]
