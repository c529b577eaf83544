"""The cards of the gates: how far each is on its way, what it reads, and what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.model.launch import Launch
from hypercare.web.pages.launch.cards import SCALES
from hypercare.web.pages.outcomes.line import Band, Drawn, Line
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import OF_WORD, Status, gate_title, titled

BOUNDED = frozenset({"share"})


@dataclass(frozen=True)
class GateMetric:
    """A metric of a gate. `said` is it in `hypercare/outcome.v1`."""

    said: Document
    title: str
    status: Status
    scale: str
    drawn: Drawn | None

    @property
    def value(self) -> float | None:
        """What it reads; None where nothing can be said."""
        value: float | None = self.said["answer"].get("value")
        return value

    @property
    def is_early(self) -> bool:
        """Whether its date has not come."""
        return bool(self.said["word"] == "TOO_EARLY")


@dataclass(frozen=True)
class GateCard:
    """A gate. `said` is it in `hypercare/outcome.v1`."""

    said: Document
    slug: str
    title: Document
    status: Status
    metrics: tuple[GateMetric, ...]

    @property
    def elapsed(self) -> float | None:
        """How much of its days is over; None for a gate without any."""
        days = self.said["days"]
        return days["over"] / days["all"] if days else None

    @property
    def left(self) -> int:
        """How many of its days are still to come."""
        days = self.said["days"]
        return int(days["all"] - days["over"]) if days else 0


def gate_cards(outcome: Document, launch: Launch) -> list[GateCard]:
    """The gates in the order of their dates."""
    return [_card(each, launch) for each in outcome["gates"]]


def _card(said: Document, launch: Launch) -> GateCard:
    return GateCard(
        said=said,
        slug=slug(said["gate"]),
        title=gate_title(said["gate"], said["kind"]),
        status=OF_WORD[said["word"]],
        metrics=tuple(_metric(_unless_over(each, said), launch) for each in said["metrics"]),
    )


def _unless_over(said: Document, gate: Document) -> Document:
    """A metric without its forecast where the gate's word stands: there is nothing left to expect."""
    return said | {"forecast": None} if gate["settled"] else said


def _metric(said: Document, launch: Launch) -> GateMetric:
    scale = said["answer"].get("scale") or _scale(said, launch)
    return GateMetric(said, titled(said["metric"]), OF_WORD[said["word"]], scale, _drawn(said, scale))


def _scale(said: Document, launch: Launch) -> str:
    """The scale of a metric without a value."""
    if said["success"] and said["success"]["base"]:
        return "relative"
    return SCALES.get(launch.metrics[said["metric"]].kind, "value")


def _drawn(said: Document, scale: str) -> Drawn | None:
    answer, told = said["answer"], said["forecast"] or {}
    value, ends = answer.get("value"), answer.get("interval") or {}
    success, failure = (_level(said[name], scale) for name in ("success", "failure"))
    bounds = answer["bounds"] if value is None else None
    marked = [value, ends.get("low"), ends.get("high"), success, failure, *(bounds or ())]
    line = Line.holding([*marked, told.get("low"), told.get("high")], is_share=scale in BOUNDED)
    if line is None:
        return None
    return Drawn(
        value=line.place(value),
        known=line.band(ends["low"], ends["high"]) if value is not None else None,
        foreseen=_band(line, told.get("low"), told.get("high")),
        expected=line.place(told.get("expected")),
        open=_band(line, *bounds) if bounds else None,
        success=line.place(success),
        failure=line.place(failure),
    )


def _band(line: Line, low: float | None, high: float | None) -> Band | None:
    return None if low is None or high is None else line.band(low, high)


def _level(level: Mapping[str, Any] | None, scale: str) -> float | None:
    """A threshold on the scale of the answer; a relative one stands on no other."""
    if level is None or (level["base"] is not None) != (scale == "relative"):
        return None
    return float(level["value"])
