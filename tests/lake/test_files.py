"""The real file layer."""

from pathlib import Path

import pytest

from crash_files import CrashFiles, WatchedFiles
from hypercare.lake.files import RealFiles, WholeFile, make_folder


def test_a_file_is_created_once_then_appended_to(tmp_path: Path) -> None:
    files, path = RealFiles(), tmp_path / "a"
    with files.create(path) as file:
        file.write(b"one")
        files.sync(file)
    with files.append(path) as file:
        file.write(b" two")
    assert path.read_bytes() == b"one two"
    with pytest.raises(FileExistsError):
        files.create(path)


def test_rename_replaces_and_remove_removes(tmp_path: Path) -> None:
    files, old, new = RealFiles(), tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    files.sync_path(new)
    files.rename(new, old)
    assert old.read_bytes() == b"new"
    files.remove(old)
    files.sync_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["sync_path", "sync_folder"])
def test_syncing_what_is_not_there_is_an_error(tmp_path: Path, call: str) -> None:
    with pytest.raises(FileNotFoundError):
        getattr(RealFiles(), call)(tmp_path / "missing")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        RealFiles().sync_folder(tmp_path / "file")


def test_nothing_is_held_back_for_close(tmp_path: Path) -> None:
    with WholeFile(tmp_path / "a", "xb") as file:
        assert file.write(memoryview(b"data")) == 4
        assert (tmp_path / "a").read_bytes() == b"data"


def test_a_full_disk_is_an_error_at_the_write() -> None:
    with WholeFile(Path("/dev/full"), "ab") as file, pytest.raises(OSError, match="No space left"):
        file.write(b"data")


def test_new_folders_survive_a_power_loss(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    files = CrashFiles(root)
    make_folder(root / "a" / "b" / "c", files)
    assert (files.after_power_loss(tmp_path / "after") / "a" / "b" / "c").is_dir()


def test_a_folder_that_is_there_costs_no_sync(tmp_path: Path) -> None:
    files = WatchedFiles()
    make_folder(tmp_path, files)
    assert files.calls == []
