"""Where facts come from: how many, how fresh and how late, what could not be understood, and by which tokens."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import groupby
from typing import Any

import numpy as np

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.knowing import both_clocks, known_now
from hypercare.lake.recent import Now, Recent, recent
from hypercare.lake.rejections import Rejection, rejections
from hypercare.lake.tallies import Tally, tallies
from hypercare.ledger import tokens as ledger
from hypercare.ledger.views import TokenView
from hypercare.model.facts import Rejected
from hypercare.model.instant import DAY_US, SECOND_US, from_micros, to_micros
from hypercare.sources.reasons import Reason, why
from hypercare.sources.registry import receivers, vendor_of

SCHEMA = "hypercare/sources.v1"
HOUR_US = 3_600 * SECOND_US
HOURS = 24
EXAMPLES = 3
LONGEST_EXAMPLE = 300
"""Characters of a rejected record that are shown."""
MANY_REJECTED = 0.01
"""Where more than one record in a hundred is rejected, somebody's code is wrong."""


class State(StrEnum):
    """How a source fares, the first that holds."""

    WAITING = "waiting"
    """Nothing has come yet."""
    REJECTED = "rejected"
    """Of what came in the last day, most was rejected."""
    FAULTY = "faulty"
    """Of what came in the last day, more than one in a hundred was rejected."""
    ARRIVING = "arriving"
    """Something came within the last hour."""
    RECENT = "recent"
    """Something came within the last day."""
    IMPORTED = "imported"
    """All of it was imported, none lately."""
    SILENT = "silent"
    """It pushed before, and nothing came for a day."""


def sources(house: House) -> Document:
    """`hypercare/sources.v1`: every source that sent something, or that a token was made for."""
    tables, now = house.require().tables, both_clocks(house)
    files = tables.files("events")
    counted = _by_source(tallies(tables, files, known_now(house)))
    late, complete = recent(tables, files, now, within=HOURS * HOUR_US)
    kept_aside = _by_source(
        rejections(tables, tables.files("quarantine"), since=now.received - DAY_US, examples=EXAMPLES)
    )
    tokens = _tokens(house)
    names = sorted(counted.keys() | kept_aside.keys() | tokens.keys())
    return {
        "schema": SCHEMA,
        "as_of": house.clock.now().isoformat(),
        "hours_complete": complete,
        "sources": [
            _source(name, counted.get(name, []), late.get(name), kept_aside.get(name, []), tokens.get(name, []), now)
            for name in names
        ],
    }


def _tokens(house: House) -> Mapping[str, list[TokenView]]:
    open_ledger(house)
    known = receivers()
    return _by_source(each for each in ledger.tokens() if each.vendor in known)


def _by_source(rows: Iterable[Any]) -> dict[str, list[Any]]:
    ordered = sorted(rows, key=lambda row: row.source)
    return {name: list(group) for name, group in groupby(ordered, key=lambda row: row.source)}


def _source(
    name: str,
    counted: list[Tally],
    late: Recent | None,
    kept_aside: list[Rejection],
    tokens: list[TokenView],
    now: Now,
) -> Document:
    rejected = sorted(kept_aside, key=lambda each: (-each.recent, -each.count))
    decoders = [each.decoder for each in rejected]
    return {
        "source": name,
        "state": _state(counted, late, rejected, tokens, now).value,
        "events": sum(each.events for each in counted),
        "imported": sum(each.imported for each in counted),
        "event_names": len(counted),
        "first_known": _instant(min((each.first_known for each in counted), default=None)),
        "latest_known": _instant(max((each.last_known for each in counted), default=None)),
        "silence_seconds": _silence(counted, late, now),
        "latest_event": _instant(max((each.last_event for each in counted), default=None)),
        "latest_received": _instant(max((each.last_received for each in counted), default=None)),
        "events_last_hour": 0 if late is None else int((late.age < HOUR_US).sum()),
        "events_last_day": 0 if late is None else len(late.age),
        "hours": _hours(late),
        "lag": _lag(late),
        "quarantined": sum(each.count for each in rejected),
        "quarantined_last_day": sum(each.recent for each in rejected),
        "rejections": [_rejection(each) for each in rejected],
        "tokens": [_token(each) for each in tokens],
        "receivers": sorted({found for each in [*(t.vendor for t in tokens), *decoders] if (found := vendor_of(each))}),
    }


