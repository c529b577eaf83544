"""PostHog's endpoints: who sends, whether it is usable, what must be kept, and what is answered."""

import re
from collections import Counter

from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.credentials import bearer, blanked, find
from hypercare.sources.posthog.answer import (
    ACCEPTED,
    BEACON,
    json_answer,
    refuse,
    refused,
    told,
    unavailable,
)
from hypercare.sources.posthog.decode import ENGAGE, LIB, SENT, V1, results
from hypercare.sources.posthog.form import json_of
from hypercare.sources.posthog.harmless import harmless
from hypercare.sources.posthog.shapes import EVENT_BYTES, HEAD, RECORDS_PER_REQUEST, Opened, Sent, opened
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Outcome, Request
from hypercare.sources.records import MALFORMED
from hypercare.sources.request import BadBody

VENDOR_NAME = "posthog"
SDK_INFO, REQUEST_TIMESTAMP = "posthog-sdk-info", "posthog-request-timestamp"
OLDER = frozenset(("batch", "capture", "e", "track", ENGAGE, "i/v0/e", "i/v0/ai/batch"))
NEWER = frozenset((f"{V1}analytics/events", f"{V1}ai/events"))
# What a client may say of itself: "posthog-python/7.91.1".
_SDK_CHARACTERS = 200
_UUID = re.compile(rb'"uuid"\s*:\s*"([A-Za-z0-9-]{1,64})"')


