"""Traits: what was true of a user or an account at an instant, folded from trait facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from hypercare.lake.coding import TEXT
from hypercare.lake.identity import Identity
from hypercare.lake.json_values import text_of, value_of
from hypercare.model.sequences import Codes, Ints

USER = "user"
# Ends every trait of its holder.
DELETE = "delete"
Holder = tuple[str, str]


@dataclass(frozen=True)
class Timelines:
    """One trait of all its holders over time.

    `lines` numbers the holders (("user", "u1") or ("company_id", "acme")). Per change (m,), sorted by (line, time):
    `line`, `ts` from when on, `codes` into `texts` (JSON), -1 where the trait is absent from then on.
    """

    lines: Mapping[Holder, int]
    line: Ints
    ts: Ints
    codes: Codes
    texts: pa.Array

    @cached_property
    def _instants(self) -> Ints:
        return np.unique(self.ts)

    @cached_property
    def _places(self) -> Ints:
        """(line, time) of each change as one sortable number."""
        ranks = np.searchsorted(self._instants, self.ts, side="right")
        return self.line * (len(self._instants) + 1) + ranks

    def at(self, lines: Ints, ts: Ints) -> Codes:
        """The codes (n,) in force for the holders `lines` (n,) at `ts` (n,), a change at that instant included."""
        if not len(self.line):
            return np.full(len(lines), -1, np.int32)
        ranks = np.searchsorted(self._instants, ts, side="right")
        wanted = lines * (len(self._instants) + 1) + ranks
        place = np.searchsorted(self._places, wanted, side="right") - 1
        found = (place >= 0) & (lines >= 0) & (self.line[place] == lines)
        codes: Codes = np.where(found, self.codes[place], -1).astype(np.int32)
        return codes

    def lines_of(self, holders: Iterable[Holder]) -> Ints:
        """The numbers of some holders, -1 for one without this trait."""
        return np.array([self.lines.get(holder, -1) for holder in holders], np.int64)


@dataclass(frozen=True)
class TraitBook:
    """The timelines of some traits by name. Equal facts give an equal `digest`."""

    timelines: Mapping[str, Timelines]
    digest: str

    @classmethod
    def build(
        cls, traits: pa.Table, names: frozenset[str], identity: Identity, *, known_by: int | None = None
    ) -> "TraitBook":
        """The timelines of the traits in `names`; with `known_by` (microseconds UTC), as they were known then.

        Traits of keys that name one user are one timeline. Changes apply in the order of event time, then arrival.
        `delete` ends every trait of its holder.
        """
        changes = _changes(traits, names, identity, known_by)
        digest = xxhash.xxh3_128()
        timelines = {}
        for name in sorted(changes):
            steps = [(holder, _folded(ops)) for holder, ops in sorted(changes[name].items())]
            digest.update(repr((name, steps)).encode("utf-8", "surrogatepass"))
            timelines[name] = _timelines(steps)
        return cls(timelines, digest.hexdigest())


Change = tuple[int, str, object]


def _changes(
    traits: pa.Table, names: frozenset[str], identity: Identity, known_by: int | None
) -> dict[str, dict[Holder, list[Change]]]:
    """Per trait and holder its changes (time, op, value) in order."""
    found: dict[str, dict[Holder, list[Change]]] = {}
    for holder, unit_id, name, op, value, ts in _facts(traits, names, known_by):
        owner = (holder, identity.user(unit_id) if holder == USER else unit_id)
        if op != DELETE:
            found.setdefault(name, {}).setdefault(owner, []).append((ts, op, value_of(value)))
            continue
        for changes in (holders[owner] for holders in found.values() if owner in holders):
            changes.append((ts, op, None))
    return found


def about(traits: pa.Table, names: frozenset[str]) -> pa.Table:
    """Of trait facts those that can change one of the traits in `names`."""
    named = pc.is_in(traits["name"], value_set=pa.array(sorted(names), traits["name"].type))
    return traits.filter(pc.or_(named, pc.equal(traits["op"], DELETE)))


def _facts(
    traits: pa.Table, names: frozenset[str], known_by: int | None
) -> Iterable[tuple[str, str, str, str, str, int]]:
    """The facts that matter, by event time, then arrival."""
    rows = about(traits, names)
    if known_by is not None:
        rows = rows.filter(pc.less_equal(pc.cast(rows["ts_known"], pa.int64()), known_by))
    rows = rows.sort_by([("ts_event", "ascending"), ("arrival", "ascending")])
    columns = [rows[name].to_pylist() for name in ("holder", "id", "name", "op", "value")]
    return zip(*columns, pc.cast(rows["ts_event"], pa.int64()).to_pylist(), strict=True)


def _folded(changes: list[Change]) -> list[tuple[int, str | None]]:
    """From when on which value is in force, as JSON text; None where absent.

    Profiles are sent again at every visit: what says the same as before is no step, so that it changes no digest.
    """
    steps: list[tuple[int, str | None]] = []
    value: object = None
    text: str | None = None
    for ts, op, operand in changes:
        value, before = OPS.get(op, _keep)(value, operand), text
        text = None if value is None else text_of(value)
        if text != before:
            steps.append((ts, text))
    return steps


def _timelines(steps: list[tuple[Holder, list[tuple[int, str | None]]]]) -> Timelines:
    flat = [(line, ts, text) for line, (_, course) in enumerate(steps) for ts, text in course]
    texts = sorted({text for _, _, text in flat if text is not None})
    code = {text: i for i, text in enumerate(texts)}
    return Timelines(
        {holder: line for line, (holder, _) in enumerate(steps)},
        np.array([line for line, _, _ in flat], np.int64),
        np.array([ts for _, ts, _ in flat], np.int64),
        np.array([-1 if text is None else code[text] for _, _, text in flat], np.int32),
        pa.array(texts, TEXT),
    )


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _keep(value: object, _operand: object) -> object:
    return value


def _added(value: object, operand: object) -> object:
    """Numbers add up; anything that is not a number counts as 0, and adding what is no number changes nothing."""
    if isinstance(operand, bool) or not isinstance(operand, int | float):
        return value
    base = value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    return base + operand


def _united(value: object, operand: object) -> object:
    kept = _listed(value)
    return kept + [item for item in _listed(operand) if item not in kept]


OPS: Mapping[str, Callable[[object, object], object]] = {
    "set": lambda _value, operand: operand,
    "set_once": lambda value, operand: operand if value is None else value,
    "add": _added,
    "append": lambda value, operand: [*_listed(value), operand],
    "union": _united,
    "remove": lambda value, operand: [item for item in _listed(value) if item not in _listed(operand)],
    "unset": lambda _value, _operand: None,
    DELETE: lambda _value, _operand: None,
}
