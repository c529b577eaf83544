"""Cycle metrics in `hypercare/outcome.v1`: how far the cohort is, and the forecast of the cycle's end, or why not."""

from collections.abc import Iterable
from typing import Any

from hypercare.analysis.cycle.exposure import DayWeights
from hypercare.analysis.cycle.forecast import LEVEL, QUANTILES, Abstained, Basis, Forecast
from hypercare.app.documents.cycle import standing_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.cycle import CycleFound
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.model.estimate import Insufficient
from hypercare.stats.slope import Slope

DIGITS = 9
"""Significant digits of what is forecast: the last ones of a float are the machine's, and a record is recomputed on
others."""


def cycle_part(found: Iterable[CycleFound]) -> list[Document]:
    """Each declared cycle metric."""
    return [_cycle(each) for each in found]


def _cycle(found: CycleFound) -> Document:
    days, standing = found.days, found.standing
    return {
        "metric": found.metric.name,
        "event": found.metric.event.event,
        "at_least": found.metric.at_least,
        "every": format_cycle(found.metric.every),
        "gate": found.gate,
        "success": found.success,
        "failure": found.failure,
        "first": None if days.length else days.on(days.opens).isoformat(),
        "last": days.ends.isoformat(),
        "known_until": days.on(days.known - 1).isoformat() if days.known else None,
        "standing": None if standing is None else standing_document(standing),
        "forecast": forecast_document(found.forecast),
    }


def forecast_document(found: Forecast | Abstained) -> Document:
    """A forecast, or the reasons for which there is none: the same keys in both. Shares are fractions."""
    basis = _basis(found.basis)
    if isinstance(found, Abstained):
        return {"kind": "abstained", "basis": basis, "reasons": [text_document(each) for each in found.reasons]} | (
            dict.fromkeys(("expected", "interval", "quantiles", "meets", "passes", "made"))
        )
    return {
        "kind": "forecast",
        "basis": basis,
        "reasons": [],
        "expected": rounded(found.expected),
        "interval": {"low": rounded(found.low), "high": rounded(found.high), "level": LEVEL},
        "quantiles": [
            {"at": at, "share": rounded(share)} for at, share in zip(QUANTILES, found.quantiles, strict=True)
        ],
        "meets": rounded(found.meets),
        "passes": rounded(found.passes),
        "made": {
            "events_ahead": rounded(found.events_ahead),
            "shape": rounded(found.shape),
            "mean": rounded(found.mean),
            "dispersion": rounded(found.dispersion),
            "shock": rounded(found.shock),
            "learnt_from": found.learnt_from,
            "weeks": found.weeks,
            "drift": rounded(found.drift),
            "slope": _slope(found.slope),
        },
    }


def weights_document(weights: DayWeights) -> Document:
    """What the days of a cycle weigh, as a record keeps it."""
    return {
        "weights": [rounded(each) for each in weights.weights],
        "spread": rounded(weights.spread),
        "unknown": list(weights.unknown),
    }


def rounded(value: Any) -> Any:
    """A number to `DIGITS` significant digits; None stays None."""
    return None if value is None else float(f"{value:.{DIGITS}g}")


def _basis(basis: Basis) -> Document:
    return {
        "units": basis.units,
        "reached": basis.reached,
        "open": basis.still_open,
        "events": basis.events,
        "elapsed": rounded(basis.elapsed),
        "elapsed_weight": rounded(basis.elapsed_weight),
    }


def _slope(slope: Slope | Insufficient) -> Document | None:
    if isinstance(slope, Insufficient):
        return None
    return {
        "value": rounded(slope.value),
        "low": rounded(slope.interval.low),
        "high": rounded(slope.interval.high),
        "course": slope.course.value,
    }
