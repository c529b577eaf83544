"""What a request asks: by whom, in which language and zone, about which launch at which moment."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from hypercare.app.clock import instant
from hypercare.app.documents.texts import Document
from hypercare.app.looks import Moment, instant_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.cycles.day import day_n
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.launch import Launch
from hypercare.web.installation import Installation, here
from hypercare.web.person import Person
from hypercare.web.reader import Reader, read_by, zone_of

PAGE_PATIENCE_SECONDS: Final = 1.5
"""A page that would have to wait longer for a look is sent without it, and fetches it."""
SHOW_FROM: Final = 15.0
"""Seconds after which a look that is shown is refreshed behind the page."""
TREND_DAYS: Final = 90
FARTHEST_DAY: Final = 3_660
FARTHEST: Final = timedelta(days=FARTHEST_DAY)
LONGEST: Final = 40


@dataclass(frozen=True)
class Asked:
    """A request, read: the person who asks, and the installation that is asked."""

    person: Person
    here: Installation

    @property
    def language(self) -> str:
        """The language to answer in."""
        return self.person.language


@dataclass(frozen=True)
class LaunchAsked(Asked):
    """A request about a launch. `look` is None where it is still being computed, or was not asked for.

    `launch` is the version that held at the moment, `now` the present instant. `made` keeps what a page makes of the
    look, so that its charts do not make it again.
    """

    launch: Launch
    moment: Moment
    now: datetime
    look: Document | None
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def zone(self) -> ZoneInfo:
        """The launch's zone, in which its instants are shown."""
        return self.launch.zone

    @property
    def today(self) -> int:
        """The launch's day N now."""
        return day_n(self.now, self.launch.live, self.launch.zone)


def asked(request: HttpRequest) -> Asked:
    """What a request asks."""
    return Asked(person_of(request), here())


def launch_asked(
    request: HttpRequest, launch_id: str, *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> LaunchAsked:
    """What a request asks about a launch, with the look that answers it.

    `patience` in seconds, None to wait for the look whatever it takes. Raises `NotFound` for an unknown launch and
    `BadInput` for a day or an instant that cannot be read.
    """
    found = moment_asked(request, launch_id)
    look = _look(found.here, found.launch, found.moment, patience)
    if look is not None and len(found.here.looks.trend(launch_id)) < min(look["today"], TREND_DAYS):
        found.here.studio.ask_later("days", launch=launch_id)  # of earlier days, for the trends
    return replace(found, look=look)


def moment_asked(request: HttpRequest, launch_id: str) -> LaunchAsked:
    """What a request asks about a launch, without any look: for pages that show something else of it.

    Raises as `launch_asked` does.
    """
    place = here()
    now = place.house.clock.now()
    newest, _ = at_version(place.house, launch_id, now)
    moment = moment_of(request.GET, newest)
    launch, _ = at_version(place.house, launch_id, instant_of(newest, moment, now))
    request.launch_zone = launch.zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    return LaunchAsked(person_of(request), place, launch, moment, now, None)


def moment_of(query: QueryDict, launch: Launch) -> Moment:
    """The moment that a query names: `day=60`, or `as_of=2026-11-21T12:00`; neither is now."""
    day, as_of = query.get("day", ""), query.get("as_of", "")
    if as_of:
        return Moment(instant=_near(instant(as_of[:LONGEST], launch.zone, where="as_of"), launch))
    if not day:
        return Moment()
    if not day.isascii() or not day.isdigit() or int(day[:LONGEST]) > FARTHEST_DAY:
        raise BadInput(f"{day[:LONGEST]!r} is no day", where="day", expected=f"a number from 0 to {FARTHEST_DAY}")
    return Moment(day=int(day))


def _near(asked: datetime, launch: Launch) -> datetime:
    """An instant that calendars reach. Raises `BadInput` for one that is centuries away from the launch."""
    if abs(asked - launch.live) > FARTHEST:
        raise BadInput(
            f"{asked:%Y-%m-%d} is too far from go-live", where="as_of", expected=f"within {FARTHEST_DAY} days"
        )
    return asked


def person_of(request: HttpRequest) -> Person:
    """Who asks: set by the middleware on every request."""
    person: Person = request.person  # type: ignore[attr-defined]  # django-stubs knows only Django's own attributes
    return person


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What every template can use; it also says who reads, for the filters, wherever something is rendered."""
    person = person_of(request)
    read_by(Reader(person.language, zone_of(person.zone) or getattr(request, "launch_zone", None)))
    return {"person": person, "language": person.language}


def _look(place: Installation, launch: Launch, moment: Moment, patience: float | None) -> Document | None:
    kept = place.looks.find(launch.id, launch.digest, moment)
    params = {"launch": launch.id, "day": moment.day, "instant": moment.instant and moment.instant.isoformat()}
    if kept is not None:
        if place.looks.is_older(kept, SHOW_FROM):
            place.studio.ask_later("look", **params)
        return kept
    try:
        return place.studio.ask_once("look", patience=patience, **params)
    except Unreachable:
        if patience is None:
            raise
        return None
