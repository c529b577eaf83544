"""The vocabulary: what has arrived, in the words that a launch may use: events, properties, groups, flags, traits."""

from collections.abc import Iterable
from itertools import groupby

import pyarrow as pa

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.knowing import known_now
from hypercare.lake.properties import Property, Values, properties_of
from hypercare.lake.samples import newest_samples
from hypercare.lake.tallies import Tally, tallies
from hypercare.lake.trait_names import TraitName, trait_names
from hypercare.model.errors import HypercareError, NotFound
from hypercare.model.instant import from_micros

SCHEMA = "hypercare/vocabulary.v1"
MOST_EVENTS = 500
"""Whoever makes up names for events must not fill the page; the commonest are kept."""


def vocabulary(house: House, event: str | None = None) -> Document:
    """`hypercare/vocabulary.v1`: the events that arrived, with their properties, and the traits of users and accounts.

    Counts are of all events; properties, groups and flags are of each event's newest rows, which `sampled` counts.
    With `event` only that one. Raises `NotFound` for an event that never arrived.
    """
    tables, known = house.require().tables, known_now(house)
    files = tables.files("events")
    counted = _by_event(tallies(tables, files, known))
    names = _chosen(counted, event)
    samples = newest_samples(tables, files, names, known)
    return {
        "schema": SCHEMA,
        "events": [_event(name, counted[name], samples.get(name)) for name in names],
        "left_out": 0 if event is not None else len(counted) - len(names),
        "traits": [_trait(each) for each in trait_names(tables, tables.files("traits"), known)],
    }


def arrived(house: House) -> frozenset[str] | None:
    """The names of the events that arrived; None where no installation says so."""
    try:
        tables = house.require().tables
        return frozenset(each.event for each in tallies(tables, tables.files("events"), known_now(house)))
    except (HypercareError, OSError):  # a file may be gone: tables are compacted meanwhile
        return None


def _by_event(counted: Iterable[Tally]) -> dict[str, list[Tally]]:
    ordered = sorted(counted, key=lambda each: (each.event, each.source))
    return {name: list(group) for name, group in groupby(ordered, key=lambda each: each.event)}


def _chosen(counted: dict[str, list[Tally]], event: str | None) -> list[str]:
    if event is None:
        return sorted(counted, key=lambda name: (-_events(counted[name]), name))[:MOST_EVENTS]
    if event not in counted:
        raise NotFound(f"no event is called {event!r}", expected=", ".join(list(counted)[:MOST_EVENTS]) or "an event")
    return [event]


def _event(name: str, counted: list[Tally], sample: pa.Table | None) -> Document:
    rows = 0 if sample is None else sample.num_rows
    return {
        "event": name,
        "count": _events(counted),
        "latest": from_micros(max(each.last_known for each in counted)).isoformat(),
        "sources": [each.source for each in counted],
        "sampled": rows,
        "properties": _properties(sample, "props", rows),
        # Their values are units, of which a form offers none.
        "groups": [each | {"values": []} for each in _properties(sample, "groups", rows)],
        "flags": _properties(sample, "flags", rows),
    }


def _events(counted: list[Tally]) -> int:
    return sum(each.events for each in counted)


def _properties(sample: pa.Table | None, column: str, rows: int) -> list[Document]:
    found = () if sample is None else properties_of(sample[column].to_pylist())
    return [_property(each, rows) for each in found]


def _property(found: Property, rows: int) -> Document:
    return {"name": found.name, "share": round(found.values.count / rows, 4), **_values(found.values)}


def _trait(found: TraitName) -> Document:
    return {"holder": found.holder, "key": found.name, "units": found.units, **_values(found.values)}


def _values(found: Values) -> Document:
    common = [{"value": value, "count": count} for value, count in found.common]
    return {"type": found.kind, "distinct": found.distinct, "values": common}
