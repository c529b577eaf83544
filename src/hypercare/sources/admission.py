"""Who is let in when many come at once: bounded memory, a fair share for each token, and a rate where one is set.

A request costs memory from its first byte until it is answered. What does not fit is turned away with a Retry-After,
which every vendor's client honours by sending again; nothing that was answered with success is ever let go.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.reasons import RequestProblem

MOST_BYTES = 256 * 1024 * 1024
"""Bodies at hand, as sent and uncompressed, all together."""
SMALL_BYTES = 1024 * 1024
"""A request up to here is small: a batch of fifty events has some 20 KB."""
LEAST_SHARE = 16 * 1024 * 1024
"""What one token may always have waiting, however many others there are: more than one request of the largest."""
BURST_SECONDS = 10
"""A client that flushes once in ten seconds sends what it gathered at once: that is within its rate."""
SOON = 1
"""Seconds after which a client that met a full house may come again: a sync takes milliseconds."""
LONGEST_WAIT = 300
"""Clients stop listening to longer ones."""


class Denied(Exception):
    """There is no room for a request now: why, and after how many seconds to come again."""

    def __init__(self, problem: RequestProblem, seconds: int) -> None:
        self.problem, self.seconds = problem, seconds
        super().__init__(problem)


class Room:
    """The memory that all requests share. `used` is bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.used, self.most = 0, most

    @contextmanager
    def visit(self) -> Iterator["Visit"]:
        """One request's stay: what it took is given back at its end."""
        visit = Visit(self)
        try:
            yield visit
        finally:
            self.used -= visit.taken


class Visit:
    """What one request has taken of the room, in bytes."""

    def __init__(self, room: Room) -> None:
        self._room, self.taken = room, 0

    def take(self, size: int) -> None:
        """Counts bytes in. Raises Denied where they do not fit; then nothing was counted.

        A quarter of the room is kept for small requests: what SDKs send gets in while large bodies trickle.
        """
        is_small = self.taken + size <= SMALL_BYTES
        if self._room.used + size > (self._room.most if is_small else self._room.most * 3 // 4):
            raise Denied(RequestProblem.OVERLOADED, SOON)
        self._room.used += size
        self.taken += size


class Shares:
    """What each token has waiting to be kept: none may fill the room, so that another finds some."""

    def __init__(self, most: int = MOST_BYTES, least: int = LEAST_SHARE) -> None:
        self._waiting: Counter[str] = Counter()
        self._most, self._least = most, least

    @contextmanager
    def hold(self, tokens: Iterable[str], size: int) -> Iterator[None]:
        """Holds `size` bytes for these tokens. Raises Denied where one of them has its share waiting already."""
        held = list(tokens)
        share = max(self._least, self._most // (len(self._waiting.keys() | set(held)) + 1))
        if any(self._waiting[token] and self._waiting[token] + size > share for token in held):
            raise Denied(RequestProblem.RATE_LIMITED, SOON)
        self._waiting.update(dict.fromkeys(held, size))
        try:
            yield
        finally:
            self._waiting.subtract(dict.fromkeys(held, size))
            for token in held:
                if not self._waiting[token]:
                    del self._waiting[token]


@dataclass
class _Bucket:
    """How many records a token may still bring at an instant (seconds); negative where it is in debt."""

    left: float
    at: float


class Rates:
    """How fast tokens that have a rate bring records, as buckets that fill up again."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def spend(self, credential: Credential, records: int, now: float) -> None:
        """Takes records off a token's bucket; `now` is seconds of a clock that never goes back.

        A request is let in while anything is left, and may leave a debt: one that is larger than the bucket would
        otherwise never get in. Raises Denied with the seconds until the debt is paid.
        """
        rate = credential.rate
        if rate is None:
            return
        bucket = self._buckets.setdefault(credential.token_id, _Bucket(float(rate * BURST_SECONDS), now))
        bucket.left = min(rate * BURST_SECONDS, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left <= 0:
            wait = math.ceil((1 - bucket.left) / rate)
            raise Denied(RequestProblem.RATE_LIMITED, min(max(wait, SOON), LONGEST_WAIT))
        bucket.left -= records


class Noted:
    """A token book that remembers whose tokens were found in it: a request's own view of the book."""

    def __init__(self, book: TokenBook) -> None:
        self._book = book
        self.found: dict[str, Credential] = {}

    def find(self, secret: str) -> Credential | None:
        """What a secret stands for; None for an unknown or revoked one."""
        credential = self._book.find(secret)
        if credential is not None:
            self.found[credential.token_id] = credential
        return credential

    def of_source(self, source: str) -> Credential | None:
        """The first token found whose data is called so."""
        return next((each for each in self.found.values() if each.source == source), None)
