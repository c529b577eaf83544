"""Locks on files: one holder, named, and gone with its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hypercare.lake.lock import DataLock, is_held, take
from hypercare.model.errors import Busy

HOLD = """
import os, sys
from pathlib import Path
from hypercare.lake.lock import DataLock
with DataLock(Path(sys.argv[1]), "serve"):
    print(os.getpid(), flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        pid = holder.stdout.readline().strip()
        with pytest.raises(Busy, match=rf"in use by pid {pid} \(serve\)") as caught, DataLock(path, "import"):
            pass
        assert str(path) in str(caught.value)
        holder.kill()
    with DataLock(path, "import"):
        assert is_held(path)


def test_a_lock_is_free_after_its_block_and_tells_no_old_name(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = DataLock(path, "serve")
    for _ in range(2):
        with lock:
            assert path.read_text().endswith("(serve)")
        assert not is_held(path)
        assert path.read_bytes() == b""


def test_a_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), DataLock(tmp_path / "lock", "serve"):
        raise ZeroDivisionError
    assert not is_held(tmp_path / "lock")


def test_a_holder_without_a_name_is_still_a_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    descriptor = take(path, wait=False)
    assert descriptor is not None
    with pytest.raises(Busy, match="just starting or ending"), DataLock(path, "serve"):
        pass
    assert take(path, wait=False) is None
    os.close(descriptor)
    assert not is_held(path)


def test_a_missing_file_is_held_by_nobody(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "lock")
    assert not (tmp_path / "lock").exists()
