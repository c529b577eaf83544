"""What a vendor's receiver is: a pure function from a request to an answer and what must be kept before it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hypercare.model.facts import Payload
from hypercare.model.ports import Decoder, TokenBook
from hypercare.sources.reasons import RequestProblem


@dataclass(frozen=True)
class Request:
    """A request as the gateway read it. `path` is the vendor's own, without its leading slash; `body` is uncompressed.

    `headers` have lower-case names. `received` is microseconds UTC.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    received: int


@dataclass(frozen=True)
class Answer:
    """What is said to the client."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a receiver makes of a request.

    `payloads` must be durable before `answer` is given; when they cannot be kept, the answer is `unavailable`.
    `events` counts the records in the payloads, `rejected` the records or requests turned away, by reason.
    """

    answer: Answer
    payloads: tuple[Payload, ...] = ()
    unavailable: Answer | None = None
    events: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Receiver:
    """How pushes to `/ingest/<name>/` are received, and how clients are told that their body is unusable.

    `client_lines(url, token)` are the lines to paste into the vendor's clients, by client, the commonest first;
    `try_line(url, token)` is a command that sends one event without any client.
    """

    name: str
    receive: Callable[[Request, TokenBook], Outcome]
    refuse: Callable[[Request, RequestProblem], Answer]
    client_lines: Callable[[str, str], Mapping[str, str]]
    try_line: Callable[[str, str], str]


@dataclass(frozen=True)
class Vendor:
    """One vendor: its folder's name, its decoders by the name that payloads carry, and its receiver where it pushes."""

    name: str
    decoders: Mapping[str, Decoder]
    receiver: Receiver | None = None
