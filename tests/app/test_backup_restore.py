import copy
import errno
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from app.archives import Entry, changed_manifest, contents, entries, write
from app.installation import growing_segment, house_at, import_funnel, judged, register, users
from crash_files import WatchedFiles
from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.usecases.acts import audit
from hypercare.app.usecases.care import backup, restore
from hypercare.lake.lock import take
from hypercare.model.errors import BadInput, Busy, Damaged, HypercareError, NotFound, Refused, Unreachable


@pytest.fixture(autouse=True)
def closed_ledger() -> Iterator[None]:
    yield
    site.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with a member of every kind."""
    folder = tmp_path_factory.mktemp("source")
    house = house_at(folder / "first")
    import_funnel(house, folder)
    register(house, folder)
    judged(house)
    growing_segment(house, "log-a", 1, ["a", "b"])
    growing_segment(house, "log-a", 2, [])
    (house.wal / "log-a/000000000002.seg").rename(house.wal / "log-a/000000000002.damaged")
    backup.backup(house, folder / "file", force=False, on_progress=lambda _: None)
    site.close()
    return folder / "file"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "place/other"


def bring_back(file: Path, data: Path) -> restore.Restored:
    return restore.restore(house_at(data), file, on_progress=lambda _: None)


def assert_nothing_made(data: Path) -> None:
    """Neither an installation nor anything half made is left, and a restore of a good file works."""
    assert not data.exists()
    assert not data.parent.exists() or not list(data.parent.iterdir())
    with pytest.raises(NotFound):
        house_at(data).require()


def test_restore_says_what_it_made(file: Path, target: Path) -> None:
    done = bring_back(file, target)
    said = contents(file)
    assert (done.instant, done.records, done.head, done.tables) == (said.instant, said.records, said.head, said.tables)
    assert (done.data, done.rows["events"], done.segments) == (str(target), 101, 1)
    assert (target / "wal/log-a/000000000002.damaged").exists()
    assert [path.name for path in target.parent.iterdir()] == ["other"]
    assert restore.document(done)["schema"] == "hypercare/restore.v1"


def test_a_restored_installation_can_be_backed_up_again(file: Path, target: Path, tmp_path: Path) -> None:
    bring_back(file, target)
    backup.backup(house_at(target), tmp_path / "again", force=False, on_progress=lambda _: None)
    assert contents(tmp_path / "again").members == contents(file).members


def test_an_empty_folder_becomes_the_installation(file: Path, target: Path) -> None:
    target.mkdir(parents=True)
    bring_back(file, target)
    assert audit.audit(house_at(target), None)["ok"]


def test_a_link_to_an_empty_folder_stays_a_link(file: Path, target: Path) -> None:
    target.mkdir(parents=True)
    link = target.with_name("link")
    link.symlink_to(target)
    bring_back(file, link)
    assert link.is_symlink()
    assert (target / "hypercare.sqlite3").exists()


@pytest.mark.parametrize("name", ["hypercare.sqlite3", ".hidden", "lake/"])
def test_nothing_is_ever_overwritten(file: Path, target: Path, name: str) -> None:
    target.mkdir(parents=True)
    (target / name).mkdir() if name.endswith("/") else (target / name).write_text("precious")
    with pytest.raises(Refused, match="never overwrites") as caught:
        bring_back(file, target)
    assert "--data" in caught.value.fix
    assert [path.name for path in target.iterdir()] == [name.rstrip("/")]


def test_a_file_in_the_place_of_the_folder_is_left_alone(file: Path, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("precious")
    with pytest.raises(Refused):
        bring_back(file, target)
    assert target.read_text() == "precious"


def test_two_restores_into_one_place_are_refused(file: Path, target: Path) -> None:
    place = target.with_name("other.restoring")
    place.mkdir(parents=True)
    held = take(place / "lock", wait=False)
    assert held is not None
    with pytest.raises(Busy):
        bring_back(file, target)
    os.close(held)
    bring_back(file, target)


NO_BACKUPS: dict[str, bytes] = {
    "empty": b"",
    "text": b"launch: biza\n",
    "zstd of text": zstandard.compress(b"launch: biza\n"),
    "zstd of blocks": zstandard.compress(b"x" * 2048),
    "zstd of zeros": zstandard.compress(bytes(4096)),
}


@pytest.mark.parametrize("data", NO_BACKUPS.values(), ids=NO_BACKUPS)
def test_another_file_is_no_backup(target: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadInput, match="this is no backup"):
        bring_back(tmp_path / "file", target)
    assert_nothing_made(target)


def test_a_file_that_is_not_there_is_named(target: Path) -> None:
    with pytest.raises(BadInput, match="nowhere"):
        bring_back(Path("nowhere"), target)


def test_damage_is_found_and_named_at_every_member(file: Path, target: Path, tmp_path: Path) -> None:
    members = entries(file)
    kinds = {entry.name.rpartition("/")[2].lstrip("0123456789abcdef-") for entry in members}
    assert {"manifest.json", "ledger.jsonl", "secret", ".seg", ".damaged", ".parquet", ".json"} <= kinds
    for index, entry in list(enumerate(members))[1:]:
        damaged = copy.deepcopy(members)
        at = len(entry.data) // 2
        damaged[index].data = entry.data[:at] + bytes([entry.data[at] ^ 1]) + entry.data[at + 1 :]
        write(tmp_path / "file", damaged)
        with pytest.raises(Damaged, match="checksum") as caught:
            bring_back(tmp_path / "file", target)
        assert entry.name in caught.value.where
        assert_nothing_made(target)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_file_cut_short_is_refused(file: Path, target: Path, tmp_path: Path, share: float) -> None:
    data = file.read_bytes()
    (tmp_path / "file").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(HypercareError, match=r"cut short|no backup"):
        bring_back(tmp_path / "file", target)
    assert_nothing_made(target)


def test_a_changed_byte_anywhere_in_the_file_is_found(file: Path, target: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    for at in range(0, len(data), len(data) // 40):
        (tmp_path / "file").write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        with pytest.raises((Damaged, BadInput)):
            bring_back(tmp_path / "file", target)
        assert_nothing_made(target)


Change = Callable[[list[Entry]], None]


def _renamed(name: str) -> Change:
    """A segment under another name, in the manifest too."""

    def change(members: list[Entry]) -> None:
        place = next(index for index, entry in enumerate(members) if entry.name.endswith(".seg"))
        members[place].header.name = name
        with changed_manifest(members) as manifest:
            manifest["members"][place - 1]["name"] = name

    return change


def _link(kind: bytes) -> Change:
    def change(members: list[Entry]) -> None:
        last = members[-1].header
        last.type, last.linkname, last.size = kind, "/etc/passwd", 0

    return change


def _edited(edit: Callable[[dict], object]) -> Change:
    def change(members: list[Entry]) -> None:
        with changed_manifest(members) as manifest:
            edit(manifest)

    return change


def _stray(members: list[Entry]) -> None:
    header = tarfile.TarInfo("lake/events/stray.parquet")
    header.size = 3
    members.append(Entry(header, b"abc"))


def _swapped(members: list[Entry]) -> None:
    members[1], members[2] = members[2], members[1]


def _longer(members: list[Entry]) -> None:
    members[1].data += b"\n" * 10_000
    members[1].header.size = len(members[1].data)


def _described_by_another(members: list[Entry]) -> None:
    """A member whose name is said by a member before it, which some readers keep in memory whatever its size."""
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    members.insert(1, Entry(header, b""))


HOSTILE: dict[str, tuple[Change, str]] = {
    "parent folder": (_renamed("../evil.seg"), "a name that backups do not have"),
    "parent folder inside": (_renamed("wal/../../evil/000000000001.seg"), "a name"),
    "dots as a log": (_renamed("wal/../000000000001.seg"), "a name"),
    "absolute": (_renamed("/tmp/evil.seg"), "a name"),
    "another file of the data folder": (_renamed("hypercare.sqlite3"), "a name"),
    "the lock": (_renamed("lock"), "a name"),
    "unknown table": (_renamed("lake/secrets/a.parquet"), "a name"),
    "hidden": (_renamed("lake/events/.parquet"), "a name"),
    "line end": (_renamed("wal/log-a/000000000001.seg\n"), "a name"),
    "symbolic link": (_link(tarfile.SYMTYPE), "no plain file"),
    "hard link": (_link(tarfile.LNKTYPE), "no plain file"),
    "device": (_link(tarfile.CHRTYPE), "no plain file"),
    "folder": (_link(tarfile.DIRTYPE), "no plain file"),
    "beyond its declared size": (_longer, "stands here"),
    "in another order": (_swapped, "stands here"),
    "more than declared": (_stray, "something follows"),
    "described by another": (_described_by_another, "no plain file"),
    "declared twice": (_edited(lambda said: said["members"].append(said["members"][0])), "twice"),
    "declared negative": (_edited(lambda said: said["members"][0].update(size=-1)), "manifest"),
    "declared and missing": (
        _edited(lambda said: said["members"].append(_absent())),
        "a member's header does not read",
    ),
    "another checksum": (_edited(lambda said: said["members"][0].update(xxh3="0" * 32)), "checksum"),
    "without the ledger": (lambda members: _without(members, "ledger.jsonl"), "not complete"),
    "without the secret": (lambda members: _without(members, "secret"), "not complete"),
    "another head": (_edited(lambda said: said.update(head="0" * 64)), "another record"),
    "another version": (_edited(lambda said: said["tables"].update(events=7)), "opens at version"),
    "unknown version": (_edited(lambda said: said["tables"].update(secrets=0)), "no table"),
    "no versions": (_edited(lambda said: said.update(tables={})), "the version of aliases: the backup is not complete"),
    "manifest of another shape": (_edited(lambda said: said.pop("members")), "manifest"),
}


def _absent() -> dict:
    return {"name": "lake/events/absent.parquet", "size": 1, "xxh3": "0" * 32}


def _without(members: list[Entry], name: str) -> None:
    place = next(index for index, entry in enumerate(members) if entry.name == name)
    del members[place]
    with changed_manifest(members) as manifest:
        del manifest["members"][place - 1]


@pytest.mark.parametrize(("change", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused(file: Path, target: Path, tmp_path: Path, change: Change, said: str) -> None:
    members = entries(file)
    change(members)
    (tmp_path / "archive").mkdir()
    write(tmp_path / "archive/file", members)
    before = {path for path in tmp_path.rglob("*") if target.parent not in (path, *path.parents)}
    with pytest.raises((Damaged, NotFound), match=said):
        bring_back(tmp_path / "archive/file", target)
    assert_nothing_made(target)
    assert {path for path in tmp_path.rglob("*") if path != target.parent} == before


def test_a_newer_format_is_refused(file: Path, target: Path, tmp_path: Path) -> None:
    members = entries(file)
    with changed_manifest(members) as manifest:
        manifest.update(format=2, members={"packed": "otherwise"})
    write(tmp_path / "file", members)
    with pytest.raises(BadInput, match="newer Hypercare"):
        bring_back(tmp_path / "file", target)


def test_a_bomb_is_refused_before_it_goes_off(file: Path, target: Path, tmp_path: Path) -> None:
    """A member that unpacks to 8 GiB of zeros where the manifest says a few bytes."""
    with zstandard.open(file, "rb") as stream:
        packed = stream.read()
    compressor = zstandard.ZstdCompressor().compressobj()
    huge = tarfile.TarInfo("ledger.jsonl")
    huge.size = 8 << 30
    start = tarfile.BLOCKSIZE + -(-entries(file)[0].header.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
    with (tmp_path / "file").open("wb") as bomb:
        bomb.write(compressor.compress(packed[:start] + huge.tobuf(tarfile.GNU_FORMAT)))
        bomb.writelines(compressor.compress(bytes(1 << 20)) for _ in range(64))
        bomb.write(compressor.flush())
    with pytest.raises(Damaged, match=r"ledger\.jsonl"):
        bring_back(tmp_path / "file", target)
    assert_nothing_made(target)


def test_what_does_not_fit_on_the_disk_is_not_begun(file: Path, target: Path, tmp_path: Path) -> None:
    members = entries(file)
    with changed_manifest(members) as manifest:
        manifest["members"][0]["size"] = 1 << 60
    write(tmp_path / "file", members)
    with pytest.raises(Unreachable, match="room for"):
        bring_back(tmp_path / "file", target)
    assert_nothing_made(target)


class FailingOnce(WatchedFiles):
    """Files of which one call fails: the one of that number."""

    def __init__(self, fails_at: int) -> None:
        super().__init__()
        self._fails_at = fails_at

    def before(self, call: str, path: Path) -> None:
        super().before(call, path)
        if len(self.calls) == self._fails_at:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def with_files(data: Path, files: WatchedFiles) -> House:
    house = house_at(data)
    house.__dict__["files"] = files
    return house


def test_a_failing_disk_leaves_no_installation(file: Path, target: Path) -> None:
    """The first and the last call of each kind fails. Only the very last one is behind the point of no return."""
    watched = WatchedFiles()
    restore.restore(with_files(target, watched), file, on_progress=lambda _: None)
    kinds = [call for call, _ in watched.calls]
    assert watched.calls[-2:] == [("rename", "data"), ("sync_folder", "place")]
    first = {kinds.index(kind) + 1 for kind in kinds}
    last = {len(kinds) - kinds[-2::-1].index(kind) - 1 for kind in set(kinds[:-1])}
    for number in sorted(first | last):
        shutil.rmtree(target.parent)
        with pytest.raises(Unreachable, match="Input/output error"):
            restore.restore(with_files(target, FailingOnce(number)), file, on_progress=lambda _: None)
        assert_nothing_made(target)


def test_everything_is_synced_before_the_folder_gets_its_name(file: Path, target: Path) -> None:
    calls = WatchedFiles()
    restore.restore(with_files(target, calls), file, on_progress=lambda _: None)
    created = [name for call, name in calls.calls if call == "create"]
    synced = [name for call, name in calls.calls if call == "sync"]
    assert created == synced
    assert len(created) == len(contents(file).members)
    assert ("sync_path", "hypercare.sqlite3") in calls.calls


KILLED = """
import os, signal, sys
from pathlib import Path
from app.installation import house_at
from app.test_backup_restore import with_files
from crash_files import WatchedFiles
from hypercare.app.usecases.care import restore

class Killing(WatchedFiles):
    def before(self, call, path):
        super().before(call, path)
        if (call, path.name) == (sys.argv[3], sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)

restore.restore(with_files(Path(sys.argv[2]), Killing()), Path(sys.argv[1]), on_progress=lambda _: None)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "name"),
    [("sync", "ledger.jsonl"), ("create", "000000000001.seg"), ("sync_path", "hypercare.sqlite3"), ("rename", "data")],
)
def test_a_killed_restore_leaves_nothing_that_looks_like_an_installation(
    file: Path, target: Path, call: str, name: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), str(target), call, name],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    left = target.with_name("other.restoring")
    assert [path.name for path in target.parent.iterdir()] == [left.name]
    for place in (target, left):
        assert not any((place / each).exists() for each in ("hypercare.sqlite3", "lake", "wal"))
    bring_back(file, target)
    assert [path.name for path in target.parent.iterdir()] == ["other"]
    assert Counter({"a": 1, "b": 1}) <= users(house_at(target))
