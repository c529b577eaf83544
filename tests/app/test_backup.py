import errno
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from app.archives import contents, entries
from app.installation import GATE, LIVE, NOW, growing_segment, house_at, import_funnel, judged, register, users
from crash_files import FailingFiles
from hypercare.app import site
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.ingest import make_loader
from hypercare.app.processes.commit_lock import committing
from hypercare.app.progress import Progress
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts import audit
from hypercare.app.usecases.care import backup, restore
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.judging import replay
from hypercare.lake.cleaning import clean
from hypercare.lake.compaction import compact
from hypercare.lake.lock import is_held, take
from hypercare.lake.rows import KINDS
from hypercare.ledger import chain, records, tokens
from hypercare.ledger.views import Evidence
from hypercare.model.errors import BadInput, Busy, Damaged, Unreachable


@pytest.fixture(autouse=True)
def closed_ledger() -> Iterator[None]:
    yield
    site.close()


def back_up(house: House, file: Path, *, force: bool = False) -> backup.BackedUp:
    return backup.backup(house, file, force=force, on_progress=lambda _: None)


def restored(file: Path, data: Path, url: str | None = None) -> House:
    house = house_at(data, url)
    restore.restore(house, file, on_progress=lambda _: None)
    return house_at(data, url)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path / "first").create()


def test_what_was_answered_is_there_once_after_restore(house: House, tmp_path: Path) -> None:
    growing_segment(house, "log-a", 1, ["a", "b"])
    assert users(house) == Counter("ab")
    growing_segment(house, "log-b", 1, ["c"])
    growing_segment(house, "log-b", 2, ["d", "e"], torn=b"\xf5HCP\x40")
    done = back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "other")
    assert (done.rows["events"], done.segments) == (2, 2)
    assert users(other) == Counter("abcde")
    assert users(other) == Counter("abcde"), "loading again changes nothing"
    assert users(house) == Counter("abcde")


def test_a_segment_that_grows_afterwards_counts_as_far_as_it_was(house: House, tmp_path: Path) -> None:
    """The file that is set aside is the one that the gateway goes on writing to."""
    path = growing_segment(house, "log-a", 1, ["a"])
    longer = growing_segment(house, "log-a", 2, ["b"]).read_bytes()[: path.stat().st_size]

    def grow(_: object) -> None:
        with path.open("ab") as file:
            file.write(longer)

    backup.backup(house, tmp_path / "file", force=False, on_progress=grow)
    sizes = {member.name: member.size for member in contents(tmp_path / "file").members}
    assert sizes["wal/log-a/000000000001.seg"] < path.stat().st_size
    assert users(restored(tmp_path / "file", tmp_path / "other")) == Counter("ab")


@pytest.mark.parametrize("cut", [0, 1, 20, 60], ids=["nothing", "marker", "header", "torn payload"])
def test_a_segment_cut_anywhere_can_be_loaded(house: House, tmp_path: Path, cut: int) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    path = growing_segment(house, "log-a", 2, ["b"])
    os.truncate(path, cut)
    back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "other")
    assert users(other) == Counter("a")
    assert not other.tables.read("quarantine").num_rows


def test_tables_open_at_their_versions_and_know_what_they_loaded(house: House, tmp_path: Path) -> None:
    loader = make_loader(house)
    for number in range(1, 6):
        growing_segment(house, "log-a", number, [f"u{number}"])
        loader.load_ready(NOW)
        if number == 4:
            house.commits.checkpoint("events")
    done = back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "other")
    assert done.tables == {table: house.tables.version(table) for table in KINDS}
    assert {table: other.tables.version(table) for table in KINDS} == done.tables
    assert other.tables.transaction_version("events", "wal/log-a") == 5
    assert other.tables.files("events") == house.tables.files("events")
    log = [entry.name for entry in entries(tmp_path / "file") if "events/_delta_log" in entry.name]
    assert [Path(name).name.lstrip("0") for name in log] == ["4.checkpoint.parquet", "4.json", "5.json"]


def test_an_installation_without_facts_and_records_can_be_restored(house: House, tmp_path: Path) -> None:
    done = back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "other")
    assert set(done.tables.values()) == {-1}
    assert users(other) == Counter()
    assert audit.audit(other, None)["ok"]


