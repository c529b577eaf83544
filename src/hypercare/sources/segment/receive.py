"""Segment's endpoints: who sends, whether it is usable, what must be kept, and what is answered."""

import re
from collections.abc import Mapping

from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources import credentials
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.segment.answer import SEGMENT
from hypercare.sources.segment.dialect import Code, Dialect
from hypercare.sources.segment.shapes import BATCH, Parts, mended

ENDPOINTS: Mapping[str, str] = {
    "batch": BATCH,
    "b": BATCH,
    "import": BATCH,
    "track": "track",
    "t": "track",
    "page": "page",
    "p": "page",
    "screen": "screen",
    "s": "screen",
    "identify": "identify",
    "i": "identify",
    "group": "group",
    "g": "group",
    "alias": "alias",
    "a": "alias",
}
"""What each endpoint takes, by its path behind `v1/`; the short ones are the browser's."""
METRICS = "m"
"""What the browser's client says about itself. Nobody needs it here."""
_WRITE_KEY = re.compile(rb'("writeKey"\s*:\s*)"(?:[^"\\]|\\.)++"')


class Declined(Exception):
    """The request as a whole cannot be used."""

    def __init__(self, code: Code) -> None:
        self.code = code
        super().__init__(code)


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/segment/...`. Pure: nothing is kept here."""
    path = request.path.strip("/").removeprefix("v1/")
    if path == METRICS:
        return Outcome(SEGMENT.accepted)
    return received(SEGMENT, request, ENDPOINTS.get(path), tokens)


def received(dialect: Dialect, request: Request, kind: str | None, tokens: TokenBook) -> Outcome:
    """The outcome of a request to the endpoint that takes messages of a kind; None for a path that is no endpoint."""
    try:
        return _outcome(dialect, request, kind, tokens)
    except Declined as declined:
        return declined_by(dialect, declined.code)


def declined_by(dialect: Dialect, code: Code) -> Outcome:
    """The outcome of a request of which nothing is kept."""
    return Outcome(dialect.refused(code), rejected={code.value: 1})


def _outcome(dialect: Dialect, request: Request, kind: str | None, tokens: TokenBook) -> Outcome:
    if kind is None:
        raise Declined(RequestProblem.PATH_UNKNOWN)
    if request.method != "POST":
        raise Declined(RequestProblem.METHOD_NOT_ALLOWED)
    if len(request.body) > dialect.request_bytes:
        raise Declined(RequestProblem.BODY_TOO_LARGE)
    parts = _parts(dialect.vendor, request, kind, tokens)
    owner, secret = owner_of(dialect.vendor, request, parts.write_key, tokens)
    large = parts.oversized(dialect.event_bytes)
    if large and large == len(parts.raws):
        raise Declined(Reason.EVENT_TOO_LARGE)
    if not parts.raws:
        return Outcome(dialect.accepted)
    kept = Payload(dialect.vendor, kind, owner.source, request.received, _blanked(parts.body, secret))
    rejected = {Reason.EVENT_TOO_LARGE.value: large} if large else {}
    later = dialect.refused(RequestProblem.OVERLOADED)
    return Outcome(dialect.accepted, (kept,), later, len(parts.raws) - large, rejected)


def _parts(vendor: str, request: Request, kind: str, tokens: TokenBook) -> Parts:
    """The body taken apart; mended where it must be, and where its sender is known without it."""
    if not request.body.strip():
        raise Declined(RequestProblem.BODY_EMPTY)
    try:
        return Parts.of(request.body, kind)
    except Unfit:
        pass
    try:
        owner_of(vendor, request, "", tokens)
        return Parts.of(mended(request.body), kind)
    except (Declined, Unfit):
        raise Declined(Reason.INVALID_JSON) from None


def owner_of(vendor: str, request: Request, write_key: str, tokens: TokenBook) -> tuple[Credential, str]:
    """Whose data a request brings, and the write key that says so.

    It stands in Basic authentication, in the query (a browser's beacon has no headers), or in the body.
    """
    pair = credentials.basic_pair(request.headers.get("authorization", "")) or ("", "")
    told = [secret for secret in (*pair, request.query.get("writeKey", ""), write_key) if secret]
    for secret in told:
        owner = credentials.find(secret, vendor, tokens)
        if owner is not None:
            return owner, secret
    raise Declined(Reason.TOKEN_UNKNOWN if told else RequestProblem.TOKEN_MISSING)


def _blanked(body: bytes, secret: str) -> bytes:
    """The body without this write key, wherever it stands, and without any other that it names."""
    kept = credentials.blanked(body, secret)
    return _WRITE_KEY.sub(rb'\1""', kept) if b'writeKey"' in kept else kept
