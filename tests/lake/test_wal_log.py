"""The log: groups, rotation, bounded memory, and what it says when the disk does not take it."""

import asyncio
import errno
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import BinaryIO

import pytest

from crash_files import FailingFiles, WatchedFiles
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.log import Limits, Log
from hypercare.lake.wal.segment import read_segment
from hypercare.lake.wal.wal import ready_segments, unloaded_segments
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload
from hypercare.model.ports import Files
from patience import PATIENCE_S

# No test waits this long: rotation is asked for.
NEVER_S = 3600.0


def payload(row: int, size: int = 20) -> Payload:
    return Payload("mixpanel", "track", "app", row, bytes(size), first_row=row)


def opened(wal: Path, files: Files | None = None, **limits: float) -> Log:
    return Log.open(wal, files or RealFiles(), now_us=0, limits=Limits(**{"rotate_after_s": NEVER_S, **limits}))


def run(work: Callable[[], Coroutine[None, None, None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await work()

    asyncio.run(bounded())


async def together(log: Log, rows: range, size: int = 20) -> list[BaseException | None]:
    return await asyncio.gather(*(log.append(payload(row, size)) for row in rows), return_exceptions=True)


def rows_in(wal: Path) -> list[int]:
    """The rows of all segments that hold any, growing ones included."""
    return [each.first_row for ref in unloaded_segments(wal) for each in read_segment(ref.path).payloads]


def ready_rows(wal: Path) -> list[int]:
    return [each.first_row for ref in ready_segments(wal) for each in read_segment(ref.path).payloads]


class GatedFiles(WatchedFiles):
    """Files whose syncs wait until the test lets them through."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.syncing = threading.Event()

    def sync(self, file: BinaryIO) -> None:
        self.syncing.set()
        self.gate.wait(PATIENCE_S)
        super().sync(file)


async def reached(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0)


def test_an_answered_payload_is_in_the_log(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal")
        await log.append(payload(1))
        assert rows_in(tmp_path / "wal") == [1]
        assert ready_rows(tmp_path / "wal") == []
        await log.close()
        assert ready_rows(tmp_path / "wal") == [1]

    run(work)


def test_appends_of_one_moment_share_a_sync(tmp_path: Path) -> None:
    async def work() -> None:
        files = WatchedFiles()
        log = opened(tmp_path / "wal", files)
        assert await together(log, range(200)) == [None] * 200
        assert files.count("sync") == 1
        assert rows_in(tmp_path / "wal") == list(range(200))
        await log.close()

    run(work)


def test_appends_during_a_sync_share_the_next(tmp_path: Path) -> None:
    async def work() -> None:
        files = GatedFiles()
        log = opened(tmp_path / "wal", files)
        first = asyncio.create_task(log.append(payload(0)))
        await reached(files.syncing.is_set)
        rest = asyncio.create_task(together(log, range(1, 200)))
        await asyncio.sleep(0)
        assert not first.done()
        files.gate.set()
        await asyncio.gather(first, rest)
        assert files.count("sync") == 2
        await log.close()

    run(work)


def test_a_group_carries_no_more_than_one_sync_should(tmp_path: Path) -> None:
    async def work() -> None:
        files = WatchedFiles()
        log = opened(tmp_path / "wal", files, group_bytes=5000)
        await together(log, range(40), size=1000)
        assert files.count("sync") == 10
        await log.close()

    run(work)


def test_memory_is_bounded_and_everyone_gets_in(tmp_path: Path) -> None:
    async def work() -> None:
        files = WatchedFiles()
        log = opened(tmp_path / "wal", files, queue_bytes=5000)
        assert await together(log, range(40), size=1000) == [None] * 40
        assert files.count("sync") == 10
        assert sorted(rows_in(tmp_path / "wal")) == list(range(40))
        await log.close()

    run(work)


def test_a_record_larger_than_every_limit_is_kept(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal", queue_bytes=1000, group_bytes=1000, segment_bytes=1000)
        assert await together(log, range(3), size=10_000) == [None] * 3
        await log.close()
        assert ready_rows(tmp_path / "wal") == [0, 1, 2]

    run(work)


def test_a_segment_ends_at_its_size(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal", segment_bytes=3000)
        for row in range(7):
            await log.append(payload(row, size=1000))
        await log.close()
        refs = ready_segments(tmp_path / "wal")
        assert [len(read_segment(ref.path).payloads) for ref in refs] == [3, 3, 1]
        assert all(read_segment(ref.path).sealed for ref in refs)

    run(work)


def test_a_segment_ends_at_its_age_though_nothing_follows(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal", rotate_after_s=0.001)
        await log.append(payload(1))
        await reached(lambda: ready_rows(tmp_path / "wal") == [1])
        await log.append(payload(2))
        await reached(lambda: ready_rows(tmp_path / "wal") == [1, 2])
        await log.close()

    run(work)


def test_rotation_hands_over_what_was_answered(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal")
        await log.append(payload(1))
        await log.rotate()
        assert ready_rows(tmp_path / "wal") == [1]
        await log.close()

    run(work)


def test_an_idle_log_makes_no_segments(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal")
        await log.rotate()
        assert ready_segments(tmp_path / "wal") == []
        await log.append(payload(1))
        for _ in range(3):
            await log.rotate()
        await log.close()
        assert [ref.number for ref in ready_segments(tmp_path / "wal")] == [1]

    run(work)


def test_closing_keeps_what_is_queued_and_refuses_the_rest(tmp_path: Path) -> None:
    async def work() -> None:
        log = opened(tmp_path / "wal", queue_bytes=100)
        appends = asyncio.create_task(together(log, range(5), size=50))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await log.close()
        kept = [row for row, error in enumerate(await appends) if error is None]
        assert kept
        assert ready_rows(tmp_path / "wal") == kept
        with pytest.raises(Unreachable, match="the log is closed"):
            await log.append(payload(9))

    run(work)


def test_an_append_whose_sender_has_gone_disturbs_nobody(tmp_path: Path) -> None:
    async def work() -> None:
        files = GatedFiles()
        log = opened(tmp_path / "wal", files)
        gone, stays = (asyncio.create_task(log.append(payload(row))) for row in (1, 2))
        await reached(files.syncing.is_set)
        gone.cancel()
        files.gate.set()
        await stays
        assert gone.cancelled()
        await log.append(payload(3))
        await log.close()
        assert ready_rows(tmp_path / "wal") == [1, 2, 3]

    run(work)


FAILURES = [
    pytest.param("write", errno.ENOSPC, "No space left on device.*free space on this disk", id="disk full at a write"),
    pytest.param("create", errno.ENOSPC, "No space left on device", id="disk full at a new segment"),
    pytest.param("create", errno.EROFS, "Read-only file system.*mount this", id="read-only"),
    pytest.param("sync", errno.EIO, "Input/output error.*errors of this disk", id="failing sync"),
    pytest.param("sync_folder", errno.EIO, "Input/output error", id="failing sync of the folder"),
]


@pytest.mark.parametrize(("call", "code", "message"), FAILURES)
def test_what_the_disk_did_not_take_is_refused_and_the_log_recovers(
    tmp_path: Path, call: str, code: int, message: str
) -> None:
    async def work() -> None:
        files = FailingFiles()
        log = opened(tmp_path / "wal", files)
        if call in ("write", "sync"):
            await log.append(payload(0))
        files.failing[call] = code
        refused = await together(log, range(10, 13)) + await together(log, range(13, 15))
        assert all(isinstance(error, Unreachable) for error in refused)
        assert len({id(error) for error in refused}) == len(refused)
        with pytest.raises(Unreachable, match=message):
            raise refused[0] or AssertionError
        files.failing.clear()
        await log.append(payload(1))
        await log.close()
        rows = ready_rows(tmp_path / "wal")
        answered = {0, 1} if call in ("write", "sync") else {1}
        assert answered <= set(rows)
        assert len(rows) == len(set(rows))
        assert all(read_segment(ref.path).damage is None for ref in ready_segments(tmp_path / "wal"))

    run(work)


def test_after_a_failed_sync_the_segment_is_never_written_again(tmp_path: Path) -> None:
    async def work() -> None:
        files = FailingFiles()
        log = opened(tmp_path / "wal", files)
        await log.append(payload(0))
        files.failing["sync"] = errno.EIO
        await together(log, range(1, 2))
        files.failing.clear()
        files.calls.clear()
        await log.append(payload(2))
        touched = [name for call, name in files.calls if call in ("create", "write", "sync")]
        assert set(touched) == {"000000000002.seg"}
        await log.close()

    run(work)


def test_nobody_is_left_waiting_when_the_thread_fails_by_surprise(tmp_path: Path) -> None:
    class Broken(WatchedFiles):
        broken = True

        def sync_folder(self, path: Path) -> None:
            if self.broken and self.count("create") == 2:
                raise ZeroDivisionError
            super().sync_folder(path)

    async def work() -> None:
        files = Broken()
        log = opened(tmp_path / "wal", files, segment_bytes=1, group_bytes=1)
        outcomes = await together(log, range(5))
        assert [type(outcome) for outcome in outcomes] == [type(None)] + [ZeroDivisionError] * 4
        files.broken = False
        await log.append(payload(5))
        await log.close()
        assert ready_rows(tmp_path / "wal") == [0, 5]

    run(work)


def test_a_failed_rotation_is_tried_again_and_loses_nothing(tmp_path: Path) -> None:
    async def work() -> None:
        files = FailingFiles()
        log = opened(tmp_path / "wal", files)
        await log.append(payload(0))
        files.failing["create"] = errno.ENOSPC
        await log.rotate()
        assert ready_rows(tmp_path / "wal") == []
        files.failing.clear()
        await log.rotate()
        assert ready_rows(tmp_path / "wal") == [0]
        await log.close()

    run(work)


def test_the_timer_hands_over_what_a_failing_disk_held_back(tmp_path: Path) -> None:
    async def work() -> None:
        files = FailingFiles()
        log = opened(tmp_path / "wal", files, rotate_after_s=0.001)
        files.failing["create"] = errno.ENOSPC
        assert isinstance((await together(log, range(1)))[0], Unreachable)
        files.failing.clear()
        await log.append(payload(1))
        files.failing["create"] = errno.ENOSPC
        # On a busy machine the timer may have come before the disk failed again: then there is nothing to hold back.
        await reached(lambda: files.count("create") > 5 or ready_rows(tmp_path / "wal") == [1])
        files.failing.clear()
        await reached(lambda: ready_rows(tmp_path / "wal") == [1])
        await log.close()

    run(work)


def test_a_log_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"Read-only file system.*mount this file system writable"):
        opened(tmp_path / "wal", FailingFiles({"sync_folder": errno.EROFS}))
    (tmp_path / "file").touch()
    with pytest.raises(Unreachable, match="the log cannot be written: Not a directory"):
        opened(tmp_path / "file" / "wal")


def test_two_processes_write_two_logs(tmp_path: Path) -> None:
    async def work() -> None:
        logs = [opened(tmp_path / "wal") for _ in range(2)]
        assert logs[0].name != logs[1].name
        waits: list[Awaitable[None]] = [logs[row % 2].append(payload(row)) for row in range(20)]
        await asyncio.gather(*waits)
        await logs[0].close()
        assert sorted(ready_rows(tmp_path / "wal")) == list(range(0, 20, 2))
        await logs[1].close()
        assert sorted(ready_rows(tmp_path / "wal")) == list(range(20))

    run(work)


def test_a_reader_beside_the_writer_sees_whole_records_only(tmp_path: Path) -> None:
    seen: list[list[int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(rows_in(tmp_path / "wal"))

    async def work() -> None:
        log = opened(tmp_path / "wal", segment_bytes=200_000)
        reader = threading.Thread(target=read)
        reader.start()
        for row in range(300):
            await log.append(payload(row, size=5000))
        done.set()
        reader.join()
        await log.close()

    run(work)
    assert all(rows == list(range(len(rows))) for rows in seen)
    assert [len(rows) for rows in seen] == sorted(len(rows) for rows in seen)
