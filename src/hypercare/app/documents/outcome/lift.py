"""The lift of metrics in `hypercare/outcome.v1`."""

import math
from collections.abc import Iterable

from hypercare.analysis.lift.lift import Effect, Lift
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.lift import LiftFound


def lift_part(found: Iterable[LiftFound]) -> list[Document]:
    """Each metric that has a daily series against before, and net of the control where one is declared."""
    return [{"metric": each.metric, "base": each.base, **_lift(each)} for each in found]


def _lift(found: LiftFound) -> Document:
    lift = found.found
    if not isinstance(lift, Lift):
        return {"why_not": text_document(lift.reason), "spans": [], "novelty": None, "made": None}
    spans = zip(lift.spans, lift.effects, strict=True)
    return {
        "why_not": None,
        "spans": [{"days": list(days), **_effect(effect)} for days, effect in spans],
        "novelty": None if lift.novelty is None else _effect(lift.novelty),
        "made": {
            "period": lift.period,
            "periods": lift.periods,
            "controlled": lift.controlled.value,
            "placebos": lift.placebos,
            "inflation": lift.inflation,
            "correlation": lift.correlation,
            "noise": lift.noise,
        },
    }


def _effect(effect: Effect) -> Document:
    interval = effect.factor_interval
    return {
        "factor": effect.factor,
        "low": interval.low,
        "high": interval.high if math.isfinite(interval.high) else None,
        "level": interval.level,
        "always_valid": interval.always_valid,
    }
