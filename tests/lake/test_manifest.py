"""Manifests: the same arrays from the same files, whatever has happened to the tables since."""

from pathlib import Path

import numpy as np
import pytest

from hypercare.lake.manifest import FileProblem, Manifest
from hypercare.lake.sequences.sequences import Sequences, SequenceStore
from hypercare.model.errors import Damaged
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit
from lake.sequence_oracle import Lake, lake_with

KEYS = frozenset({"k", "plan"})


def event(name: str, ts: int, user: str, **fields: object) -> Event:
    return Event("s", name, ts, ts, ts, bytes(16), False, user_key=user, **fields)


FACTS = (
    *[event("ab"[i % 2], i % 7, f"u{i % 5}", props=f'{{"k":{i % 3}}}') for i in range(40)],
    Alias("s", "identify", "u4", "u3", 1, 1, 1),
    Trait("s", "user", "u1", "plan", "set", '"pro"', 2, 2, 2),
)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = lake_with(tmp_path / "lake", FACTS[:20])
    lake.add(FACTS[20:])
    return lake


@pytest.fixture
def store(lake: Lake, tmp_path: Path) -> SequenceStore:
    return SequenceStore(tmp_path / "sequences", lake.tables, scratch=tmp_path / "scratch")


ARRAYS = ("offsets", "ts", "known", "event")


def same(left: Sequences, right: Sequences) -> bool:
    return all(
        list(one.ids) == list(other.ids)
        and one.names == other.names
        and one.columns.keys() == other.columns.keys()
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)
        and all(
            np.array_equal(one.columns[key].codes, other.columns[key].codes)
            and one.columns[key].values == other.columns[key].values
            for key in one.columns
        )
        for one, other in zip(left.buckets(), right.buckets(), strict=True)
    )


def test_a_manifest_reads_what_was_read(store: SequenceStore, lake: Lake) -> None:
    sequences = store.open(Unit(), KEYS)
    manifest = Manifest.of(lake.tables, versions=sequences.table_versions)
    again = store.from_manifest(manifest, Unit(), KEYS)
    assert same(sequences, again)
    assert (again.table_versions, again.identity_version) == (sequences.table_versions, manifest.identity_version)


def test_replay_after_compaction_merge_and_late_events_gives_the_same_arrays(store: SequenceStore, lake: Lake) -> None:
    sequences = store.open(Unit(), KEYS)
    manifest = Manifest.of(lake.tables)
    lake.compact("events")
    lake.add([Alias("s", "merge", "u1", "u2", 1, 1, 1), event("late", 1, "u1")])
    lake.add([Trait("s", "user", "u2", "plan", "set", '"free"', 1, 1, 1)])
    assert same(sequences, store.from_manifest(manifest, Unit(), KEYS))
    assert not same(sequences, store.open(Unit(), KEYS))


def test_an_older_version_can_be_pinned_later(store: SequenceStore, lake: Lake) -> None:
    sequences = store.open(Unit(), KEYS)
    lake.add([event("late", 1, "u1")])
    manifest = Manifest.of(lake.tables, versions=sequences.table_versions)
    assert same(sequences, store.from_manifest(manifest, Unit(), KEYS))


def test_replay_leaves_nothing_behind(store: SequenceStore, lake: Lake, tmp_path: Path) -> None:
    held = store.from_manifest(Manifest.of(lake.tables), Unit(), KEYS)
    assert not list((tmp_path / "scratch").iterdir())
    assert held.rows == 40


def test_a_manifest_survives_json(lake: Lake) -> None:
    import json

    manifest = Manifest.of(lake.tables)
    assert Manifest.from_dict(json.loads(json.dumps(manifest.to_dict()))) == manifest


@pytest.mark.parametrize("data", [{}, {"tables": [], "identity_version": ""}, {"tables": {"events": {}}}], ids=str)
def test_what_is_no_manifest_is_refused(data: dict) -> None:
    with pytest.raises(Damaged, match="no manifest"):
        Manifest.from_dict(data)


def test_missing_and_changed_files_are_named(store: SequenceStore, lake: Lake) -> None:
    manifest = Manifest.of(lake.tables)
    assert manifest.verify(lake.tables) == []
    first, second = (Path(lake.tables.path("events")) / file.path for file in lake.tables.files("events"))
    first.unlink()
    data = bytearray(second.read_bytes())
    data[100] ^= 1
    second.write_bytes(data)
    assert manifest.verify(lake.tables) == [
        FileProblem("events", first.name, "missing"),
        FileProblem("events", second.name, "changed"),
    ]
    with pytest.raises(Damaged, match="2 of the files"):
        store.from_manifest(manifest, Unit(), KEYS)


def test_a_manifest_names_what_cleaning_must_spare(lake: Lake) -> None:
    paths = {(table, file.path) for table in ("events", "aliases", "traits") for file in lake.tables.files(table)}
    assert Manifest.of(lake.tables).paths == paths


def test_a_file_that_is_gone_before_it_is_pinned_is_named(lake: Lake) -> None:
    gone = lake.tables.files("events")[0].path
    Path(lake.tables.path("events"), gone).unlink()
    with pytest.raises(Damaged, match="restore a backup: hypercare restore") as caught:
        Manifest.of(lake.tables)
    assert caught.value.where.endswith(f"events/{gone}")
