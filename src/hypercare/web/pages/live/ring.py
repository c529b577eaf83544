"""The newest rows in memory: what a reader who looks once a second has not seen yet is found here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hypercare.model.cursor import Cursor

Row = Mapping[str, Any]
"""A row of `hypercare/tail.v1`."""


@dataclass(frozen=True)
class News:
    """Rows that a reader has not seen, in the order of arrival, after `skipped` that nobody can show any more.

    A reader who has them has seen everything up to `cursor`.
    """

    rows: tuple[Row, ...]
    skipped: int
    cursor: Cursor


class Ring:
    """At most `most` rows. Everything that arrived after `base` and up to `end` is here."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: list[Row] = []
        self._leap: tuple[Cursor, int] | None = None
        self.base = self.end = Cursor()

    def begin(self, cursor: Cursor) -> None:
        """Starts anew: of what arrived up to a cursor nothing is here."""
        self._rows, self._leap = [], None
        self.base = self.end = cursor

    def add(self, tail: Mapping[str, Any]) -> None:
        """Adds the tail that was asked for from `end` on."""
        rows = list(tail["rows"])
        before, self.end = self.end, Cursor.parse(tail["cursor"]).moved(self.end)
        if tail["skipped"]:
            self._rows, self.base = rows, _before(rows, self.end)
            self._leap = (before, tail["skipped"])
            return
        if rows:
            self._leap = None
        self._rows += rows
        for dropped in self._rows[: -self._most]:
            self.base = self.base.moved(Cursor.parse(dropped["cursor"]))
        del self._rows[: -self._most]

    def news(self, cursor: Cursor) -> News | None:
        """What somebody has not seen who has seen everything up to a cursor; None where some of it is lost here."""
        if cursor.has_seen(self.base):
            return News(unseen(self._rows, cursor), 0, self.end.moved(cursor))
        if self._leap is not None and cursor == self._leap[0]:
            return News(tuple(self._rows), self._leap[1], self.end)
        return None


def unseen(rows: Iterable[Row], cursor: Cursor) -> tuple[Row, ...]:
    """The rows that somebody has not seen who has seen everything up to a cursor."""
    return tuple(row for row in rows if _number(row, Cursor.parse(row["cursor"])) > _number(row, cursor))


def _number(row: Row, cursor: Cursor) -> int:
    """The arrival number that a cursor names for the table of a row."""
    return cursor.events if row["kind"] == "event" else cursor.quarantine


def _before(rows: Iterable[Row], end: Cursor) -> Cursor:
    """Up to where somebody has seen everything but these rows, which are the last of their tables."""
    numbers: dict[str, int] = {"event": end.events + 1, "quarantine": end.quarantine + 1}
    for row in rows:
        numbers[row["kind"]] = min(numbers[row["kind"]], _number(row, Cursor.parse(row["cursor"])))
    return Cursor(numbers["event"] - 1, numbers["quarantine"] - 1)