class Declined(Exception):
    """The request as a whole cannot be used."""

    def __init__(self, status: int, reason: Reason | RequestProblem, tag: str, error: str) -> None:
        self.status, self.reason, self.tag, self.error = status, reason, tag, error
        super().__init__(error)


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/posthog/...`. Pure: nothing is kept here."""
    path = request.path.removesuffix("/")
    if path not in OLDER and path not in NEWER:
        answer = harmless(request)
        return Outcome(answer) if answer is not None else _unknown()
    if request.method not in ("GET", "POST"):
        answer = json_answer(405, {"detail": f'Method "{request.method}" not allowed.'}, (("allow", "GET, POST"),))
        return Outcome(answer, rejected={RequestProblem.METHOD_NOT_ALLOWED.value: 1})
    try:
        return _newer(request, path, tokens) if path in NEWER else _older(request, path, tokens)
    except Declined as declined:
        answer = refused(path, declined.status, declined.tag, declined.error)
        return Outcome(answer, rejected={declined.reason.value: 1})
    except BadBody as bad:
        return Outcome(refuse(request, bad.problem), rejected={bad.problem.value: 1})


def _unknown() -> Outcome:
    return Outcome(json_answer(404, {"detail": "Not found."}), rejected={RequestProblem.PATH_UNKNOWN.value: 1})


def _older(request: Request, path: str, tokens: TokenBook) -> Outcome:
    """Accepted with one word when any event is usable; the decoder quarantines the others."""
    text = _json(request)
    secret = _secret(text)
    owner = _owner(secret, tokens)
    query = {SENT: sent} if (sent := request.query.get("sent_at") or request.query.get("_")) else {}
    payload = Payload(
        VENDOR_NAME, path, owner.source, request.received, blanked(text, secret), query=_safe(query, secret)
    )
    body = _opened(payload.body)
    failed = Counter[str]()
    first: Unfit | None = None
    for _, unfit, _ in results(body, Reading(payload)):
        if unfit is None:
            answer = BEACON if request.query.get("beacon") == "1" else ACCEPTED
            return Outcome(answer, (payload,), unavailable(path), len(body.records))
        first = first or unfit
        failed[unfit.reason.value] += 1
    error = "" if first is None else f"{first.field} {first.message}".strip()
    return Outcome(refused(path, 400, "", error), (payload,), unavailable(path), 0, failed)


def _newer(request: Request, path: str, tokens: TokenBook) -> Outcome:
    """A result for each event, by its uuid."""
    secret = bearer(request.headers.get("authorization", ""))
    if secret is None:
        raise Declined(401, RequestProblem.TOKEN_MISSING, "invalid_api_token", "The API token is missing: Bearer ...")
    owner = _owner(secret, tokens)
    text = _json(request)
    said = ((SENT, REQUEST_TIMESTAMP), (LIB, SDK_INFO))
    query = {
        name: value for name, header in said if 0 < len(value := request.headers.get(header, "")) <= _SDK_CHARACTERS
    }
    payload = Payload(
        VENDOR_NAME, path, owner.source, request.received, blanked(text, secret), query=_safe(query, secret)
    )
    body = _opened(payload.body)
    names = [_uuid(record, body, at) for at, record in enumerate(body.records)]
    found = list(results(body, Reading(payload)))
    failed = Counter(wrong.reason.value for _, wrong, _ in found if wrong is not None)
    answer = told((name, *each[1:]) for each in found if isinstance(name := names[each[0]], str))
    return Outcome(answer, (payload,), unavailable(path), len(found) - failed.total(), failed)


def _uuid(record: Sent | Unfit, body: Opened, at: int) -> object:
    """What the client calls an event; of one that is not JSON, what looks like it."""
    if isinstance(record, Sent):
        return record.uuid
    found = _UUID.search(body.raws[at][:EVENT_BYTES])
    return None if found is None else found[1].decode()


def _safe(query: dict[str, str], secret: str) -> dict[str, str]:
    return {name: value.replace(secret, "") for name, value in query.items()}


def _json(request: Request) -> bytes:
    try:
        text = json_of(request)
    except Unfit as unfit:
        raise Declined(
            400, unfit.reason, "request_decoding_error", f"failed to decode request: {unfit.message}"
        ) from None
    if not text:
        raise Declined(400, RequestProblem.BODY_EMPTY, "empty_body", "request holds no event")
    return text


def _opened(text: bytes) -> Opened:
    try:
        body = opened(text)
    except Unfit as unfit:
        raise Declined(
            400, unfit.reason, "request_parsing_error", f"failed to parse request: {unfit.message}"
        ) from None
    if not body.records:
        raise Declined(400, RequestProblem.BODY_EMPTY, "empty_batch", "request holds no event")
    if len(body.records) > RECORDS_PER_REQUEST:
        error = f"payload too large: at most {RECORDS_PER_REQUEST} events"
        raise Declined(413, RequestProblem.TOO_MANY_RECORDS, "payload_too_large", error)
    return body


def _owner(secret: str, tokens: TokenBook) -> Credential:
    owner = find(secret, VENDOR_NAME, tokens)
    if owner is None:
        raise Declined(401, Reason.TOKEN_UNKNOWN, "invalid_api_token", "API key is not valid: unknown")
    return owner


def _secret(text: bytes) -> str:
    """The token of a request: beside its events, else the one that they all carry."""
    try:
        head = HEAD.decode(text)
    except MALFORMED:
        head = None
    if head is not None and (secret := _first(head.api_key, head.token)):
        return secret
    body = _opened(text)
    if secret := _first(body.head.api_key, body.head.token):
        return secret
    secrets = {_secret_of(record) for record in body.records if isinstance(record, Sent)} - {""}
    if len(secrets) > 1:
        error = "batch submitted with inconsistent api_key values"
        raise Declined(401, Reason.TOKEN_UNKNOWN, "invalid_api_token", error)
    if not secrets:
        raise Declined(401, RequestProblem.TOKEN_MISSING, "invalid_api_token", "event submitted without an api_key")
    return secrets.pop()


def _secret_of(record: Sent) -> str:
    inside = record.properties if isinstance(record.properties, dict) else {}
    beside = _first(record.token, record.api_key, record.dollar_token)
    return beside or _first(inside.get("token"), inside.get("api_key"))


def _first(*values: object) -> str:
    return next((value for value in values if isinstance(value, str) and value), "")
