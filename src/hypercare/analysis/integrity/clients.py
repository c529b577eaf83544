"""Which platform's client a row, or a unit, belongs to."""

import numpy as np
from numba import njit

from hypercare.analysis.hits import remembered, sealed
from hypercare.model.cohorts import cohort_name
from hypercare.model.sequences import Bucket, Codes, Ints

EVERYONE = ""
"""The name under which all clients are counted together."""
MOST_CLIENTS = 8
"""Platforms that are told apart; a property with more values is none."""
NOBODYS = -1


def row_clients(bucket: Bucket, rows: Codes, units: Codes, client: str) -> tuple[Codes, tuple[str, ...]]:
    """The platform of each row (n,) of so many units (n,), its unit's where the row tells none, as codes into the
    names; `NOBODYS` without.

    A property of more than `MOST_CLIENTS` values tells nothing.
    """
    own, names = unit_clients(bucket, client)
    if not names:
        return np.full(len(rows), NOBODYS, np.int32), ()
    told = bucket.columns[client].codes[rows]
    silent = np.flatnonzero(told < 0)
    told[silent] = own[units[silent]]
    return told, names


def unit_clients(bucket: Bucket, client: str) -> tuple[Ints, tuple[str, ...]]:
    """By unit the first platform that any of its facts tells, (u,) codes into the names; `NOBODYS` where none does.

    A property of more than `MOST_CLIENTS` values tells nothing.
    """
    column = bucket.columns[client]
    if len(column.values) > MOST_CLIENTS:
        return sealed(np.full(len(bucket.offsets) - 1, NOBODYS, np.int64)), ()

    def told() -> tuple[Ints]:
        return (sealed(_first_told(sealed(bucket.offsets), sealed(column.codes))),)

    # No instant decides: all that is stored counts.
    known = cohort_name(client) is None
    (places,) = remembered(bucket, bucket.index.latest, ("clients", client), told) if known else told()
    return places, tuple(str(value) for value in column.values)


@njit(cache=True, nogil=True)
def _first_told(offsets, codes):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """The first code of each unit that is one, (u,)."""
    places = np.full(len(offsets) - 1, NOBODYS, np.int64)
    for unit in range(len(places)):
        for row in range(offsets[unit], offsets[unit + 1]):
            if codes[row] >= 0:
                places[unit] = codes[row]
                break
    return places


def added(left: dict[str, tuple[int, ...]], right: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The counts of both by client, number by number."""
    both = dict(left)
    for name, numbers in right.items():
        both[name] = tuple(map(sum, zip(both[name], numbers, strict=True))) if name in both else numbers
    return both
