"""What the squad of the bulk upload marked on its timeline."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypercare.model.mark import MarkKind
from hypercare.simulate.timeline import LIVE, ZONE


@dataclass(frozen=True)
class Happening:
    """A mark as it was told, and when it was: `told` is the instant from which on it is known."""

    kind: MarkKind
    title: str
    by: str
    at: datetime
    told: datetime
    until: datetime | None = None
    link: str = ""


def _local(day: tuple[int, int], hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(LIVE.year, *day), time(hour, minute), ZONE)


def _release(version: str) -> str:
    return f"https://example.com/releases/{version}"


SPIKE, HOTFIX = _local((9, 24), 13, 40), _local((9, 25), 10, 15)
SLOW, INDEXED = _local((10, 10), 9, 20), _local((10, 10), 13, 5)
SALE = _local((11, 11), 0)
ANNOUNCED = _local((11, 4), 10)
REPORTED = _local((11, 6), 16, 20)
SWAPPED = "page_viewed"
"""What the note reports: the event that no declared metric reads."""

HAPPENINGS = (
    Happening(MarkKind.DEPLOYMENT, "Release 4.12.0", "B. Santoso", LIVE, LIVE, link=_release("4.12.0")),
    Happening(MarkKind.INCIDENT, "Crash spike on Android 13", "B. Santoso", SPIKE, HOTFIX, until=HOTFIX),
    Happening(MarkKind.HOTFIX, "Release 4.12.1: crash in the file picker", "B. Santoso", HOTFIX, HOTFIX,
              link=_release("4.12.1")),
    Happening(MarkKind.INCIDENT, "p95 latency at 3.4 s on 10.10", "B. Santoso", SLOW, INDEXED, until=INDEXED),
    Happening(MarkKind.HOTFIX, "Database index on uploads", "B. Santoso", INDEXED, INDEXED),
    Happening(MarkKind.CAMPAIGN, "11.11 free pickup", "A. Putri", SALE, ANNOUNCED, until=SALE + timedelta(days=1)),
    Happening(MarkKind.NOTE, "Insurance lands well: page views +180 % since go-live", "A. Putri", REPORTED, REPORTED),
)  # fmt: skip
"""An incident is marked when it is over, a campaign when it is announced. The note reports what nobody declared, two
weeks after the declared insurance_ctr failed: in the clean twin there is nothing to pick from, and no such note.
"""


def happenings(*, clean: bool = False) -> tuple[Happening, ...]:
    """What the squad marked."""
    return tuple(each for each in HAPPENINGS if not (clean and each.kind is MarkKind.NOTE))
