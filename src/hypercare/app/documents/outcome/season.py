"""Metrics by day beside their calendar in `hypercare/outcome.v1`."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from hypercare.analysis.series.calendar_fit import CalendarFit, Effect, Floats, days_between
from hypercare.analysis.series.series import Series
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.season import Change, PeakShare, Reading, SeasonFound, Span
from hypercare.cycles.day_kinds import DayKinds
from hypercare.cycles.peaks import peak_text

WEIGHT_DIGITS = 4
"""A weight is known to a hundredth at best; the digits behind would be the larger part of a look."""
NORMAL = 1.959963984540054


def season_part(found: Iterable[SeasonFound]) -> Document:
    """Every metric by day, and the peaks that these days lie in."""
    seasons = list(found)
    told = [each for each in seasons if len(each.series)]
    marks = _marks(told[0].calendar.kinds, min(each.series.first for each in told), told[0].today) if told else []
    return {"marks": marks, "metrics": [_season(each) for each in seasons]}


def _season(found: SeasonFound) -> Document:
    return {
        "metric": found.metric,
        "today": found.today.isoformat(),
        "days": _days(found.series, found.calendar),
        "calendar": _calendar(found.calendar),
        "spans": [_span(each) for each in found.spans],
        "peaks": None if found.peaks is None else _share(found.peaks),
    }


def _days(series: Series, calendar: CalendarFit) -> Document:
    weights = _weights(series, calendar)
    return {
        "first": series.first.isoformat(),
        "settled_until": series.last.isoformat() if len(series) else None,
        "above": list(series.above),
        "below": list(series.below),
        "scale": series.scale,
        "weights": [round(weight, WEIGHT_DIGITS) for weight in weights.tolist()],
    }


def _weights(series: Series, calendar: CalendarFit) -> Floats:
    """What each day is divided by. Of parts of a whole it is told at the day's own share, so that what is left is such
    a part too: what its odds divided by theirs leave.
    """
    if calendar.base is None:
        return calendar.weights(series.first, series.last)
    below = np.array(series.below, np.float64)
    shares = np.divide(series.above, series.scale * below, out=np.full(len(below), calendar.base), where=below > 0)
    weights = shares + (1 - shares) * np.exp(calendar.logs(series.first, series.last))
    return np.asarray(np.maximum(weights, shares))


def _calendar(calendar: CalendarFit) -> Document:
    return {
        "learnt": calendar.regression is not None,
        "weekdays": calendar.weekdays.tolist(),
        "autocorrelation": calendar.autocorrelation,
        "dispersion": calendar.dispersion,
        "effects": [_effect(each, calendar) for each in calendar.effects],
    }


def _effect(effect: Effect, calendar: CalendarFit) -> Document:
    return {
        "kind": effect.name,
        "name": text_document(peak_text(effect.name)),
        "days": effect.days,
        **_times(calendar, effect.mean, effect.sd),
        "beforehand": _times(calendar, effect.prior_mean, effect.prior_sd),
    }


def _times(calendar: CalendarFit, mean: float, sd: float) -> Document:
    times, low, high = calendar.times([mean, mean - NORMAL * sd, mean + NORMAL * sd]).tolist()
    return {"times": times, "low": low, "high": high}


def _span(span: Span) -> Document:
    return {
        "span": span.name,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        **_reading(span.reading),
        "change": None
        if span.raw is None and span.normalised is None and span.without_peaks is None
        else {
            "raw": _change(span.raw),
            "normalised": _change(span.normalised),
            "without_peaks": _change(span.without_peaks),
        },
    }


def _reading(reading: Reading) -> Document:
    return {
        "raw": reading.raw,
        "normalised": reading.normalised,
        "without_peaks": reading.without_peaks,
        "total": reading.total,
        "days": reading.days,
        "peak_days": reading.peak_days,
    }


def _change(change: Change | None) -> Document | None:
    return None if change is None else {"factor": change.factor, "low": change.low, "high": change.high}


def _share(share: PeakShare) -> Document:
    return {"of_value": share.value, "of_days": share.days, "mirage": share.is_mirage}


def _marks(kinds: DayKinds, first: date, last: date) -> list[Document]:
    """The peaks that the days lie in, each once, as far as it reaches into them."""
    ends: dict[tuple[str, date], list[date]] = {}
    for day in days_between(first, last):
        for kind in kinds.of(day):
            if kind.is_peak:
                ends.setdefault((kind.name, kind.begun), []).append(day)
    return [
        {
            "peak": name,
            "name": text_document(peak_text(name)),
            "first": days[0].isoformat(),
            "last": days[-1].isoformat(),
        }
        for (name, _), days in ends.items()
    ]
