"""The supervisor's side of one child: started, watched, started anew, ended."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from hypercare.app.processes.life import LISTENER
from hypercare.app.processes.notes import ProcessNote

# A child that was ready is started anew at once. One that dies while it starts waits first, so that what cannot run
# does not use up the machine; never longer than the five seconds within which a killed one runs again.
FIRST_DELAY, LONGEST_DELAY = 0.25, 4.0
WAIT_SECONDS = 0.02


@dataclass(frozen=True)
class Role:
    """A child: its name, the module that it runs, how long it may take to end, and its port where it has one.

    What those that end before it do not use of their time, it may use.
    """

    name: str
    module: str
    end_seconds: float
    port: int | None = None


class Child:
    """One role's process. `kept` are descriptors that it inherits beside its own listening socket."""

    def __init__(
        self,
        role: Role,
        environment: Mapping[str, str],
        *,
        listener: socket.socket | None,
        kept: Sequence[int],
        log: FilteringBoundLogger,
    ) -> None:
        self.role = role
        self._environment, self._listener, self._kept = dict(environment), listener, tuple(kept)
        self._log = log.bind(child=role.name)
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._started = datetime.now(UTC)
        self._ready = False
        self._restarts = self._failed_starts = 0
        self._next_start = 0.0

    @property
    def note(self) -> ProcessNote:
        """The child as it is now."""
        pid = self._process.pid if self._process else None
        return ProcessNote(self.role.name, pid, self.role.port, self._started, self._ready, self._restarts)

    def look(self) -> None:
        """Starts the child if it does not run and its time has come; notes when it is ready or dead."""
        if self._process is None:
            if time.monotonic() >= self._next_start:
                self._start()
            return
        self._hear()
        status = self._process.poll()
        if status is not None:
            self._bury(status)

    def ask_to_end(self) -> None:
        """Asks for an orderly end. The listening socket is closed first, so that nobody else queues up."""
        if self._listener is not None:
            self._listener.close()
        if self._process is not None:
            self._process.terminate()

    def wait(self, until: float, is_hurried: Callable[[], bool]) -> None:
        """Waits for the end that was asked for, and enforces it at an instant (`time.monotonic`), or when hurried."""
        while self._process is not None and self._process.poll() is None:
            if time.monotonic() > until or is_hurried():
                self._log.warning("child did not end in time and is killed")
                self.kill()
                return
            time.sleep(WAIT_SECONDS)

    def kill(self) -> None:
        """Ends the child at once. What was answered is on the disk."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._hang_up()

    def _start(self) -> None:
        self._channel, theirs = socket.socketpair()
        self._channel.setblocking(False)
        descriptors = [*self._kept, *([self._listener.fileno()] if self._listener else [])]
        environment = self._environment | ({LISTENER: str(self._listener.fileno())} if self._listener else {})
        with theirs:
            self._process = subprocess.Popen(
                _command(self.role),
                stdin=theirs.fileno(),
                env=environment,
                pass_fds=descriptors,
                # Its own group: Ctrl-C reaches the supervisor alone, which ends the children in order.
                process_group=0,
            )
        self._started, self._ready = datetime.now(UTC), False
        self._log.info("child started", child_pid=self._process.pid)

    def _hear(self) -> None:
        try:
            heard = self._channel.recv(64) if self._channel else b""
        except OSError:  # nothing said, or reset by its end
            return
        if heard and not self._ready:
            self._ready, self._failed_starts = True, 0
            self._log.info("child ready", child_pid=self.note.pid)

    def _bury(self, status: int) -> None:
        delay = self._delay()
        self._log.warning("child died", status=status, was_ready=self._ready, restart_in_seconds=delay)
        self._hang_up()
        self._process, self._ready = None, False
        self._restarts += 1
        self._next_start = time.monotonic() + delay

    def _hang_up(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _delay(self) -> float:
        if self._ready:
            return 0.0
        self._failed_starts += 1
        return min(FIRST_DELAY * 2.0 ** (self._failed_starts - 1), LONGEST_DELAY)


def _command(role: Role) -> list[str]:
    # The words after the module are for people who look at `ps`: all settings travel in the environment, where other
    # users cannot read them.
    port = ["--port", str(role.port)] if role.port else []
    return [sys.executable, "-m", role.module, "hypercare", role.name, *port]
