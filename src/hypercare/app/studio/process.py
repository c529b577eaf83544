"""The studio's process: answers questions from standard input on standard output until that is closed.

Three threads answer. One takes only what is brief, so that pages of facts and charts come though launches are looked
at; one what is urgent, too, so that a long evaluation holds up no page; one takes everything. What nobody waits for
and takes minutes is done in steps, between which everything else that is asked is answered. What a process of its own
answers is waited for by a thread of its own.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Generator
from typing import BinaryIO

from structlog.typing import FilteringBoundLogger

from hypercare.app.documents.errors import error_document
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.logs import configure_logs
from hypercare.app.settings import read_settings
from hypercare.app.studio.questions import APART, BRIEF, IN_STEPS, QUESTIONS
from hypercare.app.studio.wire import QUESTION, Answer, Question, Turn, line
from hypercare.model.errors import BadInput, HypercareError

NICENESS = 5
"""The gateway goes first: what is drawn can wait for what is received."""


def turn_of(question: Question) -> Turn:
    """The turn in which a question is answered, whatever it was asked in."""
    if question.name in BRIEF:
        return Turn.BRIEF
    return Turn.IDLE if question.name in IN_STEPS else question.turn


class Desk:
    """The questions that are waiting: by their turns, and within a turn in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: dict[Turn, deque[Question]] = {turn: deque() for turn in Turn}
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, question: Question) -> None:
        """Adds a question."""
        with self._changed:
            self._waiting[turn_of(question)].append(question)
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more will be asked, and nobody waits for what was."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def take(self, last: Turn) -> Question | None:
        """The next question up to this turn, waited for; None when the desk was closed."""
        with self._changed:
            while not self._is_closed:
                if (found := self._next(last)) is not None:
                    return found
                self._changed.wait()
        return None

    def take_waiting(self, last: Turn) -> Question | None:
        """The next question up to this turn that is waiting already; None where there is none."""
        with self._changed:
            return None if self._is_closed else self._next(last)

    def _next(self, last: Turn) -> Question | None:
        return next((waiting.popleft() for turn, waiting in self._waiting.items() if turn <= last and waiting), None)


class Studio:
    """Answers questions about one installation."""

    def __init__(self, house: House, out: BinaryIO, log: FilteringBoundLogger) -> None:
        self._house, self._out, self._log = house, out, log
        self._writing = threading.Lock()
        self.desk = Desk()

    def work(self, last: Turn) -> None:
        """Answers questions up to this turn, until the desk is closed."""
        while (question := self.desk.take(last)) is not None:
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
            found = answerer(self._house, **question.params)
            return Answer(question.number, self._in_steps(found) if question.name in IN_STEPS else found)
        except HypercareError as error:
            return Answer(question.number, error=error_document(error))
        except Exception as error:  # noqa: BLE001  an edge: one question must not end the studio
            self._log.exception("question failed", question=question.name)
            return Answer(question.number, error=error_document(HypercareError(f"{question.name}: {error!r}")))

    def _in_steps(self, steps: Generator[None, None, Document]) -> Document:
        """What the steps come to, with everything else that was asked answered between them."""
        while True:
            try:
                next(steps)
            except StopIteration as end:
                found: Document = end.value
                return found
            while (asked := self.desk.take_waiting(Turn.BEHIND)) is not None:
                self._say(self.answer(asked))

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
    for last in (Turn.BRIEF, Turn.URGENT, Turn.IDLE):
        threading.Thread(target=studio.work, args=(last,), daemon=True).start()
    for text in sys.stdin.buffer:
        studio.take(QUESTION.decode(text))
    os._exit(0)  # whoever asked is gone, and nobody waits for what is being computed


if __name__ == "__main__":
    main()
