"""The metrics of a launch as cards: a value with its interval, against what was agreed on."""

import math
from collections.abc import Iterator
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.model.launch import Launch
from hypercare.model.metrics import CountMetric, MeanMetric, Metric, RateMetric
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import OF_WORD, Status, gate_title, named, titled

SHARES: Final = ("share",)
"""Scales that end at 0 and 1."""
SCALES: Final = {
    **dict.fromkeys(("funnel", "cycle", "retention", "activity"), "share"),
    "ratio": "ratio",
    "rate": "rate",
}
"""What a metric without a value is told in, by its kind."""
MARGIN: Final = 0.12
"""Of the width of a picture, free on either side, so that nothing stands on its edge."""


class Ends(Schema):
    """Two ends; null is no end."""

    low: float | None
    high: float | None


class CardLevel(Schema):
    """A threshold: a value, or a factor of what was before or is without the feature."""

    value: float
    of: str | None = Field(description="before or control, where the value is a factor of it.")


class Counts(Schema):
    """Who stands behind a number."""

    units: int = Field(description="All who are counted.")
    mature: int = Field(description="Of them those whose time is over.")
    open: int = Field(description="Of them those who may still do it.")


class Picture(Schema):
    """Where the parts of an interval stand, in percent of a line; null what is not there."""

    low: float | None = None
    high: float | None = None
    value: float | None = None
    success: float | None = None
    failure: float | None = None
    open_low: float | None = Field(default=None, description="Where a value that is not known yet begins.")
    open_high: float | None = None

    @property
    def width(self) -> float:
        """How wide the interval is."""
        return round((self.high or 0.0) - (self.low or 0.0), 2)

    @property
    def open_width(self) -> float:
        """How wide is what the value may still become."""
        return round((self.open_high or 0.0) - (self.open_low or 0.0), 2)


class CardNow(Schema):
    """What a metric reads today, where its gate was judged on something else."""

    value: float | None
    scale: str = Field(description="share, ratio, rate, per_unit, count, value or relative.")
    interval: Ends | None
    insufficient: Document | None = Field(description="Why there is no value, as a text.")


class Card(Schema):
    """A metric at one moment; one whose gate was judged with the figures and thresholds that it was judged on."""

    metric: str = Field(description="The declared name.")
    title: str = Field(description="The same for people.")
    slug: str = Field(description="The name within those of its charts: trend-…, sequence-…, funnel-….")
    kind: str = Field(description="funnel, ratio, rate, retention, cycle, ….")
    unit: str = Field(description="Who is counted: user, account or device.")
    primary: bool = Field(description="Whether it decides.")
    guardrail: bool = Field(description="Whether it is a limit that must not be crossed.")
    gate: str | None = Field(description="The last gate that asks for it, by its declared name.")
    gate_title: Document | None = Field(description="The same as a text.")
    word: str | None = Field(description="What the gate or guardrail says; null where nothing is asked.")
    status: Status = Field(description="How that is drawn.")
    judgeable: str | None = Field(description="When the gate can be judged at the latest.")
    reasons: list[Document] = Field(description="Why it says so, as texts.")
    needed: Document | None = Field(description="What would decide it, as a text.")
    value: float | None = Field(
        description="The value that was judged, else the one now; null where there is not enough to say."
    )
    scale: str = Field(description="share, ratio, rate, per_unit, count, value or relative.")
    measured_in: Document | None = Field(description="What the value counts, as a text; null for percentages.")
    interval: Ends | None
    level: float | None = Field(description="The level of the interval, 0.95.")
    bounds: Ends | None = Field(
        description="Between what the units counted so far will end, whatever the open ones do; more may still come."
    )
    insufficient: Document | None = Field(description="Why there is no value, as a text.")
    success: CardLevel | None = Field(description="The threshold of success; of a guardrail its limit.")
    failure: CardLevel | None = Field(description="The threshold of failure; of a guardrail its rollback level.")
    counts: Counts | None
    now: CardNow | None = Field(description="Today's reading, where it is not the one that was judged.")
    picture: Picture


def cards_of(look: Document, launch: Launch) -> list[Card]:
    """A card for each declared metric: those that decide, those that gates ask for, guardrails, the rest."""
    asked = dict(_asked(look["verdict"]))
    cards = [
        _card(each, launch.metrics[each["metric"]], *asked.get(each["metric"], (None, None)))
        for each in look["metrics"]
    ]
    return sorted(cards, key=lambda card: (not card.primary, card.gate is None, not card.guardrail))


def _asked(verdict: Document) -> Iterator[tuple[str, tuple[Document, Document | None]]]:
    """What asks for each metric: the guardrail, else the last gate."""
    for gate in verdict["gates"]:
        for said in gate["metrics"]:
            yield said["metric"], (said, gate)
    for said in verdict["guardrails"]:
        yield said["metric"], (said, None)


