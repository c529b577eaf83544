"""Simulated events of one name, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.model.sequences import Ints
from hypercare.simulate.timeline import day_of, day_start

APP = "mixpanel"
"""The source of what people do in the app."""
ORDERS = "order-service"
HELPDESK = "helpdesk"


@dataclass(frozen=True, eq=False)
class Batch:
    """Events of one name from one source: account numbers (n,), instants (n,) in microseconds UTC, properties.

    `properties` (n,) are JSON objects as text.
    """

    event: str
    source: str
    account: Ints
    ts: Ints
    properties: Sequence[str]

    def __post_init__(self) -> None:
        if not len(self.account) == len(self.ts) == len(self.properties):
            raise ValueError(f"columns of {self.event} differ in length")

    def __len__(self) -> int:
        return len(self.ts)

    @property
    def day(self) -> Ints:
        """Day N of each event, (n,)."""
        return day_of(self.ts)

    def between(self, first: int, last: int) -> NDArray[np.bool_]:
        """Whether each event is on the days `first` to `last`, both inside, (n,)."""
        return (self.day >= first) & (self.day <= last)

    def in_time(self) -> "Batch":
        """The events in the order of time: what is told first does not depend on what comes later."""
        order = np.argsort(self.ts, kind="stable")
        texts = [self.properties[row] for row in order.tolist()]
        return replace(self, account=self.account[order], ts=self.ts[order], properties=texts)

    def until(self, last: int) -> "Batch":
        """The events up to the end of day `last`; they must be in the order of time."""
        end = int(np.searchsorted(self.ts, day_start(last + 1)))
        return replace(self, account=self.account[:end], ts=self.ts[:end], properties=self.properties[:end])
