"""What the live page shows: the newest events, those that a filter lets through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Final, Literal
from urllib.parse import urlencode

import orjson
from django.http import QueryDict
from ninja import Field, Schema

from hypercare.app.usecases.access import tokens
from hypercare.model.cursor import Cursor
from hypercare.web.asked import Asked
from hypercare.web.installation import Installation
from hypercare.web.latest import Latest
from hypercare.web.permissions import LEAST
from hypercare.web.person import Person

SHOWN_ROWS: Final = 100
UNITS: Final = LEAST["evidence-units"]
OF_CLIENTS: Final = ("$", "mp_")
"""How the properties begin that clients add by themselves: they come last."""
HIDDEN: Final[Mapping[str, Any]] = {"user": None, "anonymous": None, "groups": {}, "raw": ""}
"""What a viewer does not see of a row."""
PATIENCE_SECONDS: Final = 1.5
"""A page that would have to wait longer is sent without its rows, and fetches them."""
LONGEST_FILTER: Final = 200
Value = str | int | float | bool | None


class LiveRow(Schema):
    """One event as it arrived, or a record that went to quarantine."""

    cursor: str = Field(description="Up to where somebody has seen who has seen this row.")
    kind: Literal["event", "quarantine"] = Field(description="Whether it could be understood.")
    source: str = Field(description="Who sent it.")
    event: str = Field(default="", description="The event's name; empty in quarantine.")
    time: str | None = Field(default=None, description="When it happened, an instant; null in quarantine.")
    received: str = Field(description="When it was received, an instant.")
    known: str = Field(default="", description="When it became known: received, or for what was imported its own time.")
    user: str | None = Field(default=None, description="The known user.")
    anonymous: str | None = Field(default=None, description="The anonymous key.")
    groups: dict[str, Value] = Field(default={}, description="The groups that it belongs to, by key.")
    flags: dict[str, Value] = Field(default={}, description="The feature flags that it carries.")
    library: str | None = Field(default=None, description="The client library that sent it.")
    properties: dict[str, Value] = Field(
        default={}, description="Its properties; lists and objects as JSON text, all cut."
    )
    properties_left_out: int = Field(default=0, description="How many further properties it has.")
    reason: str = Field(default="", description="Why it is in quarantine, a stable code.")
    decoder: str = Field(default="", description="Who rejected it.")
    field: str = Field(default="", description="Where in the record the trouble is.")
    message: str = Field(default="", description="What the trouble is.")
    raw: str = Field(default="", description="The beginning of the record as it came.")


class Live(Schema):
    """The newest rows, and where to go on from."""

    rows: list[LiveRow] = Field(description="The latest first.")
    cursor: str = Field(description="What to give to `/live/stream` as `after`, to get what comes next.")
    event: str = Field(default="", description="Only events of this name.")
    source: str = Field(default="", description="Only what this source sent.")
    q: str = Field(default="", description="Only what holds this text, in whatever field.")
    as_of: datetime = Field(
        description="When they were read: earlier than now while many other questions are answered."
    )
    looked_through: int = Field(description="Among how many of the newest rows those that fit were looked for.")
    state: Literal["rows", "no-source", "no-data", "filtered"] = Field(
        description="Whether there are rows, and why there are none: no source, none of its events yet, none that fits."
    )
    shows_units: bool = Field(description="Whether who asks may see whose events these are.")
    events: list[str] = Field(description="Names of events among the rows, to filter by.")
    sources: list[str] = Field(description="Sources of the rows, to filter by.")


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for. Empty: all."""

    event: str = ""
    source: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """What a query asks for: `?event=&source=&q=`."""
        return cls(*(query.get(name, "").strip()[:LONGEST_FILTER] for name in ("event", "source", "q")))

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of `hypercare/tail.v1` is asked for: as the lake says, for rows that are in memory."""
        if self.source and row["source"] != self.source:
            return False
        if self.event and row.get("event") != self.event:
            return False
        return not self.q or self._text in orjson.dumps(list(row.values())[1:]).decode().casefold()

    @cached_property
    def _text(self) -> str:
        # As it stands within JSON.
        return orjson.dumps(self.q).decode()[1:-1].casefold()

    @property
    def query(self) -> str:
        """The filter as a query, empty for none."""
        given = {"event": self.event, "source": self.source, "q": self.q}
        return urlencode({name: value for name, value in given.items() if value})


def live_of(asked: Asked, wanted: Wanted, *, patience: float = PATIENCE_SECONDS) -> Live | None:
    """The newest rows that are asked for, or those read before where that takes longer than `patience` in seconds.

    None where there are none of these.
    """
    given = {"event": wanted.event or None, "source": wanted.source or None, "text": wanted.q or None}
    found = tails_of(asked.here).read(patience, limit=SHOWN_ROWS, **given)
    if found is None:
        return None
    tail = found.document
    seen = [visible(row, asked.person) for row in reversed(tail["rows"])]
    rows = [row_of(row) for row in seen if wanted.fits(row)]
    return Live(
        rows=rows,
        cursor=tail["cursor"],
        event=wanted.event,
        source=wanted.source,
        q=wanted.q,
        as_of=found.as_of,
        looked_through=tail["looked_through"],
        state="rows" if rows else _why_none(asked, tail["cursor"], wanted),
        shows_units=asked.person.role.may(UNITS),
        events=sorted({row.event for row in rows if row.event}),
        sources=sorted({row.source for row in rows}),
    )


@cache
def tails_of(place: Installation) -> Latest:
    """The latest `hypercare/tail.v1` of an installation, by filter. Derived, in memory, for some minutes."""
    return Latest(place.studio.asking_once, place.house.clock.now, "tail")


def visible(row: Mapping[str, Any], person: Person) -> Mapping[str, Any]:
    """A row of `hypercare/tail.v1` as somebody may see it: whose it is, is for those who may see units."""
    if person.role.may(UNITS):
        return row
    return {**row, **{name: empty for name, empty in HIDDEN.items() if name in row}}


def row_of(row: Mapping[str, Any]) -> LiveRow:
    """A row of `hypercare/tail.v1` as the page shows it."""
    properties = dict(sorted(row.get("properties", {}).items(), key=lambda item: item[0].startswith(OF_CLIENTS)))
    return LiveRow(**{"known": row["received"], **row, "properties": properties})


def _why_none(asked: Asked, cursor: str, wanted: Wanted) -> Literal["no-source", "no-data", "filtered"]:
    if wanted.query and cursor != str(Cursor()):
        return "filtered"
    waiting = any(each.vendor != tokens.API and each.revoked_at is None for each in tokens.listing(asked.here.house))
    return "no-data" if waiting else "no-source"
