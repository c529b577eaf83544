"""A batch: some segments of one log, read and decoded, that go into the tables together."""

from collections.abc import Callable

import pyarrow as pa

from hypercare.lake.decoding import attempt, columns, damage_rows
from hypercare.lake.rows import KINDS
from hypercare.lake.wal.segment import RAW_BYTES, Damage, SegmentContents, read_segment
from hypercare.lake.wal.wal import SegmentRef
from hypercare.model.errors import Damaged
from hypercare.model.ports import Decoder


class Batch:
    """The rows of segments of one log, by table and segment, numbered on from `next_arrival`.

    `whole` and `damaged` are its segments, `last` the highest number; `payloads` and `rows` count, `oldest` is the
    earliest receipt (microseconds UTC).
    """

    def __init__(self, log: str, decoders: Callable[[str], Decoder], next_arrival: int) -> None:
        self.log, self.next_arrival = log, next_arrival
        self.whole: list[SegmentRef] = []
        self.damaged: list[SegmentRef] = []
        self.last, self.payloads, self.rows = -1, 0, 0
        self.oldest: int | None = None
        self._decoders = decoders
        self._parts: dict[str, list[tuple[int, pa.Table]]] = {table: [] for table in KINDS}

    @property
    def application(self) -> str:
        """The name under which the tables remember what they hold of this log."""
        return f"wal/{self.log}"

    def add(self, ref: SegmentRef, received: int) -> None:
        """Reads and decodes one more segment. Damage goes to quarantine as received at `received`. Raises OSError."""
        contents = _read(ref)
        for part in columns((attempt(payload, self._decoders) for payload in contents.payloads), self.next_arrival):
            for table, rows in part.items():
                self._put(table, ref.number, rows)
        if contents.damage:
            self._put("quarantine", ref.number, damage_rows(contents.damage, received, self.next_arrival))
        self._note(ref, contents)

    def rows_of(self, table: str, *, after: int) -> pa.Table | None:
        """The rows of one table from segments numbered above `after`; None if there are none."""
        parts = [rows for number, rows in self._parts[table] if number > after]
        return pa.concat_tables(parts) if parts else None

    def _put(self, table: str, number: int, rows: pa.Table) -> None:
        self._parts[table].append((number, rows))
        self.rows += rows.num_rows
        self.next_arrival = max(self.next_arrival, rows["arrival"][-1].as_py() + 1)

    def _note(self, ref: SegmentRef, contents: SegmentContents) -> None:
        (self.damaged if contents.damage else self.whole).append(ref)
        self.last = max(self.last, ref.number)
        self.payloads += len(contents.payloads)
        received = [payload.received for payload in contents.payloads]
        self.oldest = min([*received, *([] if self.oldest is None else [self.oldest])], default=None)


def _read(ref: SegmentRef) -> SegmentContents:
    try:
        return read_segment(ref.path)
    except Damaged:  # a file under another's name: none of it can be trusted, all of it is kept
        data = ref.path.read_bytes()
        return SegmentContents((), sealed=False, damage=Damage(0, len(data), data[:RAW_BYTES]))
