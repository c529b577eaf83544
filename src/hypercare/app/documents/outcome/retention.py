"""Retention by cadence in `hypercare/outcome.v1`."""

from collections.abc import Iterable
from datetime import date

from hypercare.analysis.retention.by_cadence import AtDay, Waiting, Weighted
from hypercare.analysis.retention.lapse import UNLIKELY, Lapsed, Lapses
from hypercare.analysis.retention.rhythm import CLASSES, USUAL_DAYS
from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.outcome.ends import ends_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.retention import CadenceRetention
from hypercare.model.estimate import Answer, Insufficient


def retention_part(found: Iterable[CadenceRetention]) -> list[Document]:
    """Each retention by cadence: its days by class, both weightings, what is not mature yet, and how many lapsed."""
    return [_retention(each) for each in found]


def _retention(found: CadenceRetention) -> Document:
    shown = dict(zip(CLASSES, found.rates.classes, strict=False))
    return {
        "metric": found.metric.name,
        "event": found.metric.event.event,
        "common_days": USUAL_DAYS[found.rates.common],
        "shown": shown,
        "days": [_day(each) for each in found.days],
        "lapses": _lapses(found.lapses),
    }


def _day(at: AtDay) -> Document:
    return {
        "day": at.day,
        **_weighted(at.everyone),
        "by_class": [{"class": name, **_weighted(each)} for name, each in at.by_class.items()],
        "waits": _waiting(at.waiting),
    }


def _weighted(found: Weighted) -> Document:
    """The three counts, and the share by accounts and by volume."""
    counts = found.accounts.counts
    return {
        "eligible": counts.mature if counts else 0,
        "retained": counts.hits if counts else 0,
        "not_yet_mature": counts.units - counts.mature if counts else 0,
        "accounts": answer_document(found.accounts),
        "volume": answer_document(found.volume),
        "volume_share": _share(found.volume),
        "apart": _apart(found.apart),
        "disagree": found.disagree,
    }


def _apart(answer: Answer) -> Document:
    if isinstance(answer, Insufficient):
        return {"value": None, "interval": None, "reason": text_document(answer.reason)}
    return {"value": answer.value, "interval": ends_document(answer.interval), "reason": None}


def _share(answer: Answer) -> float | None:
    """The share of volume, also where there are too few accounts for its interval."""
    counts = answer.counts
    return counts.hits / counts.trials if counts and counts.trials else None


def _waiting(found: Waiting) -> Document:
    return {"units": found.units, "enough": _day_of(found.enough), "last": _day_of(found.last)}


def _day_of(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lapses(found: Lapses) -> Document:
    return {
        "unlikely": UNLIKELY,
        **_lapsed(found.everyone),
        "by_class": [{"class": name, **_lapsed(each)} for name, each in found.by_class.items()],
        "by_value": [
            {"by": by, "value": value, **_lapsed(each)} for by, values in found.by_value.items()
            for value, each in values.items()
        ],
    }  # fmt: skip


def _lapsed(found: Lapsed) -> Document:
    return {
        "units": found.units,
        "told": found.told,
        "lapsed": found.lapsed,
        "by_own_gaps": found.own,
        "volume": found.volume,
        "by_plain_days": found.by_days,
    }
