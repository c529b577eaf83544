"""The company's own test account: it uploads a file every few hours, day and night, and must never be counted."""

import numpy as np

from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Ints
from hypercare.simulate.batch import APP, Batch
from hypercare.simulate.bulk_upload import STEPS
from hypercare.simulate.clock import HOUR_US
from hypercare.simulate.timeline import LAST_DAY, LIVE_US, day_start

ID = "AK-MONITOR"
EVERY_HOURS = 3
STEP_SECONDS = 20
PROPERTIES = '{"platform":"web","region":"java","account_type":"internal"}'


def watch(number: int) -> tuple[Batch, ...]:
    """The monitor's events from go-live on, as account `number`."""
    starts = np.arange(LIVE_US, int(day_start(LAST_DAY + 1)) - HOUR_US, EVERY_HOURS * HOUR_US, dtype=np.int64)
    return tuple(_step(event, starts + step * STEP_SECONDS * SECOND_US, number) for step, event in enumerate(STEPS))


def _step(event: str, ts: Ints, number: int) -> Batch:
    return Batch(event, APP, np.full(len(ts), number, np.int64), ts, [PROPERTIES] * len(ts))
