"""The studio as the pages see it: asked, started when needed, let go when idle."""

import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from structlog.typing import FilteringBoundLogger

from hypercare.app.documents.errors import error_of
from hypercare.app.documents.texts import Document
from hypercare.app.studio.wire import ANSWER, Question, Turn, line
from hypercare.model.errors import Unreachable

IDLE_SECONDS = 60.0
"""A studio that nobody asked for so long is let go: it holds some 300 MB."""
PATIENCE_SECONDS = 60.0
"""Longer than a whole launch of 20 million events takes."""
LOOK_SECONDS = 5.0


class Studio:
    """One studio process at most. Safe to use from all threads. `environment` is that of the process."""

    def __init__(
        self, environment: Mapping[str, str], log: FilteringBoundLogger, *, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._environment, self._log, self._idle_seconds = dict(environment), log, idle_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: dict[int, tuple[subprocess.Popen[bytes], Future[Any]]] = {}
        self._asked_once: dict[tuple[str, str], Future[Any]] = {}
        self._number = 0
        self._asked_at = 0.0
        self._is_closed = False

    def ask(self, name: str, *, patience: float | None = None, **params: Any) -> Document:
        """The answer to a question, waited for: `patience` in seconds, else as long as any question may take.

        Raises what the question raises, and `Unreachable` where the studio died or does not answer in time.
        """
        return _waited_for(self._send(name, params, Turn.URGENT), name, patience)

    def ask_once(self, name: str, *, patience: float | None = None, **params: Any) -> Document:
        """As `ask`; what was asked and is not answered yet is waited for, and not asked again."""
        return _waited_for(self.asking_once(name, **params), name, patience)

    def asking(self, name: str, **params: Any) -> "Future[Any]":
        """Asks without waiting for the answer."""
        return self._send(name, params, Turn.URGENT)

    def ask_later(self, name: str, **params: Any) -> "Future[Any]":
        """Asks what nobody waits for, unless the same is waiting already."""
        return self._once(name, params, Turn.BEHIND)

    def asking_long(self, name: str, **params: Any) -> "Future[Any]":
        """Asks what may take long, unless the same is waiting already: it goes before what nobody waits for."""
        return self._once(name, params, Turn.LONG)

    def asking_once(self, name: str, **params: Any) -> "Future[Any]":
        """Asks without waiting for the answer, unless the same was asked and is not answered yet."""
        return self._once(name, params, Turn.URGENT)

    def _once(self, name: str, params: dict[str, Any], turn: Turn) -> "Future[Any]":
        key = (name, repr((turn, sorted(params.items()))))
        with self._lock:
            waiting = self._asked_once.get(key)
            if waiting is not None and not waiting.done():
                return waiting
        future = self._send(name, params, turn)
        self._asked_once[key] = future
        future.add_done_callback(lambda _done: self._asked_once.pop(key, None))
        return future

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is answered: the server is ending."""
        return self._is_closed

    def close(self) -> None:
        """Ends the studio at once, whatever it computes. What is waiting is answered with `Unreachable`.

        Nothing is lost: what it records it records in one transaction, and what it keeps is derived.
        """
        with self._lock:
            self._is_closed = True
            process = self._process
            self._let_go()
        if process is not None:
            process.kill()
            self._fail_all(process)

    def _send(self, name: str, params: dict[str, Any], turn: Turn) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._lock:
            if self._is_closed:
                raise Unreachable("the server is ending", fix="try again")
            process = self._running()
            self._number += 1
            self._waiting[self._number] = (process, future)
            self._asked_at = time.monotonic()
            try:
                assert process.stdin is not None
                process.stdin.write(line(Question(self._number, name, params, turn)))
                process.stdin.flush()
            except OSError:  # it died just now: the reader fails all who wait
                pass
        return future

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hypercare.app.studio.process", "hypercare", "studio"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
            )
            self._log.info("studio started", child_pid=self._process.pid)
            for target in (self._read, self._watch):
                threading.Thread(target=target, args=(self._process,), daemon=True).start()
        return self._process

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for text in process.stdout:
            answer = ANSWER.decode(text)
            with self._lock:
                waiting = self._waiting.pop(answer.number, None)
                self._asked_at = time.monotonic()
            if waiting is not None:
                self._settle(waiting[1], answer.value, answer.error)
        process.wait()
        process.stdout.close()
        _close_input(process)
        self._fail_all(process)

    def _settle(self, future: "Future[Any]", value: Any, error: Document | None) -> None:
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error_of(error))

    def _fail_all(self, process: subprocess.Popen[bytes]) -> None:
        """Answers those who wait for a process that is gone."""
        with self._lock:
            if self._process is process:
                self._process = None
            left = {number: future for number, (asked, future) in self._waiting.items() if asked is process}
            for number in left:
                del self._waiting[number]
        for future in left.values():
            future.set_exception(Unreachable("the studio ended before it answered", fix="try again"))

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Lets the process go when it has been idle."""
        while process.poll() is None:
            time.sleep(min(LOOK_SECONDS, self._idle_seconds))
            with self._lock:
                idle = not self._waiting and time.monotonic() - self._asked_at > self._idle_seconds
                if idle and self._process is process:
                    self._log.info("studio let go")
                    self._let_go()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _close_input(process)  # it ends when nothing more can be asked


def _waited_for(asked: "Future[Any]", name: str, patience: float | None) -> Document:
    seconds = PATIENCE_SECONDS if patience is None else patience
    try:
        answer: Document = asked.result(seconds)
    except TimeoutError:
        raise Unreachable(f"no answer to {name!r} within {seconds:g} s", fix="try again") from None
    return answer


def _close_input(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    with suppress(OSError):  # what was not sent yet to a process that is gone
        process.stdin.close()
