"""Simulated events as JSON lines in the canonical shape of `import events`."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from hypercare.simulate.batch import Batch
from hypercare.simulate.clock import MILLISECOND_US

CHUNK_LINES = 20_000
"""About 4 MB: large enough to be written at once, small enough to be passed on as it comes."""


def json_lines(batches: Sequence[Batch], ids: Sequence[str], people: Sequence[int], run: str) -> Iterator[bytes]:
    """The events in the order of time, in chunks of whole lines.

    `ids` and `people` are by account number; the n-th event of a batch is by one of its account's people in turn.
    `run` sets the keys of this simulation apart from those of others.
    """
    lines = [line for number, batch in enumerate(batches) for line in _lines(batch, ids, people, f"{run}.{number}")]
    order = _order(batches)
    in_time = (lines[row] for row in order.tolist())
    while chunk := "".join(islice(in_time, CHUNK_LINES)):
        yield chunk.encode()


def _order(batches: Sequence[Batch]) -> NDArray[np.intp]:
    return np.argsort(np.concatenate([batch.ts for batch in batches]), kind="stable")


def _lines(batch: Batch, ids: Sequence[str], people: Sequence[int], key: str) -> list[str]:
    """One line an event. All values are of our own making and need no escaping."""
    who = [
        [f'"user":"{name}-{person}","groups":{{"company_id":"{name}"}},"properties":' for person in range(1, count + 1)]
        for name, count in zip(ids, people, strict=True)
    ]
    head, tail = f'{{"event":"{batch.event}","time":', f'","source":"{batch.source}"}}\n'
    rows = zip((batch.ts // MILLISECOND_US).tolist(), batch.account.tolist(), batch.properties, strict=True)
    return [
        f'{head}{time},{who[owner][row % len(who[owner])]}{properties},"key":"{key}.{row}{tail}'
        for row, (time, owner, properties) in enumerate(rows)
    ]
