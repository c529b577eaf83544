"""Peaks as declared: which of which calendar matter, and which of them the launch dates itself."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, StrictStr, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.dates import parse_date
from hypercare.model.launch import PeakDays, Peaks

MOST_WATCHED = 100
MOST_OWN = 50
MOST_WINDOWS = 100
LONGEST_DAYS = 62
"""Two months: Ramadan has thirty days. What lasts longer is no peak but the way things are."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
OFF = "none"
_DATES = "2026-12-10, 2026-12-10 to 2026-12-12, a list of these, or none"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WINDOW = rf"{_DAY}( to {_DAY})?"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

Window = tuple[date, date]


def peak_name(written: str) -> str:
    """The name of a peak: at most 40 small letters, digits and underscores. Raises PydanticCustomError otherwise."""
    if not _NAME.fullmatch(written):
        slug = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")[:40]
        near = (slug,) if _NAME.fullmatch(slug) else ()
        raise reject(
            f"{shown(written)} cannot name a peak",
            "small letters, digits and underscores, a letter first",
            nearest=near,
        )
    return written


def parse_windows(written: object) -> tuple[Window, ...]:
    """When a peak is: `2026-12-12`, `2026-12-10 to 2026-12-12`, or a list of these, in order; none for `none`.

    Raises PydanticCustomError otherwise.
    """
    if written == OFF:
        return ()
    listed = written if isinstance(written, list) else [written]
    if not listed or len(listed) > MOST_WINDOWS:
        raise reject(f"{len(listed)} dates are listed", f"1 to {MOST_WINDOWS} of them, or {OFF}")
    found = sorted(_window(each) for each in listed)
    for before, after in pairwise(found):
        if after[0] <= before[1]:
            raise reject(f"{format_windows((after,))} overlaps {format_windows((before,))}", "each day once")
    return tuple(found)


def format_windows(windows: tuple[Window, ...]) -> str:
    """The windows as they would be written: `2026-10-10, 2026-12-10 to 2026-12-12`."""
    return ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in windows) or OFF


def _window(written: object) -> Window:
    if not isinstance(written, str) or not re.fullmatch(_WINDOW, written):
        raise reject(f"{shown(written)} is not when a peak is", _DATES)
    first, _, last = written.partition(" to ")
    window = (parse_date(first), parse_date(last or first))
    if window[1] < window[0]:
        raise reject(f"{last} comes before {first}", "the first day first", nearest=(f"{last} to {first}",))
    if (window[1] - window[0]).days >= LONGEST_DAYS:
        raise reject(f"{written} has more than {LONGEST_DAYS} days", f"at most {LONGEST_DAYS} days in a row")
    if not FIRST_YEAR <= window[0].year <= LAST_YEAR:
        raise reject(f"the year {window[0].year} is out of range", f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return window


_ONE = {"type": "string", "pattern": f"^({_WINDOW}|{OFF})$"}
Windows = Annotated[
    tuple[Window, ...],
    PlainValidator(parse_windows),
    WithJsonSchema(
        {
            "title": "dates",
            "anyOf": [_ONE, {"type": "array", "minItems": 1, "maxItems": MOST_WINDOWS, "items": _ONE}],
        }
    ),
]
OwnName = Annotated[StrictStr, AfterValidator(peak_name), Field(title="name", pattern=f"^{_NAME.pattern}$")]


class PeaksSpec(Spec):
    """Which peaks of which calendar matter, and when they are where the calendar does not know it."""

    calendar: Name = Field(description="The calendar.", examples=["id"])
    watch: Annotated[tuple[Name, ...], Field(max_length=MOST_WATCHED)] = Field(
        default=(), description="The peaks that are watched.", examples=[["harbolnas", "payday", "lebaran"]]
    )
    require: Literal["one", "all"] | None = Field(
        default=None, description="Whether the launch must live through one, or all, before it scales."
    )
    days: Annotated[dict[OwnName, Windows], Field(max_length=MOST_OWN)] = Field(
        default={},
        description="Peaks by name with the dates that hold for this launch: other dates for one of the calendar's, in "
        "the years in which they begin; one of your own; `none` for a peak that is none here.",
        examples=[{"harbolnas": "2026-12-10 to 2026-12-14", "anniversary": "2026-11-03", "payday": "none"}],
    )

    def peaks(self) -> Peaks:
        """The peaks meant."""
        own = tuple(PeakDays(name, windows) for name, windows in self.days.items())
        return Peaks(self.calendar, self.watch, self.require or "", own)
