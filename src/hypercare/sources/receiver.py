"""What a vendor's receiver is: a pure function from a request to an answer and what must be kept before it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypercare.model.facts import Decoded, Payload
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
class Setting:
    """What a receiver must be told when a token is made: `hypercare token new VENDOR --set NAME=VALUE`.

    `check` returns the value as it is kept, and raises `BadInput` for one that cannot be used. A `secret` is shown
    nowhere again; a `long` one has several lines.
    """

    name: str
    help: str
    check: Callable[[str], str] = str
    secret: bool = False
    needed: bool = False
    long: bool = False


@dataclass(frozen=True)
class Described:
    """What would become of a request: what would be answered, the facts in it, and what is wrong with them.

    `findings` are what an inspector says of the facts, measured by what is planned.
    """

    answer: Answer
    facts: Decoded
    rejected: Mapping[str, int]
    findings: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Receiver:
    """How pushes to `/ingest/<name>/` are received, and how clients are told that their body is unusable.

    `client_lines(url, token)` are the lines to paste into the vendor's clients, by client, the commonest first;
    `try_line(url, token)` is a command that sends one event without any client. `headers` are the headers, in lower
    case, that it reads beside those that every request has; `settings` what it must be told when a token is made.
    `describe` puts what would become of a request into the vendor's own debug form, where it has one. `address` makes
    the address that a token's clients send to, of the receiver's and the token's source. `title` is the vendor's name,
    as it writes it; empty where that is `name` with a capital.
    """

    name: str
    receive: Callable[[Request, TokenBook], Outcome]
    refuse: Callable[[Request, RequestProblem], Answer]
    client_lines: Callable[[str, str], Mapping[str, str]]
    try_line: Callable[[str, str], str]
    headers: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    describe: Callable[[Request, Described], Answer] | None = None
    address: Callable[[str, str], str] = lambda url, _source: url
    title: str = ""


FROM_CURL = "curl '$(date +%s)'"
"""What a command to try says of itself, in a body between single quotes: the shell writes the second into it.

The same request counts once; who tries it twice wants to see two events.
"""


@dataclass(frozen=True)
class Export:
    """A kind of file that people have from a vendor, by the word that `hypercare import --format` takes.

    `decode` reads chunks of it as JSON lines, `decoder` is the name that such payloads carry. A Parquet or CSV file is
    handed over as JSON lines too, a line a row, by the names of its columns. `recognises` says whether the first object
    of a file is of this kind. The times of a `zoneless` kind do not say their zone: whoever imports it does.
    """

    name: str
    decoder: str
    decode: Decoder
    recognises: Callable[[Mapping[str, Any]], bool]
    zoneless: bool = False


@dataclass(frozen=True)
class Vendor:
    """One vendor: its folder's name, its decoders by the name that payloads carry, and its receiver where it pushes.

    `exports` are the files that people have from it.
    """

    name: str
    decoders: Mapping[str, Decoder]
    receiver: Receiver | None = None
    exports: tuple[Export, ...] = ()
