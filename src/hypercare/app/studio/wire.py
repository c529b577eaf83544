"""How the pages and the studio speak: JSON lines, one question or one answer each."""

from typing import Any

import msgspec


class Question(msgspec.Struct):
    """A question with its number. Those that can wait are answered when nothing else is asked."""

    number: int
    name: str
    params: dict[str, Any]
    can_wait: bool = False


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
