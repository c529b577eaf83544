"""Age: rows that are older than a table keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.sieve import Sifted
from hypercare.lake.tables import time_column
from hypercare.model.instant import DAY_US


@dataclass(frozen=True)
class Age:
    """Lets go of what happened before a day. `first` by table (microseconds UTC) is the first instant that is kept."""

    first: Mapping[str, int]

    @classmethod
    def of(cls, days: Mapping[str, int], now: int) -> "Age":
        """Keeps today and so many UTC days before it, by table; a table that is not named keeps everything."""
        return cls({table: (now // DAY_US - kept) * DAY_US for table, kept in days.items()})

    def spares(self, table: str, earliest: int) -> bool:
        """Whether a file with its first row at `earliest` is young enough as a whole."""
        return table not in self.first or earliest >= self.first[table]

    def sift(self, table: str, rows: pa.Table) -> Sifted:
        """The rows of a table that is named, told apart by their own time: receipts in `quarantine`, else events."""
        times = pc.cast(rows[time_column(table)], pa.int64())
        return Sifted.by(rows, pc.less(times, self.first[table]).to_numpy())
