"""Whom to call. Their names are personal data: for who may see units, never kept and never logged."""

from datetime import datetime
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.voice import Speaker
from hypercare.model.metrics import RetentionMetric
from hypercare.reports.table import Column, Table, csv_text
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import metric_of
from hypercare.web.pages.behaviour.named import named
from hypercare.web.pages.behaviour.parts import property_title, value_title
from hypercare.web.status import titled

COLUMNS: Final = (
    "unit", "last_seen", "usual_days", "silent_days", "silent_ordinary_days", "lapsed_after_days",
    "lapsed_after_ordinary_days", "chance", "chance_by_days", "by", "class", "volume",
)  # fmt: skip


class LapsedUnit(Schema):
    """A unit to call."""

    unit: str = Field(description="The unit's name: personal data.")
    last_seen: datetime = Field(description="When it last did the event.")
    usual_days: float = Field(description="Its cadence.")
    silent_days: float = Field(description="Days since its last visit began.")
    silent_ordinary_days: float = Field(description="How many ordinary days these were: quiet days weigh less.")
    lapsed_after_days: float = Field(description="From so long a silence on it is lapsed where days are days.")
    lapsed_after_ordinary_days: float = Field(description="From so many ordinary days of silence on it is lapsed.")
    chance: float = Field(description="Of so long a silence in ordinary days, if it still came as it did.")
    chance_by_days: float = Field(description="The same where days are days.")
    by: str = Field(description="own_gaps, or rates: those of all units and its own cadence.")
    rhythm: str = Field(description="Its class: weekly, fortnightly, monthly, quarterly or not_shown.")
    gaps: int = Field(description="Gaps that its rhythm was read from.")
    volume: int = Field(description="Events in the 90 days up to the last.")
    segments: dict[str, str | None] = Field(description="Its value of each declared property.")

    @property
    def values(self) -> list[str]:
        """Its values for people."""
        return [value_title(value) for value in self.segments.values() if value is not None]

    @property
    def is_rare(self) -> bool:
        """Whether the chance rounds to nothing."""
        return self.chance < 0.001


class LapsedUnits(Schema):
    """The list, the most volume at risk first."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    as_of: datetime = Field(description="Whose knowledge this is.")
    unit: str = Field(description="Who is counted: user, account or device.")
    lapsed: int = Field(description="How many there are in all.")
    left_out: int = Field(description="How many are not listed.")
    volume: int = Field(description="What all of them did in the 90 days up to their last events.")
    volume_days: int
    segments: list[str] = Field(description="The declared properties.")
    units: list[LapsedUnit]

    @property
    def segments_title(self) -> str:
        """The properties for people."""
        return ", ".join(property_title(each) for each in self.segments)


def lapsed_document(asked: LaunchAsked, name: str) -> Document:
    """`hypercare/lapsed.v1` at the moment of a request, with the metric's heading, and each class as `rhythm` too.

    Raises `NotFound` for a metric that is no retention by cadence.
    """
    found = _found(asked, name, patience=None)
    assert found is not None
    units = [{**each, "rhythm": each["class"]} for each in found["units"]]
    return {**found, "metric_title": titled(name), "units": units}


def _found(asked: LaunchAsked, name: str, patience: float | None) -> Document | None:
    metric_of(asked, name, RetentionMetric.kind)
    return named(asked, "lapsed", patience, metric=name)


def lapsed_units(asked: LaunchAsked, name: str, patience: float | None = PAGE_PATIENCE_SECONDS) -> LapsedUnits | None:
    """The list at the moment of a request; None where it is not there within `patience` seconds.

    None waits whatever it takes. Raises `NotFound` for a metric that is no retention by cadence.
    """
    found = _found(asked, name, patience)
    return None if found is None else _listed(asked, name, found)


def _listed(asked: LaunchAsked, name: str, found: Document) -> LapsedUnits:
    return LapsedUnits(
        launch=asked.launch.id,
        metric=name,
        metric_title=titled(name),
        as_of=found["as_of"],
        unit=found["unit"]["kind"],
        lapsed=found["lapsed"],
        left_out=found["left_out"],
        volume=found["volume"],
        volume_days=found["volume_days"],
        segments=found["segments"],
        units=[_unit(each) for each in found["units"]],
    )


def lapsed_csv(page: LapsedUnits, language: str) -> str:
    """The list as a file; each declared property is a column after the others."""
    columns = (*COLUMNS, *(f"segment.{each}" for each in page.segments))
    rows = [
        (
            each.unit, each.last_seen, each.usual_days, each.silent_days, each.silent_ordinary_days,
            each.lapsed_after_days, each.lapsed_after_ordinary_days, each.chance, each.chance_by_days, each.by,
            each.rhythm, each.volume, *(each.segments.get(key) for key in page.segments),
        )
        for each in page.units
    ]  # fmt: skip
    return csv_text(Table(tuple(Column(name, name) for name in columns), tuple(rows)), Speaker(language))


def _unit(each: Document) -> LapsedUnit:
    return LapsedUnit(**{**each, "rhythm": each["class"]})
