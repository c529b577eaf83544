"""The folder of the log: which segments may be loaded, in which order, and what is removed when."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from hypercare.lake.files import RealFiles
from hypercare.lake.wal.segment import read_segment
from hypercare.lake.wal.wal import (
    OWNER,
    claim_log,
    ready_segments,
    remove_drained,
    retire,
    segment_path,
    set_aside,
    unloaded_segments,
    write_import_segment,
)
from hypercare.model.facts import Payload

FILES = RealFiles()
CHUNK = Payload("import.canonical", "events.jsonl", "import", 1, b'{"event": "a"}\n', first_row=1)

STRAND = """
import sys
from pathlib import Path
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.wal import claim_log
folder, owner = claim_log(Path(sys.argv[1]), now_us=0, files=RealFiles())
(folder / "000000000001.seg").touch()
print(folder.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def wal(tmp_path: Path) -> Path:
    return tmp_path / "wal"


class Living:
    """A log whose process lives until `die`."""

    def __init__(self, wal: Path, *numbers: int, now_us: int = 0) -> None:
        self.folder, self.owner = claim_log(wal, now_us=now_us, files=FILES)
        for number in numbers:
            segment_path(self.folder, number).write_bytes(b"records")

    def die(self) -> None:
        os.close(self.owner)


def ready(wal: Path) -> list[tuple[str, int]]:
    return [(ref.log, ref.number) for ref in ready_segments(wal)]


def test_the_highest_segment_is_ready_when_its_process_is_gone(wal: Path) -> None:
    log = Living(wal, 1, 2, 10)
    assert ready(wal) == [(log.folder.name, 1), (log.folder.name, 2)]
    log.die()
    assert ready(wal) == [(log.folder.name, 1), (log.folder.name, 2), (log.folder.name, 10)]


def test_a_killed_process_counts_as_gone(wal: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STRAND, str(wal)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert ready(wal) == []
        process.kill()
    assert ready(wal) == [(name, 1)]


@pytest.mark.parametrize("name", ["1.seg", "000000000001.seg~", "notes.seg", "000000000002.damaged"])
def test_other_files_are_no_segments(wal: Path, name: str) -> None:
    log = Living(wal, 1)
    log.die()
    (log.folder / name).write_bytes(b"something")
    assert ready(wal) == [(log.folder.name, 1)]
    assert len(unloaded_segments(wal)) == 1


def test_older_logs_come_first_then_imports(wal: Path) -> None:
    day_us = 86_400_000_000
    logs = [Living(wal, 1, now_us=day * day_us) for day in (20_400, 20_399, 20_401)]
    for log in logs:
        log.die()
    write_import_segment(wal / "import-0a", CHUNK, 1, FILES)
    names = [logs[1].folder.name, logs[0].folder.name, logs[2].folder.name, "import-0a"]
    assert ready(wal) == [(name, 1) for name in names]


def test_a_log_is_named_by_a_uuid_of_version_7(wal: Path) -> None:
    log = Living(wal, now_us=1_645_557_742_000_000)
    name = uuid.UUID(log.folder.name)
    assert (name.version, name.variant) == (7, uuid.RFC_4122)
    # RFC 9562, appendix A.6: this instant is 0x017F22E279B0 milliseconds.
    assert log.folder.name.startswith("017f22e2-79b0-7")
    log.die()


def test_no_folder_no_segments(wal: Path) -> None:
    assert ready_segments(wal) == []
    assert unloaded_segments(wal) == []
    assert remove_drained(wal) == []


def test_unloaded_are_growing_segments_too_but_not_empty_ones(wal: Path) -> None:
    log = Living(wal, 1, 2)
    segment_path(log.folder, 3).touch()
    assert [ref.number for ref in unloaded_segments(wal)] == [1, 2]
    log.die()


def test_a_drained_log_is_removed_only_when_its_process_is_gone(wal: Path) -> None:
    log = Living(wal, 1)
    assert remove_drained(wal) == []
    log.die()
    assert remove_drained(wal) == []
    retire(ready_segments(wal)[0], FILES)
    assert remove_drained(wal) == [log.folder.name]
    assert list(wal.iterdir()) == []


def test_a_living_log_without_segments_stays(wal: Path) -> None:
    log = Living(wal)
    assert remove_drained(wal) == []
    assert (log.folder / OWNER).exists()
    log.die()


def test_a_damaged_segment_is_kept_but_not_loaded_again(wal: Path) -> None:
    log = Living(wal, 1)
    log.die()
    kept = set_aside(ready_segments(wal)[0], FILES)
    assert kept.read_bytes() == b"records"
    assert ready_segments(wal) == unloaded_segments(wal) == []
    assert remove_drained(wal) == []


def test_an_imported_chunk_is_ready_at_once(wal: Path) -> None:
    ref = write_import_segment(wal / "import-0a", CHUNK, 7, FILES)
    assert ready_segments(wal) == [ref]
    contents = read_segment(ref.path)
    assert (contents.payloads, contents.sealed, contents.damage) == ((CHUNK,), True, None)


def test_writing_a_chunk_again_changes_nothing(wal: Path) -> None:
    ref = write_import_segment(wal / "import-0a", CHUNK, 1, FILES)
    before = ref.path.read_bytes()
    ref.path.with_suffix(".part").write_bytes(b"left behind by a crash")
    assert write_import_segment(wal / "import-0a", CHUNK, 1, FILES) == ref
    assert ref.path.read_bytes() == before
    assert [path.name for path in ref.path.parent.iterdir()] == [ref.path.name]


def test_a_half_written_chunk_is_not_ready(wal: Path) -> None:
    (wal / "import-0a").mkdir(parents=True)
    (wal / "import-0a" / "000000000001.part").write_bytes(b"half")
    assert ready_segments(wal) == []


def test_an_import_goes_on_after_its_folder_was_drained(wal: Path) -> None:
    for number in (1, 2):
        retire(write_import_segment(wal / "import-0a", CHUNK, number, FILES), FILES)
        assert remove_drained(wal) == ["import-0a"]
