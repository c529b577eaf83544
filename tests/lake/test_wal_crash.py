"""Power loss at every call of the log: what was answered is read back exactly once, and nothing that was never sent."""

import asyncio
import random
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crash_files import CrashFiles, PowerLoss, power_losses
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.log import Limits, Log
from hypercare.lake.wal.segment import SegmentContents, read_segment
from hypercare.lake.wal.wal import ready_segments, remove_drained, retire, write_import_segment
from hypercare.model.facts import Payload

# How many states of the disk are tried after each crash, besides the least that must be there.
DISKS = 4
ROWS = range(100)


def payload(row: int) -> Payload:
    return Payload("mixpanel", "track", "app", row, b'{"event": "x"}' * (row % 7), first_row=row)


class Session:
    """One process with its log. Rows are told to `kept` when their append returned."""

    def __init__(self, files: CrashFiles, kept: list[int], **limits: int) -> None:
        self.kept = kept
        self.log = Log.open(files.root / "wal", files, now_us=0, limits=Limits(rotate_after_s=3600.0, **limits))

    async def send(self, *rows: int) -> None:
        results = await asyncio.gather(*(self._send(row) for row in rows), return_exceptions=True)
        for result in results:
            if result is not None:
                raise result

    async def _send(self, row: int) -> None:
        await self.log.append(payload(row))
        self.kept.append(row)


Script = Callable[[Session], Coroutine[None, None, None]]


async def one_by_one(session: Session) -> None:
    for row in range(4):
        await session.send(row)


async def in_groups(session: Session) -> None:
    await session.send(0, 1, 2)
    await session.send(3)
    await session.send(4, 5)


async def rotating(session: Session) -> None:
    await session.send(0)
    await session.log.rotate()
    await session.send(1, 2)
    await session.log.rotate()
    await session.send(3)


def perform(files: CrashFiles, kept: list[int], script: Script, **limits: int) -> None:
    async def session() -> None:
        current = Session(files, kept, **limits)
        try:
            await script(current)
        finally:
            with suppress(PowerLoss):
                await current.log.close()

    asyncio.run(session())


def load(wal: Path) -> tuple[list[int], list[SegmentContents]]:
    """What a loader finds: all rows in its order, and the segments they came from."""
    contents = [read_segment(ref.path) for ref in ready_segments(wal)]
    return [each.first_row for content in contents for each in content.payloads], contents


def disks(files: CrashFiles, scratch: Path) -> Iterator[tuple[Path, bool]]:
    """States the disk could be in, and whether it is the least of them."""
    yield files.after_power_loss(scratch / f"{files.root.name}-least"), True
    for seed in range(DISKS):
        yield files.after_power_loss(scratch / f"{files.root.name}-{seed}", random.Random(seed)), False


def assert_kept_once(folder: Path, kept: list[int], *, least: bool) -> None:
    rows, contents = load(folder / "wal")
    assert set(kept) <= set(rows) <= set(ROWS)
    assert len(rows) == len(set(rows))
    if least:  # nothing unsynced is there, so nothing may look damaged
        assert all(content.damage is None for content in contents)


@pytest.mark.parametrize("script", [one_by_one, in_groups, rotating])
@pytest.mark.parametrize("segment_bytes", [1, 300, 10_000])
def test_power_loss_at_every_call(tmp_path: Path, script: Script, segment_bytes: int) -> None:
    def workload(files: CrashFiles, kept: list[int]) -> None:
        perform(files, kept, script, segment_bytes=segment_bytes)

    for files, kept in power_losses(tmp_path, workload):
        for folder, least in disks(files, tmp_path):
            assert_kept_once(folder, kept, least=least)


def test_power_loss_while_a_second_process_starts(tmp_path: Path) -> None:
    def workload(files: CrashFiles, kept: list[int]) -> None:
        perform(files, kept, lambda session: session.send(0, 1))
        perform(files, kept, lambda session: session.send(2, 3))

    for files, kept in power_losses(tmp_path, workload):
        for folder, least in disks(files, tmp_path):
            assert_kept_once(folder, kept, least=least)


