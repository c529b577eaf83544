"""A further launch of the simulated company: its file, its events, and what is true of it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.cycles.day import date_start, local_date
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.sequences import Ints
from hypercare.simulate.batch import Batch
from hypercare.simulate.json_lines import json_lines

ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class StoryTruth:
    """What was planted in a further launch. Each story adds its own facts."""

    launch: str
    accounts: int

    def to_json(self) -> str:
        """The truth as JSON text, two spaces deep, instants in ISO 8601."""
        return json.dumps(asdict(self), indent=2, default=datetime.isoformat)


@dataclass(frozen=True, eq=False)
class Story:
    """A small launch. Its accounts are nobody else's, and so are the names of its events.

    `ids` are the accounts by number, each with one person; `run` sets the keys of its events apart.
    """

    launch_text: str
    truth: StoryTruth
    ids: Sequence[str]
    batches: tuple[Batch, ...]
    run: str

    def events(self) -> Iterator[bytes]:
        """The events as JSON lines in the order of time, in chunks of whole lines. The same on every call."""
        return json_lines(self.batches, self.ids, [1] * len(self.ids), self.run)

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(len(batch) for batch in self.batches)


def midnights(live: datetime, days: Ints | int) -> Ints:
    """The first instants of a launch's days N in Jakarta, microseconds UTC: every day there has 24 hours."""
    first = to_micros(date_start(local_date(live, ZONE), ZONE))
    return np.asarray(first + np.asarray(days, np.int64) * DAY_US, np.int64)
