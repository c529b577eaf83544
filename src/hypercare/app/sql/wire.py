"""What the process that answers a question in SQL is asked, and what it says."""

from typing import Any, Literal

import msgspec

Form = Literal["json", "csv", "parquet"]


class Asked(msgspec.Struct):
    """A statement about the tables below a root; `rows` and `bytes` bound the answer, `seconds` the time."""

    root: str
    statement: str
    form: Form
    rows: int
    bytes: int
    seconds: float


class Column(msgspec.Struct):
    """A column of an answer: its name, and its type as SQL has it."""

    name: str
    type: str


class Head(msgspec.Struct):
    """What there is to say of an answer beside its rows, or the error in its place.

    `truncated` is "rows" or "bytes", what the answer was cut by. `read` counts the rows of the tables that were read,
    None where it was cut. Seconds are those that opening the tables and answering took.
    """

    columns: list[Column] = []
    count: int = 0
    truncated: Literal["rows", "bytes"] | None = None
    read: int | None = None
    open_seconds: float = 0.0
    seconds: float = 0.0
    error: dict[str, Any] | None = None


ASKED = msgspec.json.Decoder(Asked)
HEAD = msgspec.json.Decoder(Head)
