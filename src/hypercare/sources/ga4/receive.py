"""GA4's endpoints: who sends, what must be kept, and what is answered, which is the same for all data."""

from hypercare.model.facts import Payload
from hypercare.model.ports import TokenBook
from hypercare.sources.credentials import blanked, find
from hypercare.sources.ga4 import gtag
from hypercare.sources.ga4.answer import ACCEPTED, UNAVAILABLE, refuse
from hypercare.sources.ga4.protocol import body_of, records
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Outcome, Request

VENDOR_NAME = "ga4"
PROTOCOL, GTAG = "mp/collect", "g/collect"
# gtag.js sends 16 kB at most. Every line is parsed before the answer, so that it must be bounded.
GTAG_BYTES = 256 * 1024


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/ga4/...`. Pure: nothing is kept here."""
    path = request.path.removesuffix("/")
    if path not in (PROTOCOL, GTAG):
        return _turned_away(request, RequestProblem.PATH_UNKNOWN)
    if request.method != "POST" and (path, request.method) != (GTAG, "GET"):
        return _turned_away(request, RequestProblem.METHOD_NOT_ALLOWED)
    return _protocol(request, tokens) if path == PROTOCOL else _gtag(request, tokens)


def _turned_away(request: Request, problem: RequestProblem) -> Outcome:
    return Outcome(refuse(request, problem), rejected={problem.value: 1})


def _ignored(reason: Reason | RequestProblem) -> Outcome:
    """Google Analytics says yes to what it throws away; nothing of it is kept, and the metrics count it."""
    return Outcome(ACCEPTED, rejected={reason.value: 1})


def _stranger(secret: str) -> Outcome:
    return _ignored(Reason.TOKEN_UNKNOWN if secret else RequestProblem.TOKEN_MISSING)


def _protocol(request: Request, tokens: TokenBook) -> Outcome:
    secret = request.query.get("api_secret", "")
    owner = find(secret, VENDOR_NAME, tokens)
    if owner is None:
        return _stranger(secret)
    if not request.body.strip():
        return _ignored(RequestProblem.BODY_EMPTY)
    query = {"app": "1"} if "firebase_app_id" in request.query else {}
    body = blanked(request.body, secret)
    return _kept(Payload(VENDOR_NAME, PROTOCOL, owner.source, request.received, body, query=query), _count(body))


def _count(body: bytes) -> int:
    try:
        return len(records(body_of(body)))
    except Unfit:
        return 1


def _gtag(request: Request, tokens: TokenBook) -> Outcome:
    if len(request.body) > GTAG_BYTES:
        return _turned_away(request, RequestProblem.BODY_TOO_LARGE)
    try:
        lines = gtag.lines_of(request.body)
    except Unfit:
        return _turned_away(request, RequestProblem.TOO_MANY_RECORDS)
    secret = gtag.secret_of(request.query, lines)
    owner = find(secret, VENDOR_NAME, tokens)
    if owner is None:
        return _stranger(secret)
    body = gtag.written(request.query, lines, secret)
    return _kept(Payload(VENDOR_NAME, GTAG, owner.source, request.received, body), len(lines) or 1)


def _kept(payload: Payload, events: int) -> Outcome:
    return Outcome(ACCEPTED, (payload,), UNAVAILABLE, events)
