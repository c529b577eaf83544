"""The forecasts that were issued, and how good they were: read from the chain, without any engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.record_page import EVERYTHING, RecordPage
from hypercare.app.usecases.launches.launches import is_id, unregistered
from hypercare.ledger import records, versions
from hypercare.ledger.views import RecordView

SCHEMA: Final = "hypercare/forecasts.v1"
FORECAST, SCORE = "forecast", "forecast_score"
MOST: Final = 100_000
"""Records of one kind that are read at once: three hundred launches with a forecast on each day of a year."""
MEANS: Final = ("brier", "log", "skill", "crps", "winkler", "error")
DIGITS: Final = 9


@dataclass(frozen=True)
class Issued:
    """A forecast as it was issued: `over` is when its cycle is over and the data are in."""

    record: str
    sequence: int
    launch: str
    slot: str
    metric: str
    as_of: datetime
    over: datetime
    known_until: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Scored:
    """What became of a forecast. `surprise` is the logarithm of the events that came over those expected."""

    record: str
    forecast: str
    launch: str
    slot: str
    as_of: datetime
    surprise: float | None
    content: Mapping[str, Any]


def issued(launch_id: str = "", until: datetime | None = None) -> tuple[Issued, ...]:
    """The forecasts of a launch, or of all, latest first: those as of an instant up to `until`. The ledger is open."""
    found = (_issued(record) for record in _records(launch_id, FORECAST))
    return tuple(each for each in found if until is None or each.as_of <= until)


def scored(launch_id: str = "", until: datetime | None = None) -> tuple[Scored, ...]:
    """The scores of a launch, or of all, latest first, made up to `until`. The ledger is open."""
    return tuple(_scored(record) for record in _records(launch_id, SCORE) if until is None or record.at <= until)


def forecasts(
    house: House, launch_id: str = "", until: datetime | None = None, page: RecordPage = EVERYTHING
) -> Document:
    """`hypercare/forecasts.v1`: the forecasts of a launch, or of all, with their scores where the cycle is over.

    A page of them; what is summed up is of all. Raises `NotFound` for a launch that was never registered.
    """
    open_ledger(house.require())
    if launch_id and not (is_id(launch_id) and versions.versions(launch_id)):
        raise unregistered(house, launch_id)
    scores = {each.forecast: each for each in scored(launch_id, until)}
    found = issued(launch_id, until)
    rows = [_row(each, scores.get(each.record)) for each in found]
    shown, older = page.of(found)
    names_shown = {each.record for each in shown}
    names = sorted({row["launch"] for row in rows})
    return {
        "schema": SCHEMA,
        "launch": launch_id or None,
        "forecasts": [row for row in rows if row["record"] in names_shown],
        "older": older,
        "by_launch": [{"launch": name, **_summary([row for row in rows if row["launch"] == name])} for name in names],
        "overall": _summary(rows),
    }


def with_issued(outcome: Document, as_of: datetime) -> Document:
    """The validation of a launch with the forecasts that were issued of each of its cycles by an instant."""
    found = issued_by_metric(outcome["launch"], as_of)
    return outcome | {"cycle": [each | {"issued": found.get(each["metric"], [])} for each in outcome["cycle"]]}


def issued_by_metric(launch_id: str, until: datetime) -> dict[str, list[Document]]:
    """The forecasts of a launch's metrics in order of time: what a chart draws by day. The ledger is open."""
    found: dict[str, list[Document]] = {}
    for each in reversed(issued(launch_id, until)):
        told = each.content["forecast"]
        found.setdefault(each.metric, []).append(
            {
                "record": each.record,
                "known_until": each.known_until,
                "kind": told["kind"],
                "expected": told["expected"],
                "low": (told["interval"] or {}).get("low"),
                "high": (told["interval"] or {}).get("high"),
                "reached": told["basis"]["reached"],
                "units": told["basis"]["units"],
            }
        )
    return found


def _records(launch_id: str, kind: str) -> Sequence[RecordView]:
    return records.of_launch(launch_id, kind) if launch_id else records.latest(kind=kind, limit=MOST)


def _issued(record: RecordView) -> Issued:
    content = record.content
    return Issued(
        record.id,
        record.sequence,
        record.subject,
        record.slot or "",
        content["metric"],
        datetime.fromisoformat(content["as_of"]),
        datetime.fromisoformat(content["over"]),
        content["known_until"],
        content,
    )


def _scored(record: RecordView) -> Scored:
    content = record.content
    as_of = datetime.fromisoformat(content["as_of"])
    return Scored(
        record.id, content["forecast"], record.subject, record.slot or "", as_of, content["surprise"], content
    )


def _row(each: Issued, score: Scored | None) -> Document:
    content = each.content
    return {
        "record": each.record,
        "launch": each.launch,
        "metric": each.metric,
        "cycle": {"first": content["first"], "last": content["last"], "over": content["over"]},
        "as_of": content["as_of"],
        "known_until": each.known_until,
        "version": content["version"],
        "forecast": content["forecast"],
        "score": None
        if score is None
        else {"record": score.record, "actual": score.content["actual"], "scores": score.content["score"]},
    }


def _summary(rows: Sequence[Document]) -> Document:
    """Counts, and the means of the scores; null where nothing was scored."""
    told = [row for row in rows if row["forecast"]["kind"] == "forecast"]
    found = [row["score"]["scores"] for row in told if row["score"] is not None and row["score"]["scores"] is not None]
    means = {name: _mean(each[name] for each in found if each[name] is not None) for name in MEANS}
    return {
        "issued": len(rows),
        "abstained": len(rows) - len(told),
        "scored": len(found),
        "cycles": len({(row["launch"], row["metric"], row["cycle"]["first"]) for row in rows}),
        "covered": _mean(float(each["covered"]) for each in found),
        **means,
        "reasons": _reasons(rows),
        "reliability": _reliability(found),
    }


def _reasons(rows: Iterable[Document]) -> list[Document]:
    """How often it abstained for which reason, most often first."""
    ids = [reason["id"] for row in rows for reason in row["forecast"]["reasons"]]
    counted = sorted(((ids.count(each), each) for each in set(ids)), key=lambda pair: (-pair[0], pair[1]))
    return [{"reason": name, "forecasts": number} for number, name in counted]


def _reliability(found: Iterable[Document]) -> list[Document]:
    """Units by the chance that was told, over all forecasts."""
    sums: dict[tuple[float, float], list[float]] = {}
    for each in found:
        for decile in each["reliability"]:
            row = sums.setdefault((decile["low"], decile["high"]), [0, 0.0, 0])
            for place, name in enumerate(("units", "expected", "reached")):
                row[place] += decile[name]
    return [
        {"low": low, "high": high, "units": units, "expected": _rounded(expected), "reached": reached}
        for (low, high), (units, expected, reached) in sorted(sums.items())
    ]


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return _rounded(sum(found) / len(found)) if found else None


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
