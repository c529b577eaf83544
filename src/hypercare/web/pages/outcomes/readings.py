"""A metric read in three ways side by side: as counted, per ordinary day, and without peak days."""

from dataclasses import dataclass
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.launch import Launch
from hypercare.model.metrics import CycleMetric, FunnelMetric, Metric, RateMetric, RatioMetric, RetentionMetric
from hypercare.reports.voice import bounded
from hypercare.web.pages.outcomes.line import Band, Line
from hypercare.web.status import titled

WAYS: Final = ("raw", "normalised", "without_peaks")
SPANS: Final = ("steady", "early")
"""The latest first."""
BEFORE: Final = 1.0
"""The factor of what is as it was."""


@dataclass(frozen=True)
class Told:
    """One span read in one way: the value, and its change against before as a factor with its interval."""

    span: str
    value: float | None
    change: Document | None
    at: float | None = None
    band: Band | None = None


@dataclass(frozen=True)
class Way:
    """One way of reading with its spans, the latest first. `before` is where the value from before stands on the line
    that all ways share.
    """

    way: str
    spans: tuple[Told, ...]
    base: float | None
    before: float | None

    @property
    def latest(self) -> Told:
        """The span that is read large."""
        return self.spans[0]


@dataclass(frozen=True)
class Readings:
    """A metric in all ways. `said` is its season in `hypercare/outcome.v1`; a metric that `is_chained` counts on each
    day whoever began on it, where its gate counts everybody once. `goal_event` is what is read by day of a goal, whose
    units reach it in a cycle and not on a day.
    """

    said: Document
    title: str
    scale: str
    ways: tuple[Way, ...]
    is_chained: bool = False
    goal_event: str = ""

    @property
    def passes_whole(self) -> bool:
        """Whether a day of a ratio passes 100 % by its weight alone: an ordinary day's would not have."""
        days = self.said["days"]
        rows = [row for row in zip(days["above"], days["below"], days["weights"], strict=True) if row[1] and row[2]]
        shares = [(above / days["scale"] / below, weight) for above, below, weight in rows]
        return self.scale == "ratio" and any(share <= 1 < share / weight for share, weight in shares)

    @property
    def has_gaps(self) -> bool:
        """Whether nobody was counted on a day, which is then hatched as what is not settled."""
        return 0 in self.said["days"]["below"]

    @property
    def is_compared(self) -> bool:
        """Whether there is anything before go-live to compare with."""
        return any(way.latest.change for way in self.ways)

    @property
    def carried(self) -> Document | None:
        """How much peak days brought, of what was counted and of the days."""
        found: Document | None = self.said["peaks"]
        return found


def readings_of(outcome: Document, launch: Launch, metric: str) -> Readings | None:
    """A metric in all three ways; None before there is a day that is told, and for a retention: nobody comes back on a
    day, but in a window, and how often its event happens says nothing of that.
    """
    said, declared = season_of(outcome, metric), launch.metrics[metric]
    if said is None or isinstance(declared, RetentionMetric):
        return None
    spans = {each["span"]: each for each in said["spans"]}
    told = [(name, spans[name]) for name in SPANS if name in spans]
    if not told:
        return None
    times = per(declared)
    line = _line([each for _, each in told])
    ways = tuple(_way(way, told, spans.get("before"), line, times) for way in WAYS)
    event = titled(declared.event.event) if isinstance(declared, CycleMetric) else ""
    chained = isinstance(declared, FunnelMetric)
    return Readings(said, titled(metric), scale_by_day(declared), ways, chained, bounded(event))


def season_of(outcome: Document, metric: str) -> Document | None:
    """The season of a metric; None for one that has none."""
    return next((each for each in outcome["season"]["metrics"] if each["metric"] == metric), None)


def scale_by_day(metric: Metric) -> str:
    """The scale of a metric's daily values."""
    match metric:
        case FunnelMetric():
            return "share"
        case RatioMetric():
            return "ratio"
        case RateMetric():
            return "rate"
        case _:
            return "value"


def per(metric: Metric) -> float:
    """How many units a metric is told per: 1,000 of a rate per thousand."""
    return float(metric.per) if isinstance(metric, RateMetric) else 1.0


def _line(spans: list[Document]) -> Line | None:
    changes = [change for span in spans for way in WAYS if (change := _change(span, way)) is not None]
    ends = [change[name] for change in changes for name in ("factor", "low", "high")]
    return Line.holding([*ends, BEFORE]) if changes else None


def _change(span: Document, way: str) -> Document | None:
    found: Document | None = (span["change"] or {}).get(way)
    return found


def _way(way: str, told: list[tuple[str, Document]], before: Document | None, line: Line | None, times: float) -> Way:
    spans = tuple(_told(name, span, way, line, times) for name, span in told)
    return Way(way, spans, _times(before and before[way], times), line.place(BEFORE) if line else None)


def _told(name: str, span: Document, way: str, line: Line | None, times: float) -> Told:
    change, value = _change(span, way), _times(span[way], times)
    if change is None or line is None:
        return Told(name, value, None)
    band = None if change["low"] is None else line.band(change["low"], change["high"])
    return Told(name, value, change, line.place(change["factor"]), band)


def _times(value: Any, times: float) -> float | None:
    return None if value is None else float(value) * times
