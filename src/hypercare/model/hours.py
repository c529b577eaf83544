"""Hours of the week at which somebody can be reached, in local time."""

from dataclasses import dataclass

MINUTES_A_DAY = 24 * 60
DAYS_A_WEEK = 7


@dataclass(frozen=True, order=True)
class Stretch:
    """A stretch of one weekday (0 is Monday), in minutes since its midnight: [start, end).

    `end` is at most two days: a night shift ends on the next day.
    """

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Hours:
    """Stretches of the week, each as it was declared; `text` is what was written."""

    stretches: tuple[Stretch, ...]
    text: str = ""


def every_day(start: int, end: int, *, days: tuple[int, ...] = tuple(range(DAYS_A_WEEK)), text: str = "") -> Hours:
    """The same stretch on each of the days."""
    return Hours(tuple(Stretch(day, start, end) for day in days), text)
