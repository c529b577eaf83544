"""What the calendar holds for the days ahead, in `hypercare/outcome.v1`."""

from collections.abc import Sequence
from datetime import date

from hypercare.analysis.series.calendar_fit import days_between, is_volume
from hypercare.app.documents.outcome.season import WEIGHT_DIGITS
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.season import SeasonFound
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.peaks import peak_text
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict

AT_LEAST, AT_MOST = 91, 182
"""Days that are told: thirteen weeks, more where a gate is later, half a year at most."""


def ahead_part(seasons: Sequence[SeasonFound], verdict: LaunchVerdict, launch: Launch) -> Document | None:
    """Each day ahead with what it weighs, by the calendar of the metric that peaks move; None without any metric."""
    found = _by(seasons, launch)
    if found is None:
        return None
    first = found.today
    gates = [local_date(gate.judgeable, launch.zone) for gate in verdict.gates]
    last = min(max([first + (AT_LEAST - 1) * DAY, *gates]), first + (AT_MOST - 1) * DAY)
    weights = found.calendar.weights(first, last).tolist()
    days = zip(days_between(first, last), weights, strict=True)
    return {"metric": found.metric, "days": [_day(day, weight, found) for day, weight in days]}


def _by(seasons: Sequence[SeasonFound], launch: Launch) -> SeasonFound | None:
    """The metric whose calendar is told: one that counts how much is done, first of those that decide."""
    order = sorted(
        seasons,
        key=lambda each: (not is_volume(launch.metrics[each.metric]), each.metric not in launch.primary),
    )
    return order[0] if order else None


def _day(day: date, weight: float, found: SeasonFound) -> Document:
    peaks = [kind.name for kind in found.calendar.kinds.of(day) if kind.is_peak]
    return {
        "day": day.isoformat(),
        "weight": round(weight, WEIGHT_DIGITS),
        "peaks": [text_document(peak_text(name)) for name in peaks],
    }
