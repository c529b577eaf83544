"""The end of a table's log after a crash: what is rolled back, what is kept, what is refused."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from crash_files import CrashFiles
from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.rows import to_arrow
from hypercare.lake.tables import Tables
from hypercare.lake.tail import LAST_CHECKPOINT, checkpoint_path, entry_path, mend
from hypercare.model.errors import Damaged
from lake.loading import event

FILES = RealFiles()


def rows(number: int) -> pa.Table:
    return to_arrow("events", [event(number)], [number])


@pytest.fixture
def commits(tmp_path: Path) -> Commits:
    """A table `events` with versions 0 (its making), 1 and 2, of one row each."""
    commits = Commits(Tables(tmp_path / "lake"), FILES)
    commits.prepare()
    for number in (1, 2):
        commits.append("events", rows(number), transaction=("wal/x", number))
    return commits


@pytest.fixture
def folder(commits: Commits) -> Path:
    return Path(commits.tables.path("events"))


def test_a_whole_log_is_left_alone(commits: Commits, folder: Path) -> None:
    assert mend(folder, FILES) == ()
    assert commits.tables.version("events") == 2


def test_a_folder_without_a_table_is_left_alone(tmp_path: Path) -> None:
    assert mend(tmp_path, FILES) == ()


def test_an_entry_cut_off_anywhere_is_rolled_back(commits: Commits, folder: Path) -> None:
    entry = entry_path(folder, 2)
    data = entry.read_bytes()
    ends = [at for at in range(len(data)) if data[at : at + 1] == b"\n" or at % 53 == 0]
    for end in ends:
        entry.write_bytes(data[:end])
        assert mend(folder, FILES) == (entry.name,), end
        assert commits.tables.version("events") == 1
        assert commits.tables.transaction_version("events", "wal/x") == 1
        entry.write_bytes(data)
    assert commits.tables.version("events") == 2


@pytest.mark.parametrize("zeros", [slice(0, None), slice(100, 164), slice(-20, None)], ids=["all", "within", "the end"])
def test_an_entry_with_zeros_is_rolled_back(commits: Commits, folder: Path, zeros: slice) -> None:
    entry = entry_path(folder, 2)
    data = bytearray(entry.read_bytes())
    data[zeros] = bytes(len(data[zeros]))
    entry.write_bytes(data)
    assert mend(folder, FILES) == (entry.name,)
    assert commits.tables.version("events") == 1


def added_file(folder: Path, version: int) -> Path:
    lines = entry_path(folder, version).read_text().splitlines()
    [path] = [json.loads(line)["add"]["path"] for line in lines if "add" in json.loads(line)]
    return folder / path


def test_an_entry_whose_data_file_is_missing_or_short_is_rolled_back(commits: Commits, folder: Path) -> None:
    added_file(folder, 2).write_bytes(b"PAR1")
    assert mend(folder, FILES) == (entry_path(folder, 2).name,)
    added_file(folder, 1).unlink()
    assert mend(folder, FILES) == (entry_path(folder, 1).name,)
    assert commits.tables.version("events") == 0


def test_two_damaged_entries_are_no_crash(folder: Path) -> None:
    for version in (1, 2):
        entry_path(folder, version).write_bytes(b"")
    with pytest.raises(Damaged, match=r"two log entries in a row.*restore the table"):
        mend(folder, FILES)
    assert entry_path(folder, 2).exists()


def test_a_table_whose_making_was_cut_off_is_made_again(tmp_path: Path) -> None:
    commits = Commits(Tables(tmp_path), FILES)
    commits.prepare()
    entry_path(tmp_path / "events", 0).write_bytes(b'{"protocol"')
    assert commits.prepare() == (entry_path(tmp_path / "events", 0).name,)
    assert commits.tables.version("events") == 0


def test_a_name_that_deltalake_had_not_given_yet_is_removed(folder: Path) -> None:
    staged = Path(f"{entry_path(folder, 3)}#1")
    staged.write_bytes(b"{")
    assert mend(folder, FILES) == (staged.name,)


def test_the_newest_versions_checkpoint_is_not_trusted(commits: Commits, folder: Path) -> None:
    commits.checkpoint("events")
    checkpoint_path(folder, 2).write_bytes(b"")
    assert set(mend(folder, FILES)) == {checkpoint_path(folder, 2).name, LAST_CHECKPOINT}
    assert commits.tables.read("events").num_rows == 2


def test_a_checkpoint_whose_entries_are_gone_is_kept(commits: Commits, folder: Path) -> None:
    commits.checkpoint("events")
    for version in (0, 1):
        entry_path(folder, version).unlink()
    assert mend(folder, FILES) == ()
    assert commits.tables.read("events").num_rows == 2


@pytest.mark.parametrize(
    "text", ["", "{", '{"version": 17}', "[]"], ids=["empty", "cut off", "of nothing", "no object"]
)
def test_a_hint_that_does_not_hold_is_removed(commits: Commits, folder: Path, text: str) -> None:
    commits.checkpoint("events")
    commits.append("events", rows(3), transaction=("wal/x", 3))
    (folder / "_delta_log" / LAST_CHECKPOINT).write_text(text)
    assert mend(folder, FILES) == (LAST_CHECKPOINT,)
    assert commits.tables.read("events").num_rows == 3


def test_what_a_killed_process_left_unsynced_is_synced(commits: Commits, folder: Path, tmp_path: Path) -> None:
    """The entry is read back from memory after kill -9; only then may the segment it came from be removed."""
    root = Path(commits.tables.root)
    files = CrashFiles(root)
    shutil.copy(entry_path(folder, 2), tmp_path / "entry")
    entry_path(folder, 2).unlink()
    files.settle()
    shutil.copy(tmp_path / "entry", entry_path(folder, 2))
    mend(folder, files)
    after = Tables(files.after_power_loss(tmp_path / "after"))
    assert after.version("events") == 2
