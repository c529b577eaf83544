"""The studio's process: answers questions from standard input on standard output until that is closed.

Two threads answer: one takes only what is urgent, so that a long evaluation in the background holds up no page.
What a process of its own answers is waited for by a thread of its own.
"""

import os
import sys
import threading
from collections import deque
from typing import BinaryIO

from structlog.typing import FilteringBoundLogger

from hypercare.app.documents.errors import error_document
from hypercare.app.house import House
from hypercare.app.logs import configure_logs
from hypercare.app.settings import read_settings
from hypercare.app.studio.questions import APART, QUESTIONS
from hypercare.app.studio.wire import QUESTION, Answer, Question, line
from hypercare.model.errors import BadInput, HypercareError

NICENESS = 5
"""The gateway goes first: what is drawn can wait for what is received."""


class Desk:
    """The questions that are waiting: urgent ones first, each kind in the order in which they came."""

    def __init__(self) -> None:
        self._urgent: deque[Question] = deque()
        self._patient: deque[Question] = deque()
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, question: Question) -> None:
        """Adds a question."""
        with self._changed:
            (self._patient if question.can_wait else self._urgent).append(question)
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will be asked, and nobody waits for what was."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def take(self, *, only_urgent: bool) -> Question | None:
        """The next question, waited for; None when the desk was closed."""
        with self._changed:
            while not self._is_closed:
                if self._urgent:
                    return self._urgent.popleft()
                if self._patient and not only_urgent:
                    return self._patient.popleft()
                self._changed.wait()
        return None


class Studio:
    """Answers questions about one installation."""

    def __init__(self, house: House, out: BinaryIO, log: FilteringBoundLogger) -> None:
        self._house, self._out, self._log = house, out, log
        self._writing = threading.Lock()
        self.desk = Desk()

    def work(self, *, only_urgent: bool) -> None:
        """Answers until the desk is closed."""
        while (question := self.desk.take(only_urgent=only_urgent)) is not None:
            self._say(self.answer(question))

    def take(self, question: Question) -> None:
        """Puts a question on the desk, or has it answered apart."""
        if question.name in APART:
            threading.Thread(target=lambda: self._say(self.answer(question)), daemon=True).start()
        else:
            self.desk.put(question)

    def answer(self, question: Question) -> Answer:
        """The answer to a question. Whatever goes wrong is answered, and logged where it is our own mistake."""
        answerer = QUESTIONS.get(question.name)
        try:
            if answerer is None:
                raise BadInput(f"the studio knows no question {question.name!r}")
            return Answer(question.number, answerer(self._house, **question.params))
        except HypercareError as error:
            return Answer(question.number, error=error_document(error))
        except Exception as error:  # noqa: BLE001  an edge: one question must not end the studio
            self._log.exception("question failed", question=question.name)
            return Answer(question.number, error=error_document(HypercareError(f"{question.name}: {error!r}")))

    def _say(self, answer: Answer) -> None:
        try:
            with self._writing:
                self._out.write(line(answer))
                self._out.flush()
        except OSError:  # nobody listens any more
            self.desk.close()


def main() -> None:
    """Runs the studio."""
    os.nice(NICENESS)
    log = configure_logs("studio")
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not end up among the answers
    studio = Studio(House(read_settings()), out, log)
    for only_urgent in (False, True):
        threading.Thread(target=studio.work, kwargs={"only_urgent": only_urgent}, daemon=True).start()
    for text in sys.stdin.buffer:
        studio.take(QUESTION.decode(text))
    studio.desk.close()


if __name__ == "__main__":
    main()
