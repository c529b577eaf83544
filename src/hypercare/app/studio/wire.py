"""How the pages and the studio speak: JSON lines, one question or one answer each."""

from enum import IntEnum
from typing import Any

import msgspec


class Turn(IntEnum):
    """When a question is answered: the lower the sooner."""

    BRIEF = 0
    """It takes a second or so, and never waits for one that takes much longer."""
    URGENT = 1
    """Somebody waits for it."""
    LONG = 2
    """Somebody waits for it, and knows that it may take long: it holds up nothing that is urgent."""
    BEHIND = 3
    """Nobody waits for it."""
    IDLE = 4
    """Nobody waits for it, and it takes minutes: it steps aside for whatever else is asked."""


class Question(msgspec.Struct):
    """A question with its number, and the turn in which it is asked."""

    number: int
    name: str
    params: dict[str, Any]
    turn: Turn = Turn.URGENT


class Answer(msgspec.Struct):
    """The answer to a question: a value, or an error as a document."""

    number: int
    value: Any = None
    error: dict[str, Any] | None = None


QUESTION = msgspec.json.Decoder(Question)
ANSWER = msgspec.json.Decoder(Answer)


def line(message: Question | Answer) -> bytes:
    """A message as it is sent."""
    return msgspec.json.encode(message) + b"\n"
