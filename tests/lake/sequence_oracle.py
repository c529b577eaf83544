"""What sequences must hold, worked out row by row in plain Python, and small worlds of facts to try it on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from hypothesis import strategies as st

from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import SCHEMAS, to_arrow
from hypercare.lake.sequences.sequences import Sequences
from hypercare.lake.tables import Tables
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit, UnitKind

UNITS = (Unit(), Unit(UnitKind.DEVICE), Unit(UnitKind.ACCOUNT, "company"))
COLUMNS = frozenset({"plan", "platform", "flag.f", "seats", "never"})
Fact = Event | Alias | Trait
Row = tuple[int, int, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class World:
    """Facts in the order of their arrival."""

    facts: tuple[Fact, ...]

    def of(self, kind: type) -> list:
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def tables(self) -> dict:
        """The facts as tables, numbered by arrival over all of them."""
        return {name: _table(name, kind, self.facts, 0) for name, kind in KINDS.items()}


KINDS = {"events": Event, "aliases": Alias, "traits": Trait}


def _table(name: str, kind: type, facts: Sequence[Fact], first: int):
    rows = [(i, fact) for i, fact in enumerate(facts) if isinstance(fact, kind)]
    table = to_arrow(name, [fact for _, fact in rows], range(len(rows)))
    place = SCHEMAS[name].get_field_index("arrival")
    return table.set_column(place, SCHEMAS[name].field(place), pa.array([first + i for i, _ in rows], pa.int64()))


class Lake:
    """Real tables in a folder, filled commit by commit."""

    def __init__(self, folder: Path) -> None:
        self.tables = Tables(folder)
        self.commits = Commits(self.tables, RealFiles())
        self.commits.prepare()
        self.arrived = 0

    def add(self, facts: Sequence[Fact]) -> None:
        for name, kind in KINDS.items():
            rows = _table(name, kind, facts, self.arrived)
            if len(rows):
                self.commits.append(name, rows, transaction=("wal/test", self.arrived))
        self.arrived += len(facts)

    def compact(self, table: str, *, discard: bool = False) -> None:
        files = self.tables.files(table)
        if len(files) > 1:
            self.commits.replace(table, files, [self.tables.read(table)])
            if discard:
                self.commits.discard(table, [file.path for file in files])


def lake_with(folder: Path, facts: Sequence[Fact]) -> Lake:
    lake = Lake(folder)
    lake.add(facts)
    return lake


def contents(sequences: Sequences) -> dict[str, list[Row]]:
    """Per unit its rows in order: time, known, event, and the values that are there, with their types."""
    found: dict[str, list[Row]] = {}
    for bucket in sequences.buckets():
        for i, unit in enumerate(bucket.ids):
            assert unit not in found, "a unit lies in one bucket"
            rows = range(int(bucket.offsets[i]), int(bucket.offsets[i + 1]))
            found[unit] = [
                (
                    int(bucket.ts[row]),
                    int(bucket.known[row]),
                    bucket.names[bucket.event[row]],
                    tuple(
                        (key, repr(column.values[column.codes[row]]))
                        for key, column in sorted(bucket.columns.items())
                        if column.codes[row] >= 0
                    ),
                )
                for row in rows
            ]
    return found


def expected(world: World, unit: Unit, columns: Iterable[str]) -> dict[str, list[Row]]:
    """The same by brute force."""
    users = canonical_users(world.of(Alias))
    rows: dict[str, list[tuple[int, int, Row]]] = {}
    for arrival, event in enumerate(world.facts):
        if not isinstance(event, Event):
            continue
        name = _unit(world, users, event, unit)
        if name is None:
            continue
        values = {key: _value(world, users, event, unit, name, key) for key in sorted(columns)}
        there = tuple((key, repr(_scalar(value))) for key, value in values.items() if value is not None)
        row = (event.ts_event, event.ts_known, event.event, there)
        rows.setdefault(name, []).append((event.ts_event, arrival, row))
    return {name: [row for _, _, row in sorted(found, key=lambda r: r[:2])] for name, found in rows.items()}


def canonical_users(aliases: Sequence[Alias]) -> dict[str, str]:
    """Every key's user, by growing sets until nothing changes."""
    claims: dict[str, tuple[int, str]] = {}
    for alias in aliases:
        if alias.kind == "identify" and alias.key != alias.user:
            claim = (alias.ts_event, alias.user)
            claims[alias.key] = min(claims.get(alias.key, claim), claim)
    pairs = [(alias.key, alias.user) for alias in aliases if alias.kind != "identify"]
    pairs += [(key, user) for key, (_, user) in claims.items()]
    sets = [{key} for alias in aliases for key in (alias.key, alias.user)]
    for pair in pairs:
        touched = [one for one in sets if one & set(pair)]
        sets = [one for one in sets if not one & set(pair)] + [set().union(*touched)]
    return {key: min(one, key=lambda k: _rank(aliases, k)) for one in sets for key in one}


def _rank(aliases: Sequence[Alias], key: str) -> tuple[int, int, str]:
    as_user = any(alias.user == key for alias in aliases)
    as_key = any(alias.key == key for alias in aliases)
    seen = min(alias.ts_event for alias in aliases if key in (alias.key, alias.user))
    return (0 if as_user and not as_key else 1 if as_user else 2, seen, key)


def _user(users: dict[str, str], event: Event) -> str | None:
    key = event.user_key or event.anon_key
    return users.get(key, key) if key else None


