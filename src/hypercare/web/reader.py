"""Who reads what is being rendered: template filters get a value and nothing else, so they look here."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from hypercare.web.installation import here


@dataclass(frozen=True)
class Reader:
    """A reader's language, and the zone in which instants are told; None tells each in its own."""

    language: str = "en"
    zone: tzinfo | None = None

    @property
    def now(self) -> datetime:
        """The present instant of the installation's clock."""
        return here().house.clock.now()


_reading: ContextVar[Reader | None] = ContextVar("reader", default=None)


def read_by(reader: Reader) -> None:
    """What is rendered from now on, in this thread or task, is for this reader."""
    _reading.set(reader)


def reader() -> Reader:
    """Who reads."""
    return _reading.get() or Reader()


@cache
def zone_of(name: str) -> tzinfo | None:
    """The time zone of a name; None for one that there is not."""
    return ZoneInfo(name) if name in available_timezones() else None
