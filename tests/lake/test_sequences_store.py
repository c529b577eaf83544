"""Stored sequences: caught up step by step, compacted under, damaged, read by others; always what one build gives."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.lake.sequences import state as sequence_state
from hypercare.lake.sequences.direct import sequences_of
from hypercare.lake.sequences.sequences import Sequences, SequenceStore, folder_name
from hypercare.lake.tables import Tables
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit, UnitKind
from lake.sequence_oracle import COLUMNS, UNITS, Lake, World, contents, events, expected, lake_with, worlds

USER = Unit()
KEYS = frozenset({"k"})
NOBODY = 65534


def event(name: str, ts: int, user: str = "u1", **fields: object) -> Event:
    return Event("s", name, ts, ts, ts, bytes(16), False, user_key=user, **fields)


def many(count: int) -> list[Event]:
    return [event("abc"[i % 3], i * 7 % 50, f"u{i % 9}", props=f'{{"k":{i % 5}}}') for i in range(count)]


def files_of(store_folder: Path, unit: Unit) -> list[str]:
    state = sequence_state.load(store_folder / folder_name(unit))
    assert state is not None
    return [stored.name for stored in state.buckets]


def writings(store_folder: Path, unit: Unit) -> dict[str, tuple[int, int]]:
    """Which file stands under each name, so that one written again with the same bytes shows."""
    folder = store_folder / folder_name(unit)
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("*.seq")}


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return lake_with(tmp_path / "lake", many(60))


@pytest.fixture
def store(lake: Lake, tmp_path: Path) -> SequenceStore:
    return SequenceStore(tmp_path / "sequences", lake.tables)


def test_a_set_holds_the_tables(store: SequenceStore, lake: Lake) -> None:
    sequences = store.open(USER, KEYS)
    assert contents(sequences) == expected(World(tuple(many(60))), USER, KEYS)
    assert sequences.table_versions == {name: lake.tables.version(name) for name in ("events", "aliases", "traits")}


def test_no_array_can_be_written_to(store: SequenceStore) -> None:
    stored, direct = store.open(USER, KEYS), sequences_of(many(60), [], [], USER, KEYS)
    for bucket in (*stored.buckets(), *direct.buckets()):
        arrays = (bucket.offsets, bucket.ts, bucket.known, bucket.event, bucket.columns["k"].codes)
        assert not any(array.flags.writeable for array in arrays)


def test_tables_never_written_to_give_an_empty_set(tmp_path: Path) -> None:
    sequences = SequenceStore(tmp_path / "sequences", Tables(tmp_path / "none")).open(USER, KEYS)
    assert (sequences.rows, contents(sequences)) == (0, {})


@pytest.mark.parametrize("unit", UNITS, ids=str)
@settings(max_examples=8)
@given(world=worlds(24), cuts=st.lists(st.integers(0, 24), max_size=3), compacted=st.booleans())
def test_catching_up_gives_the_files_of_one_build(unit: Unit, world: World, cuts: list[int], compacted: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        lake = Lake(Path(name) / "lake")
        stepwise = SequenceStore(Path(name) / "stepwise", lake.tables)
        for start, stop in zip([0, *sorted(cuts)], [*sorted(cuts), len(world.facts)], strict=True):
            lake.add(world.facts[start:stop])
            sequences = stepwise.open(unit, COLUMNS)
            if compacted:
                lake.compact("events", discard=True)
                lake.compact("aliases", discard=True)
        sequences = stepwise.open(unit, COLUMNS)
        assert contents(sequences) == expected(world, unit, COLUMNS)
        once = SequenceStore(Path(name) / "once", lake.tables).open(unit, COLUMNS)
        assert (sequences.identity_version, sequences.unattributed) == (once.identity_version, once.unattributed)
        assert files_of(Path(name) / "stepwise", unit) == files_of(Path(name) / "once", unit)


def test_late_events_take_their_place(store: SequenceStore, lake: Lake) -> None:
    store.open(USER, KEYS)
    lake.add([event("late", 3, "u1"), event("late", -5, "new")])
    facts = World((*many(60), event("late", 3, "u1"), event("late", -5, "new")))
    assert contents(store.open(USER, KEYS)) == expected(facts, USER, KEYS)


def test_only_touched_buckets_are_written(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    store.open(USER, KEYS)
    before = writings(tmp_path / "sequences", USER)
    lake.add([event("late", 3, "u1")])
    store.open(USER, KEYS)
    after = writings(tmp_path / "sequences", USER)
    assert len(before.items() - after.items()) == len(after.items() - before.items()) == 1


def test_a_merge_of_users_writes_only_their_buckets(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    store.open(USER, KEYS)
    before = writings(tmp_path / "sequences", USER)
    lake.add([Alias("s", "merge", "u1", "u2", 1, 1, 1)])
    store.open(USER, KEYS)
    assert len(before.items() & writings(tmp_path / "sequences", USER).items()) >= 2


def test_a_profile_sent_again_writes_nothing(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    unit, columns = Unit(UnitKind.ACCOUNT, "company"), frozenset({"plan"})
    profile = [Trait("s", "user", "u1", name, "set", '"x"', 0, 0, 0) for name in ("company", "plan")]
    lake.add(profile)
    assert store.open(unit, columns).rows > 0
    before = writings(tmp_path / "sequences", unit)
    lake.add([Trait("s", "user", "u1", name, "set", '"x"', 40, 40, 40) for name in ("company", "plan")])
    assert store.open(unit, columns).table_versions["traits"] == lake.tables.version("traits")
    assert writings(tmp_path / "sequences", unit) == before


def test_a_trait_that_no_column_is_about_writes_nothing(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    store.open(USER, KEYS)
    before = writings(tmp_path / "sequences", USER)
    lake.add([Trait("s", "user", "u1", "plan", "set", '"pro"', 10, 99, 99)])
    assert store.open(USER, KEYS).table_versions["traits"] == lake.tables.version("traits")
    assert writings(tmp_path / "sequences", USER) == before


@pytest.mark.parametrize("discard", [False, True], ids=["old files kept", "old files gone"])
def test_compaction_leaves_the_files_as_they_are(
    store: SequenceStore, lake: Lake, tmp_path: Path, discard: bool
) -> None:
    lake.add([event("x", 1)])
    store.open(USER, KEYS)
    before = writings(tmp_path / "sequences", USER)
    lake.compact("events", discard=discard)
    sequences = store.open(USER, KEYS)
    assert (sequences.rows, writings(tmp_path / "sequences", USER)) == (61, before)
    assert sequences.table_versions["events"] == lake.tables.version("events")


def test_a_reader_keeps_its_set_while_a_newer_one_is_built(store: SequenceStore, lake: Lake) -> None:
    held = store.open(USER, KEYS)
    before = contents(held)
    lake.add(many(40))
    store.open(USER, KEYS)
    assert contents(held) == before


def test_columns_once_asked_for_are_kept(store: SequenceStore, tmp_path: Path) -> None:
    store.open(USER, KEYS)
    store.open(USER, frozenset({"other"}))
    built = writings(tmp_path / "sequences", USER)
    assert contents(store.open(USER, KEYS)) == expected(World(tuple(many(60))), USER, KEYS)
    assert writings(tmp_path / "sequences", USER) == built


def test_a_merge_of_users_moves_their_events(store: SequenceStore, lake: Lake) -> None:
    store.open(USER, KEYS)
    merge = Alias("s", "merge", "u1", "u2", 1, 1, 1)
    lake.add([merge])
    facts = World((*many(60), merge))
    assert contents(store.open(USER, KEYS)) == expected(facts, USER, KEYS)


def test_a_trait_set_later_counts_for_earlier_events(store: SequenceStore, lake: Lake) -> None:
    store.open(USER, frozenset({"plan"}))
    trait = Trait("s", "user", "u1", "plan", "set", '"pro"', 10, 99, 99)
    lake.add([trait])
    plan = frozenset({"plan"})
    assert contents(store.open(USER, plan)) == expected(World((*many(60), trait)), USER, plan)


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGES = [
    pytest.param("*.seq", _flip, id="bit of a bucket flipped"),
    pytest.param("*.seq", lambda path: path.write_bytes(path.read_bytes()[:-1]), id="bucket cut short"),
    pytest.param("*.seq", lambda path: path.write_bytes(b""), id="bucket emptied"),
    pytest.param("*.seq", lambda path: path.unlink(), id="bucket deleted"),
    pytest.param("state.json", _flip, id="bit of the state flipped"),
    pytest.param("state.json", lambda path: path.write_bytes(path.read_bytes()[:40]), id="state cut short"),
    pytest.param("state.json", lambda path: path.write_bytes(b""), id="state emptied"),
    pytest.param("state.json", lambda path: path.unlink(), id="state deleted"),
]


@pytest.mark.parametrize("fresh", [True, False], ids=["opened by another process", "opened again"])
@pytest.mark.parametrize(("pattern", "damage"), DAMAGES)
def test_damage_is_mended_from_the_tables(
    store: SequenceStore, lake: Lake, tmp_path: Path, pattern: str, damage, fresh: bool
) -> None:
    intact = contents(store.open(USER, KEYS))
    files = files_of(tmp_path / "sequences", USER)
    damage(max((tmp_path / "sequences" / "user").glob(pattern), key=lambda path: path.stat().st_size))
    if fresh:
        store = SequenceStore(tmp_path / "sequences", lake.tables)
    assert contents(store.open(USER, KEYS)) == intact
    assert files_of(tmp_path / "sequences", USER) == files


def test_damage_found_while_catching_up_is_mended(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    store.open(USER, KEYS)
    for path in (tmp_path / "sequences" / "user").glob("*.seq"):
        _flip(path)
    lake.add([event("late", 3, "u1")])
    facts = World((*many(60), event("late", 3, "u1")))
    assert contents(store.open(USER, KEYS)) == expected(facts, USER, KEYS)


def test_what_a_killed_build_left_is_cleared(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    folder = tmp_path / "sequences" / "user"
    (folder / ".build-x").mkdir(parents=True)
    (folder / ".build-x" / "00001.arrows").write_bytes(b"half")
    (folder / ".00001-ab.seq.77").write_bytes(b"half")
    store.open(USER, KEYS)
    assert {path.suffix or path.name for path in folder.iterdir()} == {".seq", ".json", "lock"}


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that a user without rights can read but not write."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def _without_rights() -> Iterator[None]:
    user = os.geteuid()
    os.seteuid(NOBODY if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_folder_that_cannot_be_written_is_no_obstacle(shared: Path) -> None:
    lake = lake_with(shared / "lake", many(60))
    (shared / "sequences").mkdir(mode=0o555)
    with _without_rights():
        found = contents(SequenceStore(shared / "sequences", lake.tables).open(USER, KEYS))
    assert found == expected(World(tuple(many(60))), USER, KEYS)
    assert not list((shared / "sequences").iterdir())


def test_a_set_that_cannot_be_caught_up_with_is_read_beside(shared: Path) -> None:
    lake = lake_with(shared / "lake", many(60))
    SequenceStore(shared / "sequences", lake.tables).open(USER, KEYS)
    lake.add([event("late", 3)])
    with _without_rights():
        sequences = SequenceStore(shared / "sequences", lake.tables).open(USER, KEYS)
    assert (sequences.rows, sequences.table_versions["events"]) == (61, lake.tables.version("events"))


def test_files_of_an_account_key_stay_in_their_folder() -> None:
    names = [folder_name(Unit(UnitKind.ACCOUNT, key)) for key in ("company_id", "../x", "a/b", "é" * 300, "")]
    assert names[:3] == ["account-company_id", "account-..%2Fx", "account-a%2Fb"]
    assert all(len(name) < 255 and "/" not in name for name in names)
    assert len(set(names)) == len(names)


def _same(left: Sequences, right: Sequences) -> bool:
    return contents(left) == contents(right)


@given(facts=st.lists(events(), min_size=1, max_size=12))
@settings(max_examples=5)
def test_two_stores_take_turns_on_one_folder(facts: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as name:
        lake = Lake(Path(name) / "lake")
        stores = [SequenceStore(Path(name) / "sequences", lake.tables) for _ in range(2)]
        for i, fact in enumerate(facts):
            lake.add([fact])
            opened = stores[i % 2].open(USER, KEYS)
            assert _same(opened, stores[1 - i % 2].open(USER, KEYS))
        assert contents(opened) == expected(World(tuple(facts)), USER, KEYS)
