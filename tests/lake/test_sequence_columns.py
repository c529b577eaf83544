"""Columns that are asked for later: the same arrays as if they had been asked for at once."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.lake.sequences import state as sequence_state
from hypercare.lake.sequences.sequences import Sequences, SequenceStore
from hypercare.model.facts import Event, Trait
from hypercare.model.metrics import Unit
from lake.sequence_oracle import COLUMNS, UNITS, Lake, World, contents, expected, lake_with, worlds

USER = Unit()
PLAN, SEATS = frozenset({"plan"}), frozenset({"seats"})


def event(ts: int, user: str, props: str) -> Event:
    return Event("s", "opened", ts, ts, ts, bytes(16), False, user_key=user, props=props)


def many(count: int, first: int = 0) -> list[Event]:
    return [
        event(i * 7 % 50, f"u{i % 9}", f'{{"plan":"p{i % 3}","seats":{i % 5}}}' if i % 4 else "{}")
        for i in range(first, first + count)
    ]


def same(left: Sequences, right: Sequences) -> bool:
    """Whether every stored array of two sets is equal."""
    return all(
        one.codes.keys() == other.codes.keys()
        and all(np.array_equal(one.codes[name], other.codes[name]) for name in one.codes)
        and all(one.texts[name].equals(other.texts[name]) for name in one.texts)
        and all(np.array_equal(one.times[name], other.times[name]) for name in one.times)
        for one, other in zip(left.parts, right.parts, strict=True)
    )


def writings(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*.seq")}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return lake_with(tmp_path / "lake", [*many(60), Trait("s", "user", "u1", "plan", "set", '"pro"', 10, 99, 99)])


def test_a_column_is_added_without_writing_the_others(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    store.open(USER, PLAN)
    before = writings(store.folder)
    added = store.open(USER, PLAN | SEATS)
    assert before.items() < writings(store.folder).items()
    assert same(added, SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | SEATS))
    assert same(added, SequenceStore(store.folder, lake.tables).open(USER, PLAN)), "it stays when it is not asked for"


def test_what_arrives_afterwards_has_all_columns(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    store.open(USER, PLAN)
    store.open(USER, SEATS)
    lake.add(many(40, first=60))
    both = store.open(USER, PLAN | SEATS)
    assert same(both, SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | SEATS))
    named = {name for stored in _state(store.folder).buckets for name in stored.names}
    assert {path.name for path in store.folder.rglob("*.seq")} == named, "what was merged leaves no file behind"


def test_a_column_that_no_event_has(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    store.open(USER, PLAN)
    never = frozenset({"never"})
    assert same(store.open(USER, never), SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | never))


def test_facts_and_a_column_that_are_new_at_once(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    store.open(USER, PLAN)
    lake.add([*many(40, first=60), Trait("s", "user", "u2", "seats", "set", "7", 5, 99, 99)])
    found = store.open(USER, PLAN | SEATS)
    assert same(found, SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | SEATS))


def test_a_damaged_column_is_made_anew(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    store.open(USER, PLAN)
    before = writings(store.folder)
    store.open(USER, SEATS)
    for name in writings(store.folder).keys() - before.keys():
        path = store.folder / "user" / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    again = SequenceStore(store.folder, lake.tables).open(USER, SEATS)
    assert same(again, SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | SEATS))


def test_a_run_that_was_killed_leaves_the_old_set(lake: Lake, tmp_path: Path) -> None:
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    before = store.open(USER, PLAN)
    state = store.folder / "user" / sequence_state.STATE
    old = state.read_bytes()
    store.open(USER, SEATS)
    state.write_bytes(old)  # what was written beside the buckets is there, and nothing names it yet
    fresh = SequenceStore(store.folder, lake.tables)
    assert same(fresh.open(USER, PLAN), before)
    assert same(fresh.open(USER, SEATS), SequenceStore(tmp_path / "others", lake.tables).open(USER, PLAN | SEATS))


def _state(folder: Path) -> sequence_state.State:
    found = sequence_state.load(folder / "user")
    assert found is not None
    return found


@settings(deadline=None, max_examples=40)
@given(
    worlds(),
    worlds(10),
    st.sampled_from(UNITS),
    st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, unique=True),
    st.integers(0, 4),
)
def test_columns_one_after_another_are_columns_at_once(
    tmp_path_factory: pytest.TempPathFactory, first: World, later: World, unit: Unit, columns: list[str], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("world")
    lake = lake_with(folder / "lake", first.facts)
    store = SequenceStore(folder / "sequences", lake.tables)
    for number, column in enumerate(columns):
        if number == cut:
            lake.add(later.facts)
        store.open(unit, frozenset({column}))
    asked = frozenset(columns)
    found = store.open(unit, asked)
    assert same(found, SequenceStore(folder / "others", lake.tables).open(unit, asked))
    world = World((*first.facts, *later.facts)) if cut < len(columns) else first
    assert contents(found) == expected(world, unit, asked)
