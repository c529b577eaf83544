"""What the outcomes page shows: the answer, each gate on its way, what peaks carry, and what lies ahead.

Everything is read from `hypercare/outcome.v1` of the look, which the API and the command line hand out as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.errors import BadInput
from hypercare.model.metrics import RetentionMetric
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.launch.context import Freshness, freshness_of
from hypercare.web.pages.outcomes.ahead import Ahead, ahead_of
from hypercare.web.pages.outcomes.figures import NORMALISED, PREFIX_OF, READS
from hypercare.web.pages.outcomes.gates import GateCard, gate_cards
from hypercare.web.pages.outcomes.readings import Readings, readings_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import Status, titled

LONGEST: Final = 80
BESIDE: Final = frozenset({"outcome-says-forecast", "outcome-says-ordinary", "outcome-says-peaks"})
"""Clauses of the answer that are no words of a gate: each stands on a line of its own."""
SURVIVED: Final[dict[str, Status]] = {"yes": "ok", "no": "bad", "unknown": "none"}
COURSES: Final[dict[str, Status]] = {"steady": "ok", "novelty": "warn", "slow_burn": "info", "unknown": "early"}


@dataclass(frozen=True)
class Tab:
    """A metric that can be read by day."""

    metric: str
    title: str
    is_current: bool


@dataclass(frozen=True)
class Lift:
    """The lift of a metric: of the early days, and of the steady ones. `said` is it in `hypercare/outcome.v1`."""

    said: Document
    spans: tuple[Document, ...]

    @property
    def has_novelty(self) -> bool | None:
        """Whether the early days credibly differ from the steady ones; None before both are there."""
        novelty = self.said["novelty"]
        if novelty is None:
            return None
        return bool(novelty["low"] > 1 or (novelty["high"] is not None and novelty["high"] < 1))


@dataclass(frozen=True)
class Trend:
    """How a leading indicator goes on since exposure. `said` is it in `hypercare/outcome.v1`."""

    said: Document
    status: Status


@dataclass(frozen=True)
class Peak:
    """A peak that is over. `said` is it in `hypercare/outcome.v1`."""

    said: Document
    status: Status
    limits: tuple[Document, ...]
    metrics: tuple[Document, ...]


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of a launch at one moment."""

    outcome: Document
    gates: list[GateCard]
    tabs: list[Tab]
    metric: str
    read: str
    readings: Readings | None
    lift: Lift | None
    trend: Trend | None
    peaks: list[Peak]
    ahead: Ahead | None
    freshness: Freshness
    is_retention: bool = False

    @property
    def launch(self) -> str:
        """The launch's id."""
        return str(self.outcome["launch"])

    @property
    def metric_title(self) -> str:
        """The name of the metric that is read, for people."""
        return titled(self.metric)

    @property
    def verdicts(self) -> list[Document]:
        """The clauses of the answer that tell the gates' words."""
        return [each for each in self.outcome["says"] if each["id"] not in BESIDE]

    @property
    def beside(self) -> list[Document]:
        """The clauses that tell what the evidence says beside them."""
        return [each for each in self.outcome["says"] if each["id"] in BESIDE]

    @property
    def is_live(self) -> bool:
        """Whether go-live is past."""
        return bool(self.outcome["day"] >= 0)

    @property
    def watches_peaks(self) -> bool:
        """Whether the launch declares peaks to watch."""
        return self.outcome["peaks"] is not None

    @property
    def widget(self) -> str:
        """The name of the chart by day."""
        return f"{PREFIX_OF[self.read]}{slug(self.metric)}"

    @property
    def days(self) -> Document | None:
        """The days of the metric that is read."""
        return self.readings.said["days"] if self.readings else None


def outcomes_of(asked: LaunchAsked, query: dict[str, str]) -> Outcomes:
    """The outcomes of a request that has a look. `metric=` says what is read by day, `read=` how.

    Raises `BadInput` for another one than there are.
    """
    assert asked.look is not None
    outcome = asked.look["outcome"]
    metric, read = _metric(outcome, asked, query.get("metric", "")), query.get("read", NORMALISED)
    if read not in READS:
        raise BadInput(f"{read[:LONGEST]!r} is no way to read", where="read", expected=" or ".join(READS))
    return Outcomes(
        outcome=outcome,
        gates=gate_cards(outcome, asked.launch),
        tabs=[Tab(name, titled(name), name == metric) for name in _names(outcome)],
        metric=metric,
        read=read,
        readings=readings_of(outcome, asked.launch, metric) if metric else None,
        lift=_lift(outcome, metric),
        trend=_trend(outcome, metric),
        peaks=[_peak(each) for each in reversed((outcome["peaks"] or {"over": []})["over"])],
        ahead=ahead_of(outcome),
        freshness=freshness_of(asked.look),
        is_retention=isinstance(asked.launch.metrics.get(metric), RetentionMetric),
    )


def _names(outcome: Document) -> list[str]:
    return [each["metric"] for each in outcome["season"]["metrics"]]


def _metric(outcome: Document, asked: LaunchAsked, name: str) -> str:
    """The metric that is asked for, else the first that decides and can be compared with before, else any that is read
    by day.
    """
    names = _names(outcome)
    if name:
        if name not in names:
            raise BadInput(f"{name[:LONGEST]!r} is no metric", where="metric", expected=", ".join(names))
        return name
    compared = set(_compared(outcome))
    windowed = {each for each in names if isinstance(asked.launch.metrics[each], RetentionMetric)}
    order = sorted(names, key=lambda each: (each in windowed, each not in asked.launch.primary, each not in compared))
    best = [each for each in order if each in asked.launch.primary and each in compared and each not in windowed]
    return next(iter(best or order), "")


def _compared(outcome: Document) -> Iterator[str]:
    for each in outcome["season"]["metrics"]:
        if any(span["change"] for span in each["spans"]):
            yield each["metric"]


def _of_metric(part: list[Document], metric: str) -> Document | None:
    return next((each for each in part if each["metric"] == metric), None)


def _lift(outcome: Document, metric: str) -> Lift | None:
    found = _of_metric(outcome["lift"], metric)
    return None if found is None else Lift(found, tuple(found["spans"]))


def _trend(outcome: Document, metric: str) -> Trend | None:
    found = _of_metric(outcome["trend"], metric)
    return None if found is None else Trend(found, COURSES[found["course"]])


def _peak(said: Document) -> Peak:
    metrics = [each | {"title": titled(each["metric"])} for each in said["metrics"] if each["value"] is not None]
    limits: list[dict[str, Any]] = said["limits"]
    return Peak(said, SURVIVED[said["survived"]], tuple(limits), tuple(metrics))
