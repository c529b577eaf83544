"""Keyed rows: events with the unit they belong to and the property values that were asked for."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.client_column import clients_of
from hypercare.lake.coding import encoded, from_codes, raw_codes
from hypercare.lake.identity import Identity
from hypercare.lake.json_values import first_of, mapped, picked, plain_text
from hypercare.lake.traits import USER, Timelines, TraitBook
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.sequences import CLIENT

# A property column is stored under its key with this before it, so that no key can collide with "ts" or "user".
PROPERTY = "p:"
FLAG = "flag."
FEATURE = "$feature/"


@dataclass(frozen=True)
class Keying:
    """Turns events into keyed rows for one kind of unit.

    - user: the user that the event's user key names, else the one that its anonymous key names.
    - device: the anonymous key as it was sent, else the user key.
    - account: the event's group of the unit's key, else its property of that name, else what the user's trait of that
      name was at the event's time (`membership`). Numbers are read as text; of a list the last one counts.
    """

    unit: Unit
    columns: tuple[str, ...]
    identity: Identity
    membership: Timelines | None = None

    @classmethod
    def of(cls, unit: Unit, columns: frozenset[str], identity: Identity, book: TraitBook) -> "Keying":
        """The keying of a unit, with its membership from the traits."""
        account = unit.key if unit.kind is UnitKind.ACCOUNT else None
        return cls(unit, tuple(sorted(columns)), identity, book.timelines.get(account) if account else None)

    @property
    def reads(self) -> list[str]:
        """The columns of the table `events` that are needed."""
        props = ["props"] if self.columns or self.unit.kind is UnitKind.ACCOUNT else []
        flags = ["flags"] if any(key.startswith(FLAG) for key in self.columns) else []
        base = ["event", "ts_event", "ts_known", "arrival", "user_key", "anon_key", "groups"]
        return base + props + flags + (["lib"] if CLIENT in self.columns else [])

    def rows(self, events: pa.Table) -> pa.Table:
        """The keyed rows of some events: unit, user, groups, ts, known, arrival, event, and `p:KEY` for each property.

        Texts are dictionary-coded, times microseconds UTC; `unit` is null for an event that has no such unit.
        """
        values = self._values(events)
        users = self._users(events)
        ts = pc.cast(events["ts_event"], pa.int64())
        columns = {
            "unit": self._units(events, users, values, ts),
            "user": users,
            "groups": encoded(events["groups"]),
            "ts": ts,
            "known": pc.cast(events["ts_known"], pa.int64()),
            "arrival": events["arrival"],
            "event": encoded(events["event"]),
        }
        return pa.table(columns | self._properties(values))

    @property
    def reads_properties(self) -> list[str]:
        """The columns of the table `events` that `properties` needs."""
        return [name for name in self.reads if name in ("props", "flags", "lib")]

    def properties(self, events: pa.Table) -> dict[str, pa.DictionaryArray]:
        """The columns `p:KEY` of some events alone."""
        return self._properties(self._values(events))

    def _properties(self, values: dict[str, dict[str, pa.DictionaryArray]]) -> dict[str, pa.DictionaryArray]:
        return {PROPERTY + key: _property(values, key) for key in self.columns}

    def _values(self, events: pa.Table) -> dict[str, dict[str, pa.DictionaryArray]]:
        """What is read from the JSON columns, by column and key."""
        account = {self.unit.key} if self.unit.kind is UnitKind.ACCOUNT else set()
        flags = {key.removeprefix(FLAG) for key in self.columns if key.startswith(FLAG)}
        wanted = {
            "groups": account,
            "props": account | set(self.columns) - {CLIENT} | {FEATURE + flag for flag in flags},
            "flags": flags,
        }
        found = {name: picked(events[name], tuple(sorted(keys))) for name, keys in wanted.items() if keys}
        if CLIENT in self.columns:
            found["client"] = {CLIENT: clients_of(events["props"], events["lib"])}
        return found

    def _users(self, events: pa.Table) -> pa.DictionaryArray:
        """The user of each event: of its user key, else of its anonymous key."""
        return first_of([self._resolved(events["user_key"]), self._resolved(events["anon_key"])])

    def _resolved(self, keys: pa.ChunkedArray) -> pa.DictionaryArray:
        if not self.identity.users:
            return _keys(keys)
        coded = encoded(keys)
        return mapped(coded, [self.identity.user(key) if key else None for key in coded.dictionary.to_pylist()])

    def _units(
        self,
        events: pa.Table,
        users: pa.DictionaryArray,
        values: dict[str, dict[str, pa.DictionaryArray]],
        ts: pa.ChunkedArray,
    ) -> pa.DictionaryArray:
        if self.unit.kind is UnitKind.USER:
            return users
        if self.unit.kind is UnitKind.DEVICE:
            return first_of([_keys(events["anon_key"]), _keys(events["user_key"])])
        named = first_of([_named(values[column][self.unit.key]) for column in ("groups", "props")])
        return named if self.membership is None else first_of([named, _belonging(self.membership, users, ts)])


def _keys(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Keys as they were sent; an empty one is none."""
    coded = encoded(column)
    if not pc.any(pc.equal(coded.dictionary, "")).as_py():
        return coded
    return mapped(coded, [key or None for key in coded.dictionary.to_pylist()])


def _named(values: pa.DictionaryArray) -> pa.DictionaryArray:
    return mapped(values, [plain_text(text) for text in values.dictionary.to_pylist()])


def _belonging(membership: Timelines, users: pa.DictionaryArray, ts: pa.ChunkedArray) -> pa.DictionaryArray:
    """The account that the user of each event belonged to at its time."""
    lines = np.append(membership.lines_of((USER, user) for user in users.dictionary.to_pylist()), -1)
    codes = membership.at(lines[raw_codes(users)], ts.to_numpy())
    return _named(from_codes(codes, membership.texts))


def _property(values: dict[str, dict[str, pa.DictionaryArray]], key: str) -> pa.DictionaryArray:
    """A property of each event. `flag.F` is the exposure to F that it carries, else its `flag.F` or `$feature/F`."""
    if key == CLIENT:
        return values["client"][CLIENT]
    props = values["props"]
    if not key.startswith(FLAG):
        return props[key]
    flag = key.removeprefix(FLAG)
    return first_of([values["flags"][flag], props[key], props[FEATURE + flag]])
