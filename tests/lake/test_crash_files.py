"""The crash layer itself: what it forgets, what it keeps, what a disk may hold in between."""

import errno
import random
from pathlib import Path

import pytest

import crash_files
from crash_files import CrashFiles, FailingFiles, PowerLoss, disks, power_losses


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def files(tmp_path: Path) -> CrashFiles:
    root = tmp_path / "root"
    root.mkdir()
    (root / "old").write_bytes(b"old")
    return CrashFiles(root)


def written(files: CrashFiles, name: str, data: bytes, *, sync: bool = False, enter: bool = False) -> Path:
    path = files.root / name
    with files.create(path) as file:
        file.write(data)
        if sync:
            files.sync(file)
    if enter:
        files.sync_folder(path.parent)
    return path


@pytest.mark.parametrize(
    ("sync", "enter", "left"),
    [
        pytest.param(True, True, {"new": b"data"}, id="synced and entered"),
        pytest.param(True, False, {}, id="synced, its name is not"),
        pytest.param(False, True, {"new": b""}, id="entered, its bytes are not"),
        pytest.param(False, False, {}, id="neither"),
    ],
)
def test_only_what_was_synced_is_left(files: CrashFiles, tmp_path: Path, sync: bool, enter: bool, left: dict) -> None:
    written(files, "new", b"data", sync=sync, enter=enter)
    assert tree(files.after_power_loss(tmp_path / "after")) == {"old": b"old", **left}


def test_bytes_after_the_last_sync_are_lost(files: CrashFiles, tmp_path: Path) -> None:
    path = written(files, "new", b"first", sync=True, enter=True)
    with files.append(path) as file:
        file.write(b" second")
    assert tree(files.after_power_loss(tmp_path / "after"))["new"] == b"first"


def test_a_rename_or_removal_is_undone_until_the_folder_is_synced(files: CrashFiles, tmp_path: Path) -> None:
    path = written(files, "part", b"whole", sync=True, enter=True)
    files.rename(path, files.root / "whole")
    files.remove(files.root / "old")
    assert tree(files.after_power_loss(tmp_path / "before")) == {"old": b"old", "part": b"whole"}
    files.sync_folder(files.root)
    assert tree(files.after_power_loss(tmp_path / "after")) == {"whole": b"whole"}


def test_what_others_write_has_to_be_synced_too(files: CrashFiles, tmp_path: Path) -> None:
    table = files.root / "table"
    table.mkdir()
    (table / "part.parquet").write_bytes(b"rows")
    assert tree(files.after_power_loss(tmp_path / "nothing")) == {"old": b"old"}
    files.sync_path(table / "part.parquet")
    files.sync_folder(table)
    assert tree(files.after_power_loss(tmp_path / "no-folder")) == {"old": b"old"}
    files.sync_folder(files.root)
    assert tree(files.after_power_loss(tmp_path / "all"))["table/part.parquet"] == b"rows"


def test_luck_shows_both_names_of_a_rename_or_none(files: CrashFiles, tmp_path: Path) -> None:
    path = written(files, "part", b"whole", sync=True, enter=True)
    files.rename(path, files.root / "whole")
    seen = {frozenset(tree(files.after_power_loss(tmp_path / str(n), random.Random(n)))) for n in range(20)}
    assert seen == {frozenset({"old", "part"}), frozenset({"old", "whole"})}


def test_luck_leaves_any_beginning_zeros_or_holes(files: CrashFiles, tmp_path: Path) -> None:
    path = written(files, "new", b"s" * 10, sync=True, enter=True)
    with files.append(path) as file:
        file.write(b"u" * 300)
    seen = [tree(files.after_power_loss(tmp_path / str(n), random.Random(n)))["new"] for n in range(60)]
    assert all(data.startswith(b"s" * 10) and len(data) <= 310 and not data.strip(b"su\0") for data in seen)
    assert any(data.endswith(b"u") and len(data) < 310 for data in seen)
    assert any(data.endswith(b"\0") for data in seen)
    assert any(b"\0u" in data for data in seen)


def test_the_power_goes_before_the_call_and_stays_away(tmp_path: Path) -> None:
    files = CrashFiles(tmp_path, lose_power_at=2)
    file = files.create(tmp_path / "new")
    for _ in range(2):
        with pytest.raises(PowerLoss):
            file.write(b"data")
    assert (tmp_path / "new").read_bytes() == b""
    file.close()


def test_every_call_is_a_place_to_lose_the_power(tmp_path: Path) -> None:
    def workload(files: CrashFiles, kept: list[int]) -> None:
        written(files, "new", b"data", sync=True, enter=True)
        kept.append(1)

    runs = [(len(files.calls), files.dead, kept) for files, kept in power_losses(tmp_path, workload)]
    assert runs == [(1, True, []), (2, True, []), (3, True, []), (4, True, []), (4, False, [1])]


def test_each_state_that_a_loss_leaves_comes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_files, "EVERY", 1)
    (tmp_path / "root").mkdir()

    def work(files: CrashFiles) -> None:
        written(files, "new", b"data", sync=True, enter=True)
        written(files, "other", b"more")

    found = [tree(disk) for disk in disks(tmp_path / "root", tmp_path, work, lucks=0)]
    assert found == [
        {},
        {"new": b""},
        {"new": b"data"},
        {"new": b"data", "other": b""},
        {"new": b"data", "other": b"more"},
    ]


def test_a_failing_call_carries_its_errno(tmp_path: Path) -> None:
    files = FailingFiles({"sync_folder": errno.EIO})
    with pytest.raises(OSError, match="Input/output") as caught:
        files.sync_folder(tmp_path)
    assert caught.value.errno == errno.EIO
    files.failing.clear()
    files.sync_folder(tmp_path)


def test_open_descriptors_are_given_back(tmp_path: Path) -> None:
    before = open_descriptors()
    files = CrashFiles(tmp_path)
    assert open_descriptors() > before
    del files
    assert open_descriptors() == before


def open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
