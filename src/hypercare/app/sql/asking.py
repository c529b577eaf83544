"""Asks in SQL: starts the process that answers, waits for it, ends it when it is too late or nobody waits any more."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from threading import BoundedSemaphore, Lock, Timer
from typing import Final

import msgspec

from hypercare.app.documents.errors import error_of
from hypercare.app.house import House
from hypercare.app.sql.memory import too_much_memory
from hypercare.app.sql.wire import HEAD, Asked, Form, Head
from hypercare.model.errors import BadInput, Busy, HypercareError, Unreachable

SECONDS: Final = 30.0
"""How long a statement may take."""
STARTING_SECONDS: Final = 6.0
"""What the process may take beside it: to start, and to hand the answer over."""
WAITING_SECONDS: Final = SECONDS + STARTING_SECONDS
"""How long a question waits for others to be answered: until the first of them must have been."""
MOST_AT_ONCE: Final = 2
MOST_ROWS: Final = 100_000
MOST_BYTES: Final = 16 << 20
LONGEST: Final = 64 * 1024
"""Bytes of a statement."""
HANDED_ON: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "HOME")
"""Of the environment, what a Python needs; nothing of ours, so no secret."""
OF_ITS_OWN: Final = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Arrow's own allocator reserves a gigabyte, which would count as held."""
MOST_STOPPED: Final = 100
"""Tickets that are remembered as stopped before they began; older ones have been answered long since."""


class _Ending(Enum):
    """Why a process was ended before it answered."""

    LATE = "late"
    STOPPED = "stopped"


class _Answering:
    """A process that answers, until it is ended."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.ending: _Ending | None = None

    def end(self, why: _Ending) -> None:
        """Ends the process, unless it has ended."""
        self.ending = self.ending or why
        self._process.kill()

    def said(self, question: bytes, seconds: float) -> bytes:
        """All that it says to a question, within so many seconds.

        Its standard input stays open until it has answered: the end of that would end the process.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = Timer(seconds, self.end, [_Ending.LATE])
        timer.daemon = True
        timer.start()
        try:
            with suppress(OSError):  # it was ended just now: that it says nothing says so
                self._process.stdin.write(question)
                self._process.stdin.flush()
            return self._process.stdout.read()
        finally:
            timer.cancel()
            with suppress(OSError):  # what was not sent yet to a process that is gone
                self._process.stdin.close()


class _Desk:
    """The processes that answer now, by the ticket of their question; at most so many at once."""

    def __init__(self) -> None:
        self._places = BoundedSemaphore(MOST_AT_ONCE)
        self._answering: dict[str, _Answering] = {}
        self._stopped: dict[str, None] = {}
        self._lock = Lock()

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place among those who are answered. Raises `Busy` where none is free in time."""
        if not self._places.acquire(timeout=WAITING_SECONDS):
            raise Busy("other questions are being answered", where="SQL", fix="ask again in a minute")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def answering(self, ticket: str, process: "subprocess.Popen[bytes]") -> Iterator[_Answering]:
        """The process under its ticket; one whose ticket was stopped before it began is ended."""
        found = _Answering(process)
        with self._lock:
            if ticket:
                self._answering[ticket] = found
            if ticket in self._stopped:
                del self._stopped[ticket]
                found.end(_Ending.STOPPED)
        try:
            yield found
        finally:
            with self._lock:
                self._answering.pop(ticket, None)

    def has(self, ticket: str) -> bool:
        """Whether a process answers the question of a ticket."""
        return ticket in self._answering

    def stop(self, ticket: str) -> None:
        """Ends the process of a ticket, also one that has not begun."""
        with self._lock:
            found = self._answering.get(ticket)
            if found is not None:
                found.end(_Ending.STOPPED)
                return
            self._stopped[ticket] = None
            while len(self._stopped) > MOST_STOPPED:
                del self._stopped[next(iter(self._stopped))]


DESK: Final = _Desk()


def ask(
    house: House, statement: str, form: Form, *, rows: int, seconds: float = SECONDS, ticket: str = ""
) -> tuple[Head, bytes]:
    """The head of an answer, and its rows in a form: at most so many, at most `MOST_BYTES`, within so many seconds.

    By its ticket a question can be stopped. Raises `Refused` for what is no single SELECT or reaches beyond the tables,
    `BadInput` for a mistake in it or when it takes too much, `Busy` where others are being answered, `Unreachable`
    where it was stopped.
    """
    house.require()
    _check(statement, rows)
    asked = Asked(house.tables.root, statement, form, rows, MOST_BYTES, seconds)
    with DESK.place():
        line, _, body = _answered(asked, ticket).partition(b"\n")
    head = HEAD.decode(line)
    if head.error is not None:
        raise error_of(head.error)
    return head, body


def _check(statement: str, rows: int) -> None:
    if any("\ud800" <= each <= "\udfff" or each == "\0" for each in statement):
        raise BadInput("characters that no text holds", where="SQL", expected="UTF-8")
    size = len(statement.encode())
    if size > LONGEST:
        raise BadInput(f"{size:,} bytes", where="SQL", expected=f"at most {LONGEST:,}")
    if not 1 <= rows <= MOST_ROWS:
        raise BadInput(f"{rows} rows", where="limit", expected=f"a number from 1 to {MOST_ROWS:,}")


def _answered(asked: Asked, ticket: str) -> bytes:
    """What the process of a question said. Raises what became of one that said nothing."""
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ} | OF_ITS_OWN
    with subprocess.Popen(
        [sys.executable, "-m", "hypercare.app.sql.process", "hypercare", "sql"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        try:
            with DESK.answering(ticket, process) as answering:
                said = answering.said(msgspec.json.encode(asked) + b"\n", asked.seconds + STARTING_SECONDS)
        finally:
            process.kill()
        code = process.wait()
    if code == 0 and said:
        return said
    raise _what_became_of_it(answering.ending, code, asked.seconds)


def _what_became_of_it(ending: _Ending | None, code: int, seconds: float) -> HypercareError:
    if ending is _Ending.STOPPED:
        return Unreachable("the question was stopped", where="SQL", fix="ask again")
    if ending is _Ending.LATE or code == -signal.SIGXCPU:
        return BadInput(f"took longer than {seconds:g} s", where="SQL", fix="ask for less at a time")
    return too_much_memory() if code < 0 else HypercareError(f"the process ended with {code}", where="SQL")
