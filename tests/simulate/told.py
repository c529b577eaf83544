"""Simulated events read back from their JSON lines, apart from the code that draws and analyses them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import msgspec
import numpy as np

from hypercare.model.sequences import Bucket, Column
from hypercare.simulate.demo import Simulation, simulate
from hypercare.simulate.story import Story


class Line(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A line of the canonical import shape, with exactly the fields that a simulation tells. `time` is milliseconds."""

    event: str
    time: int
    user: str
    groups: dict[str, str]
    properties: dict[str, str | int]
    key: str
    source: str

    @property
    def account(self) -> str:
        return self.groups["company_id"]


DECODER = msgspec.json.Decoder(Line)


def lines_of(simulation: Simulation | Story) -> list[Line]:
    return DECODER.decode_lines(b"".join(simulation.events()))


@cache
def company(clean: bool = False) -> tuple[Simulation, tuple[Line, ...]]:
    """The full company and what it tells: drawn once for all tests."""
    simulation = simulate(clean=clean)
    return simulation, tuple(lines_of(simulation))


def by_account(lines: Iterable[Line], event: str) -> dict[str, list[Line]]:
    """The lines of one event by Biza account; the company's own monitor is no Biza account."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.event == event and line.account != "AK-MONITOR":
            found[line.account].append(line)
    return found


def bucket_of(lines: Iterable[Line], keys: Iterable[str]) -> Bucket:
    """All lines as one bucket, with the properties `keys` as columns; known when they happened."""
    told = list(lines)
    ids, owner = np.unique([line.account for line in told], return_inverse=True)
    names, codes = np.unique([line.event for line in told], return_inverse=True)
    times = np.array([line.time for line in told], np.int64) * 1000
    order = np.lexsort((times, owner))
    rows, ts = [told[row] for row in order.tolist()], times[order]
    return Bucket(
        offsets=np.concatenate(([0], np.cumsum(np.bincount(owner)))).astype(np.int64),
        ids=tuple(ids.tolist()),
        ts=ts,
        known=ts,
        event=codes[order].astype(np.int32),
        names=tuple(names.tolist()),
        columns={key: _column([line.properties.get(key) for line in rows]) for key in keys},
    )


def _column(values: list[str | int | None]) -> Column:
    distinct = tuple(dict.fromkeys(value for value in values if value is not None))
    code = {value: number for number, value in enumerate(distinct)} | {None: -1}
    return Column(np.array([code[value] for value in values], np.int32), distinct)
