"""The child's side of supervision: it ends when it is told to, and also when its supervisor is gone."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

# The supervisor's channel stands where standard input would.
CHANNEL = 0
READY = b"r"
# Whoever has not ended so long after its supervisor died is ended. What was answered is on the disk by then.
ORPHAN_SECONDS = 20.0
LISTENER = "HYPERCARE_LISTENER"


class Life:
    """A child's life. Made first of all, so that no signal finds the process unprepared."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)
        threading.Thread(target=self._watch, name="supervisor", daemon=True).start()

    @property
    def is_ending(self) -> bool:
        """Whether this process was asked to end."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits so long, or until this process is asked to end; whether it was."""
        return self._asked.wait(seconds)

    def when_asked(self, do: Callable[[], None], *, after: float = 0.0) -> None:
        """Has something done, by a thread of its own, so many seconds after this process was asked to end."""

        def wait() -> None:
            self._asked.wait()
            time.sleep(after)
            do()

        threading.Thread(target=wait, name="ending", daemon=True).start()

    def say_ready(self) -> None:
        """Tells the supervisor that the start-up is done."""
        try:
            os.write(CHANNEL, READY)
        except OSError:  # the supervisor is gone, which the watcher sees as well
            return

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        # In a thread: a handler runs between two instructions of the main thread, which may be inside `wait` and hold
        # the event's lock.
        threading.Thread(target=self._asked.set).start()

    def _watch(self) -> None:
        while _read(CHANNEL):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        _end_later()


def _read(channel: int) -> bytes:
    try:
        return os.read(channel, 64)
    except OSError:  # reset: the supervisor was killed
        return b""


def _end_later() -> None:
    timer = threading.Timer(ORPHAN_SECONDS, _end_now)
    timer.daemon = True
    timer.start()


def _end_now() -> None:
    os._exit(1)


def listener() -> socket.socket:
    """The listening socket that the supervisor opened and keeps, so that nobody is refused between two processes."""
    return socket.socket(fileno=int(os.environ[LISTENER]))