def test_a_commit_that_a_crash_cut_off_is_mended_before_a_backup(house: House, tmp_path: Path) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    users(house)
    segment = growing_segment(house, "log-a", 2, ["b"])
    kept = segment.read_bytes()
    users(house)
    segment.parent.mkdir(exist_ok=True)
    segment.write_bytes(kept)
    [*_, newest] = sorted((house.data / "lake/events/_delta_log").glob("*.json"))
    os.truncate(newest, newest.stat().st_size // 2)
    with pytest.raises(Damaged, match="lake/events: the newest commit") as caught:
        back_up(house, tmp_path / "file")
    assert "hypercare drain" in caught.value.fix
    assert newest.exists(), "a backup changes nothing in the installation"
    assert users(house) == Counter("ab")
    back_up(house, tmp_path / "file")
    assert users(restored(tmp_path / "file", tmp_path / "other")) == Counter("ab")


def test_verdicts_replay_from_facts_on_another_path(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    look = judged(house)
    import_funnel(house, tmp_path, users=range(100, 110))
    assert compact(house.commits, small_files=2)["events"] == 2
    back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "deeper/other")
    for record in (look.record.id, look.issued[GATE]):
        done = replay.replay(other, record)
        assert (done.same, done.source) == (True, replay.FACTS)
    again = judged(other)
    assert again.issued == look.issued


def test_pinned_files_come_along_after_cleaning(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    issued = judged(house).issued[GATE]
    import_funnel(house, tmp_path, users=range(100, 110))
    compact(house.commits, small_files=2)
    pinned = [(table, path) for table, _, path in (name.partition("/") for name in records.pinned_files())]
    clean(house.commits, pinned=pinned, keep=LIVE - LIVE)
    done = back_up(house, tmp_path / "file")
    assert done.lost_files == 0
    other = restored(tmp_path / "file", tmp_path / "other")
    assert replay.replay(other, issued).source == replay.FACTS


def test_what_is_gone_is_counted_and_replays_from_its_states(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    look = judged(house)
    import_funnel(house, tmp_path, users=range(100, 110))
    compact(house.commits, small_files=2)
    clean(house.commits, pinned=[], keep=LIVE - LIVE)
    assert back_up(house, tmp_path / "file").lost_files == 1
    done = replay.replay(restored(tmp_path / "file", tmp_path / "other"), look.record.id)
    assert (done.same, done.source) == (True, replay.STATES)


def test_a_file_that_changed_since_a_verdict_is_counted(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    judged(house)
    [file] = (house.data / "lake/events").glob("*.parquet")
    data = file.read_bytes()
    file.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    assert back_up(house, tmp_path / "file").lost_files == 1


def test_evidence_that_names_no_files_is_backed_up(house: House, tmp_path: Path) -> None:
    open_ledger(house)
    for number, manifest in enumerate((None, {"files": {"a": "b"}})):
        kept = Evidence(states={}, manifest=manifest, pins=("events/gone.parquet",) if number else ())
        chain.append(kind="look", subject="biza", content={"n": number}, at=NOW, evidence=kept)
    assert back_up(house, tmp_path / "file").lost_files == 1
    assert audit.audit(restored(tmp_path / "file", tmp_path / "other"), None)["length"] == 2


def test_a_chain_that_no_restore_would_take_is_not_backed_up(house: House, tmp_path: Path) -> None:
    register(house, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_record SET subject = 'other' WHERE sequence = 1")
    with pytest.raises(Damaged, match="broken at record 1"):
        back_up(house, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_a_lake_in_another_folder_comes_into_the_data_folder(house: House, tmp_path: Path) -> None:
    settings = {"HYPERCARE_LAKE_URL": str(tmp_path / "elsewhere"), "HYPERCARE_CLOCK": NOW.isoformat()}
    apart = House(read_settings(settings, data=house.data))
    growing_segment(apart, "log-a", 1, ["a"])
    assert users(apart) == Counter("a")
    back_up(apart, tmp_path / "file")
    assert users(restored(tmp_path / "file", tmp_path / "other")) == Counter("a")


def test_without_hard_links_files_are_copied(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    users(house)
    growing_segment(house, "log-a", 2, ["b"])

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    open_ledger(house)
    monkeypatch.setattr(os, "link", refuse)
    back_up(house, tmp_path / "file")
    monkeypatch.undo()
    assert users(restored(tmp_path / "file", tmp_path / "other")) == Counter("ab")


def test_the_ledger_comes_along_whole(house: House, tmp_path: Path) -> None:
    register(house, tmp_path)
    _, secret = tokens.new_token(vendor="mixpanel", source="shop", project="", by="putri", at=NOW)
    before = audit.audit(house, None)
    done = back_up(house, tmp_path / "file")
    other = restored(tmp_path / "file", tmp_path / "other")
    assert audit.audit(other, done.head) == before
    found = tokens.active_tokens(NOW).get(tokens.hash_of(secret))
    assert found is not None
    assert found.source == "shop"
    assert (other.data / "secret").read_text() == (house.data / "secret").read_text()
    assert (other.data / "secret").stat().st_mode & 0o077 == 0


def test_derived_files_stay_behind_and_are_made_anew(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    judged(house)
    assert (house.data / "keys").is_dir()
    back_up(house, tmp_path / "file")
    names = {entry.name.partition("/")[0] for entry in entries(tmp_path / "file")}
    assert names == {"manifest.json", "ledger.jsonl", "secret", "lake"}
    other = restored(tmp_path / "file", tmp_path / "other")
    repeated = imports.import_events(
        other, tmp_path / "events-0.jsonl", source="web", decoder=None, again=True, on_progress=lambda _: None
    )
    assert repeated.rows == 0
    assert not is_held(other.data / "lock")


def test_nothing_of_the_work_stays_behind(house: House, tmp_path: Path) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    before = {path for path in house.data.rglob("*") if "sqlite3" not in path.name}
    back_up(house, tmp_path / "file")
    restored(tmp_path / "file", tmp_path / "other")
    after = {str(path.relative_to(house.data)) for path in set(house.data.rglob("*")) - before}
    assert after <= {"backup", "backup/lock", "commit.lock", "secret", "hypercare.sqlite3", "tmp"} | {
        name for name in after if name.startswith("hypercare.sqlite3-")
    }
    assert {path.name for path in tmp_path.iterdir()} == {"first", "file", "other"}


def test_a_backup_is_the_owners_alone(house: House, tmp_path: Path) -> None:
    back_up(house, tmp_path / "file")
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_progress_reaches_its_total(house: House, tmp_path: Path) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    seen: list[Progress] = []
    backup.backup(house, tmp_path / "file", force=False, on_progress=seen.append)
    assert seen[-1].done == seen[-1].total > 0
    seen.clear()
    restore.restore(house_at(tmp_path / "other"), tmp_path / "file", on_progress=seen.append)
    assert seen[-1].done == seen[-1].total > 0


def test_the_manifest_says_what_the_file_holds(house: House, tmp_path: Path) -> None:
    register(house, tmp_path)
    done = back_up(house, tmp_path / "file")
    said = contents(tmp_path / "file")
    assert (said.instant, said.code, said.records, said.head) == (done.instant, done.code, 1, done.head)
    found = {entry.name: len(entry.data) for entry in entries(tmp_path / "file")[1:]}
    assert {member.name: member.size for member in said.members} == found
    assert json.dumps(backup.document(done))


def test_a_file_that_is_there_is_replaced_only_by_force(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(BadInput, match="--force"):
        back_up(house, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "precious"
    back_up(house, tmp_path / "file", force=True)
    assert contents(tmp_path / "file").format == 1


@pytest.mark.parametrize("call", ["create", "write", "sync", "rename"])
def test_a_full_disk_leaves_no_file(house: House, tmp_path: Path, call: str) -> None:
    open_ledger(house)
    files = FailingFiles({call: errno.ENOSPC})
    house.__dict__["files"] = files
    with pytest.raises(Unreachable, match="No space left") as caught:
        back_up(house, tmp_path / "file")
    assert "make room" in caught.value.fix
    assert {path.name for path in tmp_path.iterdir()} == {"first"}
    files.failing.clear()
    back_up(house, tmp_path / "file")


def test_a_folder_that_is_not_there_is_named(house: House, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere: there is no such folder"):
        back_up(house, tmp_path / "nowhere/file")


def test_what_a_killed_backup_left_does_no_harm(house: House, tmp_path: Path) -> None:
    growing_segment(house, "log-a", 1, ["a"])
    (house.data / "backup/aside/wal/log-z").mkdir(parents=True)
    (house.data / "backup/aside/wal/log-z/000000000001.seg").write_text("old")
    (tmp_path / "file.part").write_text("half")
    back_up(house, tmp_path / "file")
    assert [member.name for member in contents(tmp_path / "file").members if member.name.startswith("wal")] == [
        "wal/log-a/000000000001.seg"
    ]
    assert not (tmp_path / "file.part").exists()


def test_two_backups_at_once_are_refused(house: House, tmp_path: Path) -> None:
    (house.data / "backup").mkdir()
    held = take(house.data / "backup/lock", wait=False)
    assert held is not None
    with pytest.raises(Busy, match="another backup"):
        back_up(house, tmp_path / "file")
    os.close(held)
    back_up(house, tmp_path / "file")


def test_a_lake_in_an_object_store_is_not_backed_up(house: House, tmp_path: Path) -> None:
    settings = {"HYPERCARE_LAKE_URL": "s3://bucket/lake"}
    remote = House(read_settings(settings, data=house.data))
    with pytest.raises(BadInput, match="only a lake in a folder"):
        back_up(remote, tmp_path / "file")
    with pytest.raises(BadInput, match="HYPERCARE_LAKE_URL"):
        restore.restore(remote, tmp_path / "file", on_progress=lambda _: None)


def test_a_missing_data_file_is_named(house: House, tmp_path: Path) -> None:
    import_funnel(house, tmp_path)
    [file] = (house.data / "lake/events").glob("*.parquet")
    import_funnel(house, tmp_path, users=range(100, 110))
    file.unlink()
    with pytest.raises(Damaged, match=file.name):
        back_up(house, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_the_loader_is_held_still_until_the_snapshot_stands(house: House, tmp_path: Path) -> None:
    """A load that began before the backup is over first; the next one comes after the point, and is not in it."""
    open_ledger(house)
    growing_segment(house, "log-a", 1, ["a"])
    users(house)
    entered, go_on = threading.Event(), threading.Event()

    def load() -> None:
        with committing(house.data):
            entered.set()
            go_on.wait()
            growing_segment(house, "log-a", 2, ["b"])

    loading = threading.Thread(target=load)
    loading.start()
    entered.wait()
    releasing = threading.Timer(0.05, go_on.set)
    releasing.start()
    back_up(house, tmp_path / "file")
    loading.join()
    releasing.join()
    assert users(restored(tmp_path / "file", tmp_path / "other")) == Counter("ab")