def _state(
    counted: list[Tally], late: Recent | None, rejected: list[Rejection], tokens: list[TokenView], now: Now
) -> State:
    came = 0 if late is None else len(late.age)
    # What a token may not bring is left out on purpose, as long as it brings what it may.
    refused = sum(each.recent for each in rejected if not came or each.reason != Reason.OUT_OF_SCOPE)
    if not counted and not rejected:
        return _state_without_events(tokens, now)
    if refused > came:
        return State.REJECTED
    if refused > MANY_REJECTED * (came + refused):
        return State.FAULTY
    if late is not None and came:
        return State.ARRIVING if int(late.age.min()) < HOUR_US else State.RECENT
    return State.IMPORTED if all(each.imported == each.events for each in counted) else State.SILENT


def _state_without_events(tokens: list[TokenView], now: Now) -> State:
    """Of a source that brings feedback or traits alone: by when its tokens were used."""
    used = [now.received - to_micros(each.last_used_at) for each in tokens if each.last_used_at]
    if not used:
        return State.WAITING
    return State.ARRIVING if min(used) < HOUR_US else State.RECENT if min(used) < DAY_US else State.SILENT


def _silence(counted: list[Tally], late: Recent | None, now: Now) -> float | None:
    """Seconds since the latest event became known, by the clock that tells it; None where none did."""
    if late is not None and len(late.age):
        return round(max(0, int(late.age.min())) / SECOND_US, 3)
    if not counted:
        return None
    is_pushed = any(each.imported < each.events for each in counted)
    last = max(each.last_known for each in counted)
    return round(max(0, (now.received if is_pushed else now.clock) - last) / SECOND_US, 3)


def _hours(late: Recent | None) -> list[int]:
    """Events in each of the last 24 hours, the latest last."""
    if late is None:
        return [0] * HOURS
    # What a gateway's clock stamped a moment ahead of ours is of this hour.
    ago = np.clip(late.age // HOUR_US, 0, HOURS - 1)
    counts: list[int] = np.bincount(ago, minlength=HOURS)[::-1].tolist()
    return counts


def _lag(late: Recent | None) -> Document | None:
    """How long after they happened the events of the last day were received; None where none was pushed."""
    lag = np.array([]) if late is None else late.lag[late.pushed] / SECOND_US
    if not len(lag):
        return None
    median, p95 = np.maximum(np.quantile(lag, (0.5, 0.95)), 0).round(3).tolist()
    return {"events": len(lag), "median_seconds": median, "p95_seconds": p95}


def _rejection(found: Rejection) -> Document:
    return {
        "decoder": found.decoder,
        "reason": found.reason,
        "why": text_document(why(found.reason).text),
        "fix": text_document(why(found.reason).fix),
        "count": found.count,
        "last_day": found.recent,
        "first_received": _instant(found.first_received),
        "latest_received": _instant(found.last_received),
        "examples": [_example(each) for each in found.examples],
    }


def _example(record: Rejected) -> Document:
    return {
        "field": _cut(record.field),
        "message": _cut(record.message),
        "raw": _cut(record.raw),
        "received": _instant(record.ts_received),
    }


def _token(view: TokenView) -> Document:
    return {
        "id": view.token_id,
        "vendor": view.vendor,
        "created_at": view.created_at.isoformat(),
        "last_used_at": view.last_used_at.isoformat() if view.last_used_at else None,
        "revoked": view.revoked_at is not None,
    }


def _cut(text: str) -> str:
    cut = text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"
    return cut.encode("utf-8", "replace").decode()


def _instant(micros: int | None) -> str | None:
    return None if micros is None else from_micros(micros).isoformat()
