"""The debug form: GA4's own `validationMessages`, and beside them what Hypercare would make of the request."""

from collections.abc import Iterator
from itertools import islice

import msgspec

from hypercare.model.facts import Rejected
from hypercare.sources.debug import document, plain
from hypercare.sources.ga4.events import MISSING
from hypercare.sources.ga4.receive import PROTOCOL
from hypercare.sources.ga4.validation import MOST_MESSAGES, Message, messages
from hypercare.sources.reasons import Reason, RequestProblem
from hypercare.sources.receiver import Answer, Described, Request

_encode = msgspec.json.Encoder(enc_hook=str).encode
_BOUNDS = frozenset(
    each.value
    for each in (
        Reason.EVENT_TOO_LARGE,
        Reason.NUMBER_OUT_OF_RANGE,
        Reason.PROPERTY_NAME_TOO_LONG,
        Reason.TIME_BEFORE_1971,
        Reason.TIME_IN_FUTURE,
    )
)
_ENTITIES = frozenset((Reason.TOO_MANY_PROPERTIES.value, Reason.TOO_MANY_ITEMS.value, Reason.NESTED_TOO_DEEP.value))
# What is wrong with a request before its records are looked at.
_REQUEST = {
    Reason.TOKEN_UNKNOWN.value: Message("api_secret", "The api_secret is not a token for GA4 here.", "VALUE_INVALID"),
    RequestProblem.TOKEN_MISSING.value: Message("api_secret", "The api_secret is missing.", "VALUE_REQUIRED"),
    RequestProblem.BODY_EMPTY.value: Message("", "The request has no body.", "VALUE_REQUIRED"),
}


def describe(request: Request, found: Described) -> Answer:
    """GA4's answer of `/debug/mp/collect`, with our own document under `hypercare`. The other forms have ours alone."""
    if request.path.removesuffix("/") != PROTOCOL or found.answer.status >= 400:
        return plain(found)
    told = dict.fromkeys(islice(_messages(request, found), MOST_MESSAGES))
    body = {"validationMessages": [each.document() for each in told], "hypercare": document(found)}
    return Answer(200, _encode(body))


def _messages(request: Request, found: Described) -> Iterator[Message]:
    yield from (_REQUEST[reason] for reason in found.rejected if reason in _REQUEST)
    yield from map(_message, found.facts.rejected)
    yield from messages(request.body, request.query)


def _message(rejected: Rejected) -> Message:
    where = f"{rejected.field} " if rejected.field else ""
    return Message(rejected.field, f"{where}{rejected.message}.", _code(rejected))


def _code(rejected: Rejected) -> str:
    if rejected.message == MISSING:
        return "VALUE_REQUIRED"
    if rejected.reason in _ENTITIES:
        return "EXCEEDED_MAX_ENTITIES"
    if rejected.reason in _BOUNDS:
        return "VALUE_OUT_OF_BOUNDS"
    return "NAME_INVALID" if rejected.reason == Reason.EVENT_NAME_INVALID.value else "VALUE_INVALID"