def test_power_loss_while_segments_are_retired(tmp_path: Path) -> None:
    """Retiring is not synced: a segment may come back, but none may go that was not retired."""
    retired: list[int] = []

    def workload(files: CrashFiles, kept: list[int]) -> None:
        retired.clear()
        perform(files, kept, rotating)
        for ref in ready_segments(files.root / "wal")[:2]:
            retired.extend(each.first_row for each in read_segment(ref.path).payloads)
            retire(ref, files)

    for files, kept in power_losses(tmp_path, workload):
        for folder, least in disks(files, tmp_path):
            assert_kept_once(folder, sorted(set(kept) - set(retired)), least=least)


def test_power_loss_while_a_file_is_imported(tmp_path: Path) -> None:
    def workload(files: CrashFiles, kept: list[int]) -> None:
        for number in (1, 2, 3):
            write_import_segment(files.root / "wal" / "import-0a", payload(number), number, files)
            kept.append(number)

    for files, kept in power_losses(tmp_path, workload):
        for folder, least in disks(files, tmp_path):
            assert_kept_once(folder, kept, least=least)
            contents = load(folder / "wal")[1]
            assert all(content.sealed for content in contents)
            for number in (1, 2, 3):  # the import is run again
                write_import_segment(folder / "wal" / "import-0a", payload(number), number, RealFiles())
            assert load(folder / "wal")[0] == [1, 2, 3]


def test_a_log_goes_on_beside_what_a_crash_left(tmp_path: Path) -> None:
    def workload(files: CrashFiles, kept: list[int]) -> None:
        perform(files, kept, in_groups, segment_bytes=300)

    for files, kept in power_losses(tmp_path, workload):
        folder = files.after_power_loss(tmp_path / f"{files.root.name}-after", random.Random(1))
        perform(CrashFiles(folder), kept, lambda session: session.send(50, 51))
        assert_kept_once(folder, kept, least=False)
        for ref in ready_segments(folder / "wal"):
            retire(ref, RealFiles())
        remove_drained(folder / "wal")
        assert list((folder / "wal").iterdir()) == []


steps = st.one_of(
    st.integers(1, 6).map(lambda count: ("send", count)),
    st.just(("rotate", 0)),
)


@settings(max_examples=40)
@given(st.lists(steps, min_size=1, max_size=8), st.integers(1, 60), st.integers(0, 2**32), st.integers(1, 2000))
def test_power_loss_at_any_call_of_any_session(
    script: list[tuple[str, int]], number: int, seed: int, segment_bytes: int
) -> None:
    async def play(session: Session) -> None:
        rows = iter(ROWS)
        for step, count in script:
            if step == "rotate":
                await session.log.rotate()
            else:
                await session.send(*(next(rows) for _ in range(count)))

    with tempfile.TemporaryDirectory() as scratch:
        root, kept = Path(scratch, "root"), list[int]()
        root.mkdir()
        files = CrashFiles(root, lose_power_at=number)
        with suppress(PowerLoss):
            perform(files, kept, play, segment_bytes=segment_bytes)
        assert_kept_once(files.after_power_loss(Path(scratch, "least")), kept, least=True)
        assert_kept_once(files.after_power_loss(Path(scratch, "lucky"), random.Random(seed)), kept, least=False)


class Forgetful(CrashFiles):
    """A disk on which one kind of call does nothing: the proof that these tests would notice."""

    forgotten = ""

    def sync(self, file: BinaryIO) -> None:
        if self.forgotten != "sync":
            super().sync(file)

    def sync_folder(self, path: Path) -> None:
        if self.forgotten != "sync_folder":
            super().sync_folder(path)


@pytest.mark.parametrize("forgotten", ["sync", "sync_folder"])
def test_a_log_that_forgot_a_sync_would_be_caught(tmp_path: Path, forgotten: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    files, kept = Forgetful(root), list[int]()
    files.forgotten = forgotten
    perform(files, kept, in_groups)
    assert kept
    with pytest.raises(AssertionError):
        assert_kept_once(files.after_power_loss(tmp_path / "after"), kept, least=True)