def _card(metric: Document, declared: Metric, said: Document | None, gate: Document | None) -> Card:
    answer = said["answer"] if said and gate and gate["settled"] else metric["answer"]
    has_value = answer["kind"] == "estimate"
    word = said["word"] if said else None
    return Card(
        metric=metric["metric"],
        title=titled(metric["metric"]),
        slug=slug(metric["metric"]),
        kind=metric["kind"],
        unit=metric["unit"],
        primary=metric["primary"],
        guardrail=metric["guardrail"],
        gate=gate["gate"] if gate else None,
        gate_title=gate_title(gate["gate"], gate["kind"]) if gate else None,
        word=word,
        status=OF_WORD[word] if word else "none",
        judgeable=gate["judgeable"] if gate else None,
        reasons=[named(each) for each in said["reasons"]] if said else [],
        needed=said["needed"] if said else None,
        value=answer["value"] if has_value else None,
        scale=answer["scale"] if has_value else SCALES.get(metric["kind"], "value"),
        measured_in=_measured_in(declared, answer, metric["unit"]),
        interval=_interval(answer),
        level=answer["interval"]["level"] if has_value else None,
        bounds=_bounds(answer),
        insufficient=None if has_value else answer["reason"],
        success=_level(said["success"]) if said else None,
        failure=_level(said["failure"]) if said else None,
        counts=_counts(answer["counts"]),
        now=_now(gate, metric["metric"], answer) if gate else None,
        picture=_picture(answer, said),
    )


def _interval(answer: Document) -> Ends | None:
    if answer["kind"] != "estimate":
        return None
    return Ends(low=answer["interval"]["low"], high=answer["interval"]["high"])


def _now(gate: Document, metric: str, judged: Document) -> CardNow | None:
    """What a judged metric reads by the same gate today; None where it is what was judged."""
    answer = next((each["answer"] for each in gate["now"] if each["metric"] == metric), judged)
    now, then = _reading(answer), _reading(judged)
    return None if not gate["settled"] or now == then else now


def _reading(answer: Document) -> CardNow:
    has_value = answer["kind"] == "estimate"
    return CardNow(
        value=answer["value"] if has_value else None,
        scale=answer["scale"] if has_value else "value",
        interval=_interval(answer),
        insufficient=None if has_value else answer["reason"],
    )


def _measured_in(metric: Metric, answer: Document, unit: str) -> Document | None:
    if answer.get("scale") == "relative":
        return None
    if isinstance(metric, RateMetric):
        params = {"per": metric.per, "unit": unit, "active": "yes" if metric.active else "no"}
        return {"id": "launch-measured-rate", "params": params}
    if isinstance(metric, CountMetric):
        return {"id": "launch-measured-count", "params": {}}
    if isinstance(metric, MeanMetric):
        of = metric.of and titled(metric.of)
        return {"id": "launch-measured-mean", "params": {"of": of or "none", "unit": unit}}
    return None


def _bounds(answer: Document) -> Ends | None:
    """The bounds while they leave something open."""
    ends = answer["bounds"]
    return None if ends is None or ends[0] == ends[1] else Ends(low=ends[0], high=ends[1])


def _level(level: Any) -> CardLevel | None:
    if level is None:
        return None
    return (
        CardLevel(value=level["factor"], of=level["base"])
        if isinstance(level, dict)
        else CardLevel(value=level, of=None)
    )


def _counts(counts: Document | None) -> Counts | None:
    if counts is None:
        return None
    return Counts(units=counts["units"], mature=counts["mature"], open=counts["open"])


def _picture(answer: Document, said: Document | None) -> Picture:
    """The places of all there is on one line that holds them all. Ends that are not bounded reach the line's end."""
    has_value = answer["kind"] == "estimate"
    ends = answer["interval"] if has_value else {"low": None, "high": None}
    success, failure = (_number(said[name]) if said else None for name in ("success", "failure"))
    opened = _bounds(answer) if not has_value else None
    marked = [answer["value"] if has_value else None, ends["low"], ends["high"], success, failure]
    marked += [opened.low, opened.high] if opened else []
    line = _Line.holding([each for each in marked if each is not None], has_ends=_is_share(answer, opened))
    if line is None:
        return Picture()
    return Picture(
        low=line.place(ends["low"], 0.0) if has_value else None,
        high=line.place(ends["high"], 100.0) if has_value else None,
        value=line.place(answer["value"]) if has_value else None,
        success=line.place(success),
        failure=line.place(failure),
        open_low=line.place(opened.low, 0.0) if opened else None,
        open_high=line.place(opened.high, 100.0) if opened else None,
    )


def _is_share(answer: Document, opened: Ends | None) -> bool:
    return answer.get("scale") in SHARES or opened is not None


def _number(level: Any) -> float | None:
    found = _level(level)
    return found.value if found else None


class _Line:
    """A line between two numbers."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._high = low, high

    @staticmethod
    def holding(values: list[float], *, has_ends: bool) -> "_Line | None":
        """A line with room for the values; None for none. Shares have no room beyond 0 and 1."""
        if not values:
            return None
        low, high = min(values), max(values)
        room = MARGIN * ((high - low) or abs(high) or 1.0)
        low, high = low - room, high + room
        return _Line(max(low, 0.0), min(high, 1.0)) if has_ends else _Line(low, high)

    def place(self, value: float | None, otherwise: float | None = None) -> float | None:
        """Where a value stands, in percent; `otherwise` for None."""
        if value is None or not math.isfinite(value):
            return otherwise
        return round(100 * (value - self._low) / (self._high - self._low), 2)
