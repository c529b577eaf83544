"""What the page of sources shows."""

from datetime import datetime
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases.data.status import Status, read_status
from hypercare.web.asked import Asked
from hypercare.web.pages.sources.kept import PATIENCE_SECONDS, kept_of
from hypercare.web.permissions import LEAST

STATUS: Final = {
    "waiting": "early",
    "rejected": "bad",
    "faulty": "warn",
    "arriving": "ok",
    "recent": "ok",
    "imported": "none",
    "silent": "warn",
}
"""The shape that stands beside the word of each state."""
LATE_SECONDS: Final = 60.0
"""An event in the log that nobody has loaded after so long is late: usually it takes a second."""


class Words(Schema):
    """Words for people: an id of the catalogue, its parameters, and the sentence."""

    id: str = Field(description="The id of the words.")
    params: dict[str, str | int | float] = Field(description="What they are about.")
    text: str = Field(default="", description="The sentence in the reader's language.")


class Lag(Schema):
    """How long after they happened the events that were pushed within the last day were received."""

    events: int = Field(description="How many events these are.")
    median_seconds: float = Field(description="For half of them it was no longer, in seconds.")
    p95_seconds: float = Field(description="For 95 of 100 it was no longer, in seconds.")


class Example(Schema):
    """A record in quarantine, cut."""

    field: str = Field(description="Where in the record the trouble is.")
    message: str = Field(description="What the trouble is.")
    raw: str = Field(description="The beginning of the record as it came; empty for who may not see units.")
    received: datetime = Field(description="When it came.")


class Rejection(Schema):
    """What is in quarantine for one reason."""

    decoder: str = Field(description="Who rejected the records.")
    reason: str = Field(description="Why, a stable code.")
    why: Words = Field(description="The reason in words.")
    fix: Words = Field(description="What to do about it.")
    count: int = Field(description="How many records.")
    last_day: int = Field(description="How many of them came within the last 24 hours.")
    first_received: datetime = Field(description="When the first came.")
    latest_received: datetime = Field(description="When the latest came.")
    examples: list[Example] = Field(description="The newest, at most three.")


class SourceToken(Schema):
    """A token that was made for a source, without its secret."""

    id: str = Field(description="Its id.")
    vendor: str = Field(description="Whose clients it is for.")
    created_at: datetime = Field(description="When it was made.")
    last_used_at: datetime | None = Field(description="When a client last used it.")
    revoked: bool = Field(description="Whether it was revoked.")


class SourceRow(Schema):
    """One source."""

    source: str = Field(description="Its name.")
    state: str = Field(description="How it fares: waiting, rejected, faulty, arriving, recent, imported or silent.")
    status: str = Field(description="The same as a shape: ok, warn, bad, early or none.")
    events: int = Field(description="How many events there are.")
    imported: int = Field(description="How many of them were imported; the others were pushed.")
    event_names: int = Field(description="How many names its events have.")
    share: float | None = Field(description="Its share of all events of the last 24 hours; null where there are none.")
    events_last_hour: int = Field(description="Events that became known within the last hour.")
    events_last_day: int = Field(description="Events that became known within the last 24 hours.")
    hours: list[int] = Field(description="The same by hour, the latest last.")
    lag: Lag | None = Field(description="How late its events come; null where none was pushed within the last day.")
    first_known: datetime | None = Field(description="When its first event became known.")
    latest_known: datetime | None = Field(description="When its latest event became known.")
    silence_seconds: float | None = Field(description="How long ago that was; null where there is no event.")
    quarantined: int = Field(description="How many of its records are in quarantine.")
    quarantined_last_day: int = Field(description="How many of them came within the last 24 hours.")
    rejections: list[Rejection] = Field(description="What is in quarantine, by reason.")
    tokens: list[SourceToken] = Field(description="The tokens that were made for it.")
    receivers: list[str] = Field(description="The receivers that it comes through, as far as they are known.")


class ProcessRow(Schema):
    """One process of the server."""

    role: str = Field(description="gateway, web or worker.")
    state: str = Field(description="running, starting or ended.")
    status: str = Field(description="The same as a shape: ok, early or bad.")
    uptime_seconds: float | None = Field(description="Since when it runs; null where it does not.")
    restarts: int = Field(description="How often it had to be started anew.")


class Server(Schema):
    """How the processes fare that receive and load."""

    processes: list[ProcessRow] = Field(description="Empty where no server runs.")
    backlog_segments: int = Field(description="Segments of the log that are not loaded yet.")
    backlog_bytes: int = Field(description="Their bytes.")
    lag_seconds: float = Field(description="For how long the oldest of them has been waiting; 0 where none does.")
    is_late: bool = Field(description="Whether that is too long.")
    duplicates: int = Field(description="Events that came again and were dropped, since the worker's start.")
    error: str | None = Field(description="What stops loading now; null when all is well.")
    disk_free_bytes: int | None = Field(description="Free bytes of the disk.")


class Sources(Schema):
    """Every source, and how what receives them fares."""

    as_of: datetime = Field(description="The instant that counted as now.")
    hours_complete: bool = Field(description="Whether the last day was counted whole, not its newest three million.")
    sources: list[SourceRow] = Field(description="By name.")
    arriving: int = Field(description="How many sources sent something within the last day.")
    silent: int = Field(description="How many pushed before and sent nothing for a day.")
    quarantined_last_day: int = Field(description="Records of the last 24 hours that are in quarantine.")
    has_quarantine: bool = Field(description="Whether anything is in quarantine.")
    server: Server = Field(description="The processes that receive and load.")


def sources_of(asked: Asked, *, patience: float = PATIENCE_SECONDS) -> Sources | None:
    """The page; None where counting takes longer than `patience` in seconds."""
    found = kept_of(asked.here).read(patience)
    if found is None:
        return None
    spoken: Document = with_words(found.document, asked.language)
    total = sum(each["events_last_day"] for each in spoken["sources"])
    shows_records = asked.person.role.may(LEAST["evidence-units"])
    rows = [_row(each if shows_records else _without_records(each), total) for each in spoken["sources"]]
    return Sources(
        as_of=spoken["as_of"],
        hours_complete=spoken["hours_complete"],
        sources=rows,
        arriving=sum(row.events_last_day > 0 for row in rows),
        silent=sum(row.state == "silent" for row in rows),
        quarantined_last_day=sum(row.quarantined_last_day for row in rows),
        has_quarantine=any(row.quarantined for row in rows),
        server=_server(read_status(asked.here.house.data)),
    )


def _without_records(found: Document) -> Document:
    """A source without what its rejected records hold, which tells of people."""
    rejections = [
        rejection | {"examples": [example | {"raw": ""} for example in rejection["examples"]]}
        for rejection in found["rejections"]
    ]
    return found | {"rejections": rejections}


def _row(found: Document, total: int) -> SourceRow:
    share = found["events_last_day"] / total if total else None
    return SourceRow(status=STATUS[found["state"]], share=share, **found)


def _server(status: Status) -> Server:
    return Server(
        processes=[
            ProcessRow(
                role=role.role,
                state="running" if role.ready else "starting" if role.alive else "ended",
                status="ok" if role.ready else "early" if role.alive else "bad",
                uptime_seconds=role.uptime_seconds,
                restarts=role.restarts,
            )
            for role in status.roles
        ],
        backlog_segments=status.backlog_segments,
        backlog_bytes=status.backlog_bytes,
        lag_seconds=status.lag_seconds,
        is_late=status.lag_seconds > LATE_SECONDS,
        duplicates=status.duplicates,
        error=status.error,
        disk_free_bytes=status.disk_free_bytes,
    )
