"""What the squads of the simulated launches did to be ready: who read the guide, who drilled, what was waived.

The pickup was ready on its day. The bulk upload was not: its first drill got no further than L2, and nobody had looked
at a printed label; both were made good within a week.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.model.entrance import ActKind
from hypercare.simulate import pickup, pickup_text
from hypercare.simulate.launch_text import LAUNCH_ID
from hypercare.simulate.timeline import LIVE, ZONE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GUIDE, DRILL, LABELS = "support/guide", "support/drill", "sanity/labels print from a bulk file"
DESK, ON_CALL, PLATFORM = "desk@example.com", "oncall@example.com", "platform@example.com"
LESTARI, PUTRI = "lestari@example.com", "putri@example.com"


@dataclass(frozen=True)
class Drill:
    """A drill of a launch: when it began, and who acknowledged it at each level after how long."""

    launch: str
    at: datetime
    by: str
    answers: tuple[tuple[str, timedelta], ...]


@dataclass(frozen=True)
class Said:
    """What somebody said of an item of a launch's entrance, and until when a waiver holds."""

    launch: str
    at: datetime
    by: str
    item: str
    kind: ActKind
    reason: str = ""
    until: datetime | None = None


PICKUP_LIVE = pickup.LIVE
DRILLS = (
    Drill(pickup_text.LAUNCH_ID, PICKUP_LIVE - 6 * DAY + 2 * HOUR, LESTARI,
          ((DESK, 4 * MINUTE), (ON_CALL, 11 * MINUTE), (PLATFORM, 19 * MINUTE))),
    Drill(LAUNCH_ID, LIVE - 4 * DAY + 6 * HOUR, LESTARI, ((DESK, 6 * MINUTE),)),
    Drill(LAUNCH_ID, LIVE + 6 * DAY + HOUR, LESTARI,
          ((DESK, 3 * MINUTE), (ON_CALL, 14 * MINUTE), (PLATFORM, 22 * MINUTE))),
)  # fmt: skip
"""The second one was stopped when the launch went live: nobody at L2 had taken it."""
STOPPED = LIVE - 4 * DAY + 10 * HOUR
"""When the drill that nobody took any further was given up."""
ACTS = (
    Said(pickup_text.LAUNCH_ID, PICKUP_LIVE - 7 * DAY, LESTARI, GUIDE, ActKind.READ),
    Said(pickup_text.LAUNCH_ID, PICKUP_LIVE - 7 * DAY, DESK, GUIDE, ActKind.READ),
    Said(pickup_text.LAUNCH_ID, PICKUP_LIVE - DAY, "nugroho@example.com", "sanity/a courier gets the pickup",
         ActKind.CHECKED, "the test pickup of Depok reached the courier's phone"),
    Said(pickup_text.LAUNCH_ID, PICKUP_LIVE - DAY, "rahma@example.com", "sanity/slots are offered", ActKind.WAIVED,
         "the courier opens the address to us on go-live day; the check by hand stands for it", PICKUP_LIVE + 2 * DAY),
    Said(LAUNCH_ID, LIVE - 5 * DAY, LESTARI, GUIDE, ActKind.READ),
    Said(LAUNCH_ID, LIVE - 5 * DAY, DESK, GUIDE, ActKind.READ),
    Said(LAUNCH_ID, LIVE + DAY + 3 * HOUR, "santoso@example.com", LABELS, ActKind.CHECKED,
         "printed 40 labels of one file"),
    Said(LAUNCH_ID, datetime(LIVE.year, 11, 12, 10, tzinfo=ZONE), PUTRI, "support/L3", ActKind.WAIVED,
         "the platform team's weekend rota begins on 1 December; until then L2 rings them up",
         datetime(LIVE.year, 12, 1, tzinfo=ZONE)),
)  # fmt: skip
