"""The forecast of a cycle's end on its page: what is expected now, what was said before, and what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import instant_of
from hypercare.app.usecases.judging.forecasts import forecasts
from hypercare.web.asked import LaunchAsked

MOST_SHOWN: Final = 31
"""A month of daily forecasts is read at a glance; the verb lists them all."""


class ForecastSaid(Schema):
    """A forecast that was issued."""

    record: str = Field(description="The chain record; hypercare replay recomputes it.")
    known_until: date = Field(description="The last day that it knew.")
    expected: float | None = Field(description="The share expected at the cycle's end; null where it abstained.")
    low: float | None = Field(description="The lower end of its 95 % interval.")
    high: float | None = Field(description="The upper end.")
    reasons: list[Document] = Field(description="Why it abstained, as texts.")
    came: float | None = Field(description="The share that came; null while the cycle runs.")
    came_of: int | None = Field(description="Of so many units, those that the forecast was of; null while it runs.")
    brier: float | None = Field(description="The Brier score of its units' chances; null where none was scored.")

    @property
    def held(self) -> bool | None:
        """Whether the interval held what came; None where either is missing."""
        if self.low is None or self.high is None or self.came is None:
            return None
        return self.low <= self.came <= self.high


class Foreseen(Schema):
    """What will have come of a cycle at its end, as far as anybody can say."""

    last: date = Field(description="The last day of the last unit's cycle.")
    known_until: date | None = Field(description="The last day whose data are in.")
    units: int
    reached: int = Field(description="Units that have reached the goal.")
    open: int = Field(description="Units that have not, and still can.")
    elapsed: float = Field(description="Of the cycle's days.")
    elapsed_weight: float = Field(description="Of what its days weigh, peaks counting for more.")
    expected: float | None = Field(description="The share expected at the end; null where nobody can say.")
    low: float | None
    high: float | None
    success: float | None = Field(description="What the gate calls success; null without a gate.")
    meets: float | None = Field(description="The chance that the share is at least that.")
    passes: float | None = Field(description="The chance that the gate passes: its exact interval lies above.")
    reasons: list[Document] = Field(description="Why there is no forecast, as texts.")
    said: list[ForecastSaid] = Field(description="The forecasts that were issued, latest first.")


def foreseen_of(asked: LaunchAsked, metric: str) -> Foreseen | None:
    """What the look foresees of a cycle metric; None where there is no look yet, or it says nothing of it."""
    outcome = (asked.look or {}).get("outcome") or {}
    found = next((each for each in outcome.get("cycle", ()) if each["metric"] == metric), None)
    if found is None:
        return None
    told, basis = found["forecast"], found["forecast"]["basis"]
    low, high = _ends(told)
    return Foreseen(
        last=found["last"],
        known_until=found["known_until"],
        success=found["success"],
        reasons=told["reasons"],
        said=_said(asked, metric),
        **{name: basis[name] for name in ("units", "reached", "open", "elapsed", "elapsed_weight")},
        **{name: told[name] for name in ("expected", "meets", "passes")},
        low=low,
        high=high,
    )


def _said(asked: LaunchAsked, metric: str) -> list[ForecastSaid]:
    until = instant_of(asked.launch, asked.moment, asked.now)
    rows = forecasts(asked.here.house, asked.launch.id, until)["forecasts"]
    return [_one(each) for each in rows if each["metric"] == metric][:MOST_SHOWN]


def _one(each: Mapping[str, Any]) -> ForecastSaid:
    score = each["score"] or {"actual": {"share": None, "units": None}, "scores": None}
    low, high = _ends(each["forecast"])
    return ForecastSaid(
        record=each["record"],
        known_until=each["known_until"],
        expected=each["forecast"]["expected"],
        reasons=each["forecast"]["reasons"],
        came=score["actual"]["share"],
        came_of=score["actual"]["units"],
        brier=(score["scores"] or {}).get("brier"),
        low=low,
        high=high,
    )


def _ends(told: Mapping[str, Any]) -> tuple[float | None, float | None]:
    interval = told["interval"] or {}
    return interval.get("low"), interval.get("high")
