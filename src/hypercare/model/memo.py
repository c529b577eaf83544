"""What was found in rows before, kept for the next question while there is room."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from numpy.typing import NDArray

Arrays = tuple[NDArray[Any], ...]


class Memo:
    """Arrays that were computed from stored rows, at most so many bytes of them. Any thread may use it.

    What is kept goes by the array of the rows that it was found in, the instant as of which it counts and what it is.
    Of facts as of other instants those that were asked for longest ago give way; facts as of the same instant do not
    push out one another, since the next question goes through all of them again.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes, self._lock = most_bytes, 0, Lock()
        self._kept: dict[int, dict[Hashable, tuple[NDArray[Any], Arrays]]] = {}

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._bytes

    def of(self, rows: NDArray[Any], as_of: int, what: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """The arrays that `make` gives of these rows, which nobody may write to."""
        key = (id(rows), what)
        with self._lock:
            kept = self._kept[as_of] = self._kept.pop(as_of, {})  # the newest instant is the last
            if key in kept:
                return kept[key][1]
        made = make()
        with self._lock:
            self._keep(as_of, key, rows, made)
        return made

    def _keep(self, as_of: int, key: Hashable, rows: NDArray[Any], made: Arrays) -> None:
        size = _size(made)
        while self._bytes + size > self._most and (oldest := next(iter(self._kept), as_of)) != as_of:
            self._bytes -= sum(_size(arrays) for _, arrays in self._kept.pop(oldest).values())
        kept = self._kept.setdefault(as_of, {})
        if self._bytes + size <= self._most and key not in kept:
            # The rows are held with what was found in them: no other array can come to have their identity.
            kept[key] = (rows, made)
            self._bytes += size


def _size(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays)
