"""The demo's facts many times over: as many companies as it takes, each with the same life."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.lake.compaction import compact

COMPANY = "AK-"
NAMED = ("user_key", "groups")
KEY_BYTES = 16


def grow(data: Path, times: int) -> int:
    """Adds `times - 1` copies of the facts of a seeded demo, under other names; how many events there are then."""
    house = House(read_settings({}, data=data))
    table = house.tables.open("events")
    assert table is not None
    events = ds.dataset(table.file_uris()).to_table()
    for copy in range(1, times):
        house.commits.append("events", _renamed(events, copy), transaction=("bench/grown", copy))
    compact(house.commits)
    return int(events.num_rows) * times


def _renamed(events: pa.Table, copy: int) -> pa.Table:
    """The same events of other companies, arrived later, with keys of their own."""
    count = events.num_rows
    noise = os.urandom(KEY_BYTES * count)
    keys = pa.array([noise[at : at + KEY_BYTES] for at in range(0, len(noise), KEY_BYTES)])
    changed = {name: pc.replace_substring(events[name], COMPANY, f"A{copy}-") for name in NAMED}
    changed |= {"key": keys.cast(events["key"].type), "arrival": pc.add(events["arrival"], copy * count)}
    for name, values in changed.items():
        events = events.set_column(events.schema.get_field_index(name), events.schema.field(name), values)
    return events
