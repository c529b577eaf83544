"""The supervisor: one server on one data folder, whose children are kept running and are ended in order."""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from types import FrameType

from structlog.typing import FilteringBoundLogger

from hypercare.app.data_folder import make_data_folder
from hypercare.app.processes.child import Child, Role
from hypercare.app.processes.listening import listen
from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, is_running, read_note, write_note
from hypercare.app.settings import Settings
from hypercare.lake.lock import DataLock
from hypercare.model.errors import Busy, Unreachable

LOOK_SECONDS = 0.2
# How long the children may take to end, one after the other: in all no longer than orphans. A server ends within that,
# whatever it computes; what a killed worker did not load is in the log, and the next one loads it.
GATEWAY_SECONDS, WORKER_SECONDS, WEB_SECONDS = 9.0, 11.0, 5.0
# Children of a killed supervisor end by themselves, within this time.
HANDOVER_SECONDS = 25.0
_ASKING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_ASKING_NUMBERS = frozenset(map(int, _ASKING))


class Supervisor:
    """Runs the children until it is asked to end (SIGTERM, SIGINT, SIGHUP); asked twice, it kills them."""

    def __init__(self, settings: Settings, log: FilteringBoundLogger, on_ready: Callable[[ServerNote], None]) -> None:
        self._settings, self._log, self._on_ready = settings, log, on_ready
        self._started = datetime.now(UTC)
        self._children: list[Child] = []
        self._noted: ServerNote | None = None
        self._was_ready = False

    def run(self) -> None:
        """Serves. Raises `Busy` for a folder or a port in use, `Unreachable` for a folder that cannot be written."""
        make_data_folder(self._settings.data)
        with _locked(self._settings.data) as lock, _listening(self._settings) as (web, gateway), _signals() as heard:
            (self._settings.data / PROCESSES_FILE).unlink(missing_ok=True)  # a killed server's
            self._children = self._make_children(lock, web, gateway)
            try:
                self._watch(heard)
                self._end(heard)
            finally:
                for child in self._children:
                    child.kill()
                (self._settings.data / PROCESSES_FILE).unlink(missing_ok=True)

    def _make_children(self, lock: DataLock, web: socket, gateway: socket) -> list[Child]:
        """In the order in which they end: who takes first, then who loads what was taken, then who shows it."""
        environment = os.environ | self._settings.environment
        roles = (
            (Role("gateway", "hypercare.app.processes.gateway", GATEWAY_SECONDS, self._settings.gateway_port), gateway),
            (Role("worker", "hypercare.app.processes.worker", WORKER_SECONDS), None),
            (Role("web", "hypercare.web", WEB_SECONDS, self._settings.port), web),
        )
        kept = [lock.descriptor]
        return [Child(role, environment, listener=at, kept=kept, log=self._log) for role, at in roles]

    def _watch(self, heard: Callable[[float], bool]) -> None:
        asked = False
        while not asked:
            for child in self._children:
                child.look()
            self._note()
            asked = heard(LOOK_SECONDS)

    def _note(self) -> None:
        settings = self._settings
        processes = tuple(child.note for child in self._children)
        note = ServerNote(os.getpid(), self._started, settings.host, settings.port, settings.gateway_port, processes)
        if note == self._noted:
            return
        with suppress(OSError):  # on a full disk `status` is out of date, and the server goes on
            write_note(settings.data / PROCESSES_FILE, note)
            self._noted = note
        if not self._was_ready and all(process.ready for process in processes):
            self._was_ready = True
            self._on_ready(note)

    def _end(self, heard: Callable[[float], bool]) -> None:
        self._log.info("ending")
        until = time.monotonic()
        for child in self._children:
            until += child.role.end_seconds
            child.ask_to_end()
            child.wait(until, lambda: heard(0))
        self._log.info("ended")


@contextmanager
def _locked(data: Path) -> Iterator[DataLock]:
    """The data folder's lock, waiting for the children of a server that was killed."""
    until = time.monotonic() + HANDOVER_SECONDS
    with ExitStack() as stack:
        while not (lock := _try_lock(stack, data, is_patient=time.monotonic() < until)):
            time.sleep(LOOK_SECONDS)
        yield lock


def _try_lock(stack: ExitStack, data: Path, *, is_patient: bool) -> DataLock | None:
    try:
        return stack.enter_context(DataLock(data / "lock", "serve"))
    except Busy:
        if is_patient and _is_orphaned(data):
            return None
        raise
    except OSError as error:
        raise Unreachable(
            f"the data folder cannot be written ({error.strerror})",
            where=str(data),
            fix="make it writable for this user, or name another with --data",
        ) from error


def _is_orphaned(data: Path) -> bool:
    """Whether the folder was served by a supervisor that is gone."""
    note = read_note(data / PROCESSES_FILE, ServerNote)
    return note is not None and not is_running(note.pid)


@contextmanager
def _listening(settings: Settings) -> Iterator[tuple[socket, socket]]:
    """The sockets of the pages and of the gateway."""
    with (
        listen(settings.host, settings.port, "--port") as web,
        listen(settings.host, settings.gateway_port, "--gateway-port") as gateway,
    ):
        yield web, gateway


@contextmanager
def _signals() -> Iterator[Callable[[float], bool]]:
    """A function that waits so many seconds or until a signal comes, and says whether it asks for the end."""
    heard, written = os.pipe()
    os.set_blocking(written, False)
    previous = {number: signal.signal(number, _nothing) for number in (*_ASKING, signal.SIGCHLD)}
    wakeup = signal.set_wakeup_fd(written, warn_on_full_buffer=False)

    def wait(seconds: float) -> bool:
        readable, _, _ = select.select([heard], [], [], seconds)
        return bool(readable) and not _ASKING_NUMBERS.isdisjoint(os.read(heard, 4096))

    try:
        yield wait
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in previous.items():
            signal.signal(number, handler)
        os.close(heard)
        os.close(written)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Lets the signal through to the wake-up descriptor, and ends no system call for good."""