def _unit(world: World, users: dict[str, str], event: Event, unit: Unit) -> str | None:
    if unit.kind is UnitKind.USER:
        return _user(users, event)
    if unit.kind is UnitKind.DEVICE:
        return event.anon_key or event.user_key
    named = [json.loads(event.groups or "{}").get(unit.key), json.loads(event.props).get(unit.key)]
    named.append(_trait(world, users, ("user", _user(users, event)), unit.key, event.ts_event))
    return next((name for name in map(_name, named) if name is not None), None)


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return _name(value[-1]) if value else None
    return None if value is None or value == "" else value if isinstance(value, str) else json.dumps(value)


def _value(world: World, users: dict[str, str], event: Event, unit: Unit, name: str, key: str) -> object:
    props, groups = json.loads(event.props), json.loads(event.groups or "{}")
    own = [props.get(key)]
    if key.startswith("flag."):
        flag = key.removeprefix("flag.")
        own = [json.loads(event.flags or "{}").get(flag), *own, props.get(f"$feature/{flag}")]
    holders = [("user", _user(users, event))]
    holders += [(unit.key, name)] if unit.kind is UnitKind.ACCOUNT else []
    with_trait = [(kind, _name(value)) for kind, value in sorted(groups.items())]
    holders += [holder for holder in with_trait if any(_is_set(t, users, holder, key) for t in world.of(Trait))][:1]
    own += [_trait(world, users, holder, key, event.ts_event) for holder in holders]
    return next((value for value in own if value is not None), None)


def _is_set(trait: Trait, users: dict[str, str], holder: tuple[str, str | None], name: str) -> bool:
    return trait.op != "delete" and _is_about(trait, users, holder, name)


def _is_about(trait: Trait, users: dict[str, str], holder: tuple[str, str | None], name: str) -> bool:
    owner = users.get(trait.id, trait.id) if trait.holder == "user" else trait.id
    return (trait.holder, owner) == holder and trait.name == name


def _trait(world: World, users: dict[str, str], holder: tuple[str, str | None], name: str, ts: int) -> object:
    value: object = None
    for trait in sorted(world.of(Trait), key=lambda trait: trait.ts_event):
        if trait.ts_event > ts:
            break
        if trait.op == "delete" and _is_about(trait, users, holder, trait.name):
            value = None
        elif _is_about(trait, users, holder, name):
            value = _applied(value, trait.op, json.loads(trait.value))
    return value


def _applied(value: object, op: str, operand: object) -> object:
    listed = [] if value is None else value if isinstance(value, list) else [value]
    match op:
        case "set":
            return operand
        case "set_once":
            return operand if value is None else value
        case "unset":
            return None
        case "append":
            return [*listed, operand]
    raise AssertionError(op)


def _scalar(value: object) -> object:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) if isinstance(value, list) else value


_users = st.sampled_from(["u1", "u2", "u3", "u4"])
_anons = st.sampled_from(["a1", "a2", "a3"])
_times = st.integers(0, 20)
_values = st.sampled_from(["basic", "pro", 1, 2.5, True, None, [1, "x"], "é"])
_companies = st.sampled_from(["acme", "biza", 42, "", None])
_props = st.fixed_dictionaries(
    {},
    optional={
        "plan": _values,
        "platform": _values,
        "flag.f": _values,
        "$feature/f": _values,
        "company": _companies,
        "other": _values,
    },
).map(json.dumps)
_groups = st.none() | st.fixed_dictionaries({}, optional={"company": _companies, "team": st.just("red")}).map(
    json.dumps
)
_flags = st.none() | st.fixed_dictionaries({}, optional={"f": _values}).map(json.dumps)


@st.composite
def events(draw: st.DrawFn) -> Event:
    return Event(
        source="s",
        event=draw(st.sampled_from(["open", "pick", "send"])),
        ts_event=draw(_times),
        ts_received=draw(_times),
        ts_known=draw(st.integers(0, 1000)),
        key=bytes(16),
        own_key=False,
        user_key=draw(st.none() | _users),
        anon_key=draw(st.none() | _anons),
        groups=draw(_groups),
        props=draw(_props),
        flags=draw(_flags),
    )


@st.composite
def aliases(draw: st.DrawFn) -> Alias:
    kind = draw(st.sampled_from(["identify", "alias", "merge"]))
    key = draw(_anons if kind == "identify" else _users)
    return Alias("s", kind, key, draw(_users), draw(_times), 0, draw(_times))


@st.composite
def traits(draw: st.DrawFn) -> Trait:
    holder, name = (
        draw(
            st.sampled_from(["user", "user", "company", "team"]),
        ),
        draw(st.sampled_from(["plan", "platform", "seats", "company", "other"])),
    )
    ids = {"user": st.sampled_from(["u1", "u2", "a1"]), "company": st.sampled_from(["acme", "42"])}
    value = draw(_companies if name == "company" else _values)
    op = draw(st.sampled_from(["set", "set", "set_once", "unset", "append", "delete"]))
    owner = draw(ids.get(holder, st.just("red")))
    return Trait("s", holder, owner, name, op, json.dumps(value), draw(_times), 0, draw(_times))


def worlds(most: int = 30) -> st.SearchStrategy[World]:
    """Facts of all kinds in any order, mostly events."""
    fact = st.one_of(events(), events(), events(), aliases(), traits())
    return st.lists(fact, max_size=most).map(lambda facts: World(tuple(facts)))
