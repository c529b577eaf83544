"""Time zones as declared: by their IANA names."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field, StrictStr

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject

# Files beside the zones: this machine's own setting, and copies that count leap seconds.
NOT_ZONES = ("localtime", "posixrules", "Factory", "posix/", "right/")


def known_zone(written: str) -> str:
    """A time zone by its IANA name. Raises PydanticCustomError for one that is not known here."""
    try:
        if written.startswith(NOT_ZONES):
            raise ZoneInfoNotFoundError(written)
        ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        nearest = _nearest_zones(written)
        raise reject(f"{shown(written)} is not a time zone", "a name such as Asia/Jakarta", nearest=nearest) from None
    return written


def _nearest_zones(written: str) -> tuple[str, ...]:
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    cities = {zone.rpartition("/")[2]: zone for zone in zones}
    return closest(written, zones) or tuple(cities[city] for city in closest(written, cities))


ZoneName = Annotated[StrictStr, AfterValidator(known_zone), Field(title="time zone")]
