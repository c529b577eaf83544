"""The write-ahead log of one gateway process: appends that are durable when they return; a group shares a sync."""

import asyncio
import errno
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from hypercare.lake.wal.segment import encode_payload
from hypercare.lake.wal.segment_writer import SegmentWriter
from hypercare.lake.wal.wal import claim_log
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload
from hypercare.model.ports import Files

MIB = 1024 * 1024

_FIXES = {
    errno.ENOSPC: "free space on this disk",
    errno.EDQUOT: "raise the quota of this disk",
    errno.EROFS: "mount this file system writable",
    errno.EACCES: "let the user of this process write there",
}


@dataclass(frozen=True)
class Limits:
    """When a log ends a segment, and how much it holds in memory.

    A segment is ended at `segment_bytes`: the loader decodes it in one piece, so it is large enough for a table commit
    and small enough for memory; or `rotate_after_s` after its first record: a sixth of the three seconds within which
    an answered event counts. `group_bytes` is what one sync carries: at 200 MB/s it takes 20 ms. `queue_bytes` may wait
    for the disk, over two thousand requests of 12 KB; further appends wait to be let in. A record may be larger.
    """

    segment_bytes: int = 8 * MIB
    rotate_after_s: float = 0.5
    group_bytes: int = 4 * MIB
    queue_bytes: int = 32 * MIB


@dataclass(frozen=True)
class _Waiting:
    record: bytes
    kept: asyncio.Future[None]


class Log:
    """The port `Journal` on disk, by one thread of its own. Belongs to the event loop that appends to it.

    While a group is being synced, further appends gather for the next. `append` returns when its payload is durable and
    raises `Unreachable` when it may not be; it may be loaded all the same, and the sender's retry is a known duplicate.
    """

    def __init__(self, folder: Path, owner: int, writer: SegmentWriter, limits: Limits) -> None:
        self._folder, self._owner, self._writer, self._limits = folder, owner, writer, limits
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="log")
        self._queue: deque[_Waiting] = deque()
        self._queued_bytes = 0
        self._doors: list[asyncio.Future[None]] = []
        self._rotation_due = False
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None
        self._work: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, wal: Path, files: Files, *, now_us: int, limits: Limits = Limits()) -> Self:
        """A new log below `wal`, named after the time of its start. Raises `Unreachable` if that cannot be written."""
        try:
            folder, owner = claim_log(wal, now_us=now_us, files=files)
        except OSError as error:
            raise _unwritable(wal, error) from error
        return cls(folder, owner, SegmentWriter(folder, files), limits)

    @property
    def name(self) -> str:
        """The log's UUID, which is its folder's name."""
        return self._folder.name

    async def append(self, payload: Payload) -> None:
        """Keeps a payload durably. Raises `Unreachable` if the disk does not take it, or the log is closed."""
        record = encode_payload(self.name, payload)
        while not self._closed and self._queue_full(len(record)):
            await self._let_in()
        if self._closed:
            raise Unreachable("the log is closed", where=str(self._folder), fix="send again to the running gateway")
        waiting = _Waiting(record, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._queued_bytes += len(record)
        self._start_work()
        await waiting.kept

    async def rotate(self) -> None:
        """Hands what was answered so far to the loader now, without waiting for a segment's size or age."""
        self._rotation_due = True
        await asyncio.shield(self._start_work())

    async def close(self) -> None:
        """Keeps what is queued, ends the segment and gives the log up; later appends are refused."""
        self._closed = True
        self._open_doors()
        try:
            await asyncio.shield(self._start_work())
            if self._timer is not None:
                self._timer.cancel()
            await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.close)
        finally:
            self._thread.shutdown()
            os.close(self._owner)

    def _queue_full(self, size: int) -> bool:
        return self._queued_bytes > 0 and self._queued_bytes + size > self._limits.queue_bytes

    async def _let_in(self) -> None:
        door = asyncio.get_running_loop().create_future()
        self._doors.append(door)
        await door

    def _open_doors(self) -> None:
        doors, self._doors = self._doors, []
        for door in doors:
            if not door.done():
                door.set_result(None)

    def _start_work(self) -> asyncio.Task[None]:
        # A task starts in the loop's next round, so that all appends of this round share its first group.
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._run())
        return self._work

    async def _run(self) -> None:
        try:
            while self._queue or self._rotation_due:
                if self._rotation_due:
                    await self._rotate()
                else:
                    await self._commit(self._next_group())
                self._arm()
        except BaseException as failure:  # a bug, or the end of the loop: nobody may be left waiting
            self._answer(list(self._queue), failure)
            self._queue.clear()
            raise

    async def _commit(self, group: list[_Waiting]) -> None:
        records = [waiting.record for waiting in group]
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.write, records)
        except BaseException as failure:
            self._answer(group, failure)
            if not isinstance(failure, OSError):
                raise
        else:
            self._answer(group, None)
        if self._writer.size >= self._limits.segment_bytes:
            self._rotation_due = True

    async def _rotate(self) -> None:
        self._rotation_due = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._writer.withheld:
            with suppress(OSError):  # tried again by the timer, and by the next append, which reports it
                await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.rotate)

    def _arm(self) -> None:
        if self._timer is None and self._writer.withheld:
            self._timer = asyncio.get_running_loop().call_later(self._limits.rotate_after_s, self._rotate_in_time)

    def _rotate_in_time(self) -> None:
        self._timer = None
        if self._closed:  # closing ends the segment itself; a rotation after it would leave a new one open
            return
        self._rotation_due = True
        self._start_work()

    def _next_group(self) -> list[_Waiting]:
        group = [self._queue.popleft()]
        size = len(group[0].record)
        while self._queue and size + len(self._queue[0].record) <= self._limits.group_bytes:
            group.append(self._queue.popleft())
            size += len(group[-1].record)
        return group

    def _answer(self, group: list[_Waiting], failure: BaseException | None) -> None:
        for waiting in group:
            self._queued_bytes -= len(waiting.record)
            if waiting.kept.done():  # its sender has gone
                continue
            if failure is None:
                waiting.kept.set_result(None)
            else:
                # One error each: a shared one would collect the tracebacks of all who raise it.
                own = _unwritable(self._folder, failure) if isinstance(failure, OSError) else failure
                waiting.kept.set_exception(own)
        self._open_doors()


def _unwritable(folder: Path, error: OSError) -> Unreachable:
    return Unreachable(
        f"the log cannot be written: {error.strerror or error}",
        where=str(folder),
        expected="a disk that takes writes",
        fix=_FIXES.get(error.errno or 0, "look for errors of this disk in the system's log"),
    )
