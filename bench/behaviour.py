"""What people do, made up: events of a product in twelve weeks, for the benchmark of sequences and its rivals.

Names are as unequal as in life (a Zipf law over 24 names), and people act in sittings of an hour.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

NAMES = tuple(f"event_{number:02d}" for number in range(24))
PLATFORMS = ("ios", "android", "web", "tv")
EVENTS_PER_USER = 40
SITTINGS = 4
WEEKS = 12
MONDAY = 1_759_708_800_000_000
"""6 October 2025, a Monday, in microseconds UTC."""
HOUR_US = 3_600_000_000
SKEW = 0.8
CHUNK = 2_000_000


def write(path: Path, events: int) -> None:
    """Writes so many events as a Parquet file, sorted by user and time: u (number of the user), t (microseconds UTC),
    e (number of the name), p (number of the platform), d (place in the order in which they arrived).
    """
    rng = np.random.default_rng(7)
    weights = 1 / np.arange(1, len(NAMES) + 1) ** SKEW
    users = events // EVENTS_PER_USER
    user = rng.integers(0, users, events).astype(np.uint32)
    sittings = rng.integers(0, WEEKS * 7 * 24, users * SITTINGS)
    sitting = sittings[user.astype(np.int64) * SITTINGS + rng.integers(0, SITTINGS, events)]
    time = MONDAY + sitting * HOUR_US + rng.integers(0, HOUR_US, events)
    name = rng.choice(len(NAMES), events, p=weights / weights.sum()).astype(np.uint8)
    order = np.lexsort((time, user))
    table = {"u": user, "t": time, "e": name, "p": rng.integers(0, len(PLATFORMS), events).astype(np.uint8)}
    columns = {key: values[order] for key, values in table.items()}
    pq.write_table(pa.table({**columns, "d": rng.permutation(events)}), path)
