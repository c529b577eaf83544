"""On which channels people said something, and when last."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.model.table_rows import TableRows

Said = tuple[int, int]


class HeardState(msgspec.Struct, frozen=True):
    """By channel: how many rows, and the time of the latest, microseconds UTC."""

    channels: dict[str, Said]


@dataclass(frozen=True)
class Heard:
    """What was said since `start` and known at `as_of`, microseconds UTC: a row for each change of a conversation that
    began since then. Finishes with rows and the time of the latest by channel; a channel without any is not in it.
    """

    start: int
    as_of: int

    @property
    def table(self) -> str:
        return "feedback"

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"channel", "ts_opened", "ts_event", "ts_known"})

    @property
    def empty(self) -> HeardState:
        return HeardState({})

    def rows_partial(self, rows: TableRows) -> HeardState:
        at, known, opened = (rows.numbers[name] for name in ("ts_event", "ts_known", "ts_opened"))
        counted = (np.maximum(at, known) <= self.as_of) & (opened >= self.start)
        channel = rows.texts["channel"]
        return HeardState(
            {
                str(name): (int(mask.sum()), int(at[mask].max()))
                for code, name in enumerate(channel.values)
                if (mask := counted & (channel.codes == code)).any()
            }
        )

    def merge(self, left: HeardState, right: HeardState) -> HeardState:
        channels = dict(left.channels)
        for name, (rows, latest) in right.channels.items():
            before, last = channels.get(name, (0, latest))
            channels[name] = (before + rows, max(last, latest))
        return HeardState(channels)

    def finish(self, state: HeardState) -> Mapping[str, Said]:
        return state.channels
