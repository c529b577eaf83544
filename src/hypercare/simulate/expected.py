"""What a true judge says of the simulated launch, at the instants that matter."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hypercare.model.verdict import Action, Word
from hypercare.simulate.timeline import QUARTER_LAST, ZONE, date_of

LOOK_DAYS = (0, 14, 30, 31, 60, 90, 100)
NOON = time(12)
QUARTER_JUDGED = datetime.combine(date_of(QUARTER_LAST + 1), time(6), ZONE)
"""The quarter is over and its data are in: 1 January 2027, 06:00."""
DAY_30_JUDGED = datetime.combine(date_of(31), time(6), ZONE)
"""Day 30 is over and its data are in: 23 October 2026, 06:00."""


@dataclass(frozen=True)
class ExpectedVerdict:
    """The words of each gate and of its metrics as of an instant, and what follows; `until` for a hold."""

    as_of: datetime
    gates: dict[str, Word]
    metrics: dict[str, Word]
    action: Action
    until: datetime | None


def expected_verdicts(*, clean: bool) -> tuple[ExpectedVerdict, ...]:
    """The verdicts of the full company, in order of time."""
    looks = [datetime.combine(date_of(day), NOON, ZONE) for day in LOOK_DAYS]
    eve = QUARTER_JUDGED - timedelta(seconds=1)
    return tuple(_at(as_of, clean=clean) for as_of in (*looks, eve, QUARTER_JUDGED))


def _at(as_of: datetime, *, clean: bool) -> ExpectedVerdict:
    insurance = Word.PASS if clean else Word.FAIL
    day_30_over, quarter_over = as_of >= DAY_30_JUDGED, as_of >= QUARTER_JUDGED
    pro = Word.PASS if quarter_over else Word.TOO_EARLY
    return ExpectedVerdict(
        as_of=as_of,
        gates={"day 30": insurance if day_30_over else Word.TOO_EARLY, "cycle end": pro},
        metrics={
            "completion": Word.PASS if day_30_over else Word.TOO_EARLY,
            "insurance_ctr": insurance if day_30_over else Word.TOO_EARLY,
            "pro_accounts": pro,
        },
        action=Action.SCALE if quarter_over else Action.HOLD,
        until=None if quarter_over else QUARTER_JUDGED,
    )
