"""What the portfolio shows: every launch in one row. A text is an id of the catalogue with its parameters."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import Moment
from hypercare.app.usecases.acts.timeline import timeline
from hypercare.app.usecases.launches.launches import at_version, titles
from hypercare.cycles.day import day_n
from hypercare.model.errors import BadInput, HypercareError
from hypercare.model.launch import Launch
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, SHOW_FROM, Asked
from hypercare.web.goes_on import GoesOn, goes_on
from hypercare.web.installation import Installation
from hypercare.web.ribbon import Ribbon, ribbon_of
from hypercare.web.status import OF_ACTION, OF_ENTRANCE, OF_HEALTH, Status

FIRST: Final = "health"
"""What is sorted by when nothing is asked: what is in trouble comes first."""
SEVERITY: Final = {"bad": 0, "watch": 1, "unknown": 2, "ok": 3}


class Health(Schema):
    """How a launch fares."""

    word: str = Field(description="ok, watch, bad or unknown.")
    status: Status = Field(description="How that is drawn.")
    reason: Document = Field(description="The one reason that decided it, as a text.")


class Readiness(Schema):
    """Whether a launch that is not live yet may go live, by its entrance criteria."""

    state: str = Field(description="pass, fail, waived or unknown.")
    status: Status = Field(description="How that is drawn.")
    says: Document = Field(description="The same in a sentence, as a text.")


class PortfolioRecommended(Schema):
    """What follows from the gates, or what was signed."""

    action: str = Field(description="HOLD, SCALE, PIVOT or ROLLBACK.")
    status: Status = Field(description="How that is drawn.")
    until: str | None = Field(description="Until when to hold, ISO 8601.")
    signed_by: str | None = Field(description="Who signed it; null where it is a recommendation.")


class Meeting(Schema):
    """The next ritual."""

    kind: str = Field(description="standup, weekly or mbr.")
    name: Document = Field(description="What it is called, as a text.")
    at: str = Field(description="When, ISO 8601 in the launch's zone.")


class PortfolioRow(Schema):
    """One launch. `health`, `recommended` and `computed_at` are null while the facts are being looked at."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="The launch's time zone.")
    live: str = Field(description="When it goes live, ISO 8601.")
    day: int = Field(description="Days since go-live; negative before.")
    ribbon: Ribbon = Field(description="Its phases and gates from go-live on.")
    phases: list[Document] = Field(description="The phases that it is in, as texts.")
    health: Health | None
    entrance: Readiness | None = Field(description="Before go-live, whether it is ready.")
    recommended: PortfolioRecommended | None = Field(description="Null before go-live, too.")
    ritual: Meeting | None = Field(description="The next ritual; null where none is to come.")
    goes_on: GoesOn | None = Field(
        description="What goes on after the outcome; null before, and where nothing is signed."
    )
    computed_at: str | None = Field(description="When the facts were looked at, ISO 8601.")

    @property
    def last_day(self) -> int:
        """The day until which it is watched."""
        return self.ribbon.last_day

    @property
    def days_to_live(self) -> int:
        """Days until go-live, for one that is not live yet."""
        return -self.day


class Portfolio(Schema):
    """Every registered launch."""

    sort: str = Field(description="launch, day, health, recommendation or ritual; with a minus, from the end.")
    rows: list[PortfolioRow]
    waiting: bool = Field(description="Whether some launch is still being looked at.")


def portfolio_of(asked: Asked, sort: str = FIRST) -> Portfolio:
    """The portfolio as of now. Raises `BadInput` for an order that there is not."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        raise BadInput(f"there is no order {sort[:20]!r}", where="sort", expected=" or ".join(SORTS))
    place, now = asked.here, asked.here.house.clock.now()
    launches = [at_version(place.house, launch_id, now)[0] for launch_id in titles(place.house)]
    looks = _looks(place, launches)
    rows = [_row(place, launch, now, looks.get(launch.id)) for launch in launches]
    return Portfolio(
        sort=sort,
        rows=sorted(rows, key=key, reverse=sort.startswith("-")),
        waiting=any(row.computed_at is None for row in rows),
    )


def _looks(place: Installation, launches: list[Launch]) -> dict[str, Document]:
    """The looks that there are, and those that come about while a page can wait. What is old is refreshed behind it."""
    found, coming = {}, {}
    for launch in launches:
        kept = place.looks.find(launch.id, launch.digest, Moment())
        if kept is None or place.looks.is_older(kept, SHOW_FROM):
            coming[launch.id] = place.studio.ask_later("look", launch=launch.id)
        if kept is not None:
            found[launch.id] = kept
    missing = {launch_id: future for launch_id, future in coming.items() if launch_id not in found}
    wait_for(missing.values(), timeout=PAGE_PATIENCE_SECONDS)
    return found | dict(_done(missing))


def _done(waiting: dict[str, "Future[Any]"]) -> Iterator[tuple[str, Document]]:
    for launch_id, future in waiting.items():
        with suppress(HypercareError):  # the launch's own page says what went wrong
            if future.done():
                yield launch_id, future.result()


def _row(place: Installation, launch: Launch, now: datetime, look: Document | None) -> PortfolioRow:
    told = timeline(place.house, launch.id, now)
    return PortfolioRow(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        live=told["live"],
        day=day_n(now, launch.live, launch.zone),
        ribbon=ribbon_of(told, look["verdict"]["gates"] if look else []),
        phases=[each["name"] for each in told["phases"] if each["current"]],
        health=_health(look["health"]) if look else None,
        entrance=_entrance(look["entrance"]) if look and look["entrance"] else None,
        recommended=_recommended(look) if look else None,
        ritual=Meeting(**look["ritual"]) if look and look["ritual"] else None,
        goes_on=goes_on(look) if look else None,
        computed_at=look["computed_at"] if look else None,
    )


def _health(health: Document) -> Health:
    return Health(word=health["word"], status=OF_HEALTH[health["word"]], reason=health["reason"])


def _entrance(judged: Document) -> Readiness:
    return Readiness(state=judged["state"], status=OF_ENTRANCE[judged["state"]], says=judged["says"])


def _recommended(look: Document) -> PortfolioRecommended | None:
    """What was signed, else what is recommended; before go-live there is nothing to decide."""
    if look["verdict"]["day"] < 0:
        return None
    signed, said = look["decision"], look["verdict"]["recommendation"]
    action, until = (signed["action"], look["held_until"]) if signed else (said["action"], said["until"])
    return PortfolioRecommended(
        action=action,
        status=OF_ACTION[action],
        until=until,
        signed_by=signed and (signed["by"]["name"] or signed["by"]["email"]),
    )


def _severity(row: PortfolioRow) -> tuple[int, int, str]:
    if row.health is None:
        return (len(SEVERITY), -row.day, row.title)
    return (SEVERITY[row.health.word], -row.day, row.title)


SORTS: Final[dict[str, Callable[[PortfolioRow], Any]]] = {
    "launch": lambda row: row.title.casefold(),
    "day": lambda row: row.day,
    "health": _severity,
    "recommendation": lambda row: (row.recommended is None, row.recommended.action if row.recommended else ""),
    "ritual": lambda row: (row.ritual is None, datetime.fromisoformat(row.ritual.at) if row.ritual else row.day),
}
