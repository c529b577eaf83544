"""Amplitude's endpoints: who sends, which events are usable, what must be kept, and what is answered.

Where some events cannot be used the others are kept, and the answer lists the ones that cannot. Official clients send
the others again, and their insert ids show them as the same; those that flush on demand do not send them again, and
would lose them if they were not kept.
"""

from collections import Counter

from hypercare.model.facts import Payload
from hypercare.model.ports import TokenBook
from hypercare.sources.amplitude.answer import accepted, partly, refuse, refused, unavailable, worded
from hypercare.sources.amplitude.decode import Failed, failures
from hypercare.sources.amplitude.shapes import ENDPOINTS, MIN_ID_LENGTH, Call, Endpoint, Unreadable, call_of
from hypercare.sources.credentials import blanked, find
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Outcome, Request

VENDOR_NAME = "amplitude"


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/amplitude/...`. Pure: nothing is kept here."""
    path = request.path.removesuffix("/")
    endpoint = ENDPOINTS.get(path)
    if endpoint is None:
        return _turned_away(request, RequestProblem.PATH_UNKNOWN)
    if request.method not in (("POST",) if endpoint.form is None else ("GET", "POST")):
        return _turned_away(request, RequestProblem.METHOD_NOT_ALLOWED)
    if len(request.body) > endpoint.request_bytes:
        return _turned_away(request, RequestProblem.BODY_TOO_LARGE)
    try:
        return _received(request, path, endpoint, tokens)
    except Unreadable as problem:
        missing = {} if problem.missing is None else {"missing_field": problem.missing}
        return Outcome(refused(path, 400, problem.error, **missing), rejected={problem.reason.value: 1})


def _turned_away(request: Request, problem: RequestProblem) -> Outcome:
    return Outcome(refuse(request, problem), rejected={problem.value: 1})


def _received(request: Request, path: str, endpoint: Endpoint, tokens: TokenBook) -> Outcome:
    call = call_of(request, endpoint)
    is_form = endpoint.form is not None
    if not call.secret:
        error = "missing_api_key" if is_form else "Request missing required field"
        raise Unreadable(RequestProblem.TOKEN_MISSING, error, "api_key")
    owner = find(call.secret, VENDOR_NAME, tokens)
    if owner is None:
        # Clients stop at an error that begins so. The key itself is not repeated.
        error = "invalid_api_key" if is_form else "Invalid API key: it is not one of this installation"
        raise Unreadable(Reason.TOKEN_UNKNOWN, error)
    if len(call.raws) > endpoint.records:
        return _turned_away(request, RequestProblem.TOO_MANY_RECORDS)
    payload = _payload(call, path, owner.source, request.received)
    try:
        failed = failures(payload)
    except Unfit as problem:
        raise Unreadable(problem.reason, "Invalid JSON request body") from None
    usable = len(call.raws) - len(failed)
    answer = _form_answer(path, usable, failed) if is_form else _answer(request, usable, failed)
    rejected = Counter(problem.reason.value for _, problem in failed)
    return Outcome(answer, (payload,), unavailable(path), usable, rejected)


def _payload(call: Call, path: str, source: str, received: int) -> Payload:
    """The records alone, with what the decoder must know of the rest."""
    query = {} if call.min_id_length == MIN_ID_LENGTH else {"min_id_length": str(call.min_id_length)}
    if call.sent is not None:
        query["sent"] = str(call.sent)
    body = blanked(b"[" + b",".join(call.raws) + b"]", call.secret)
    return Payload(VENDOR_NAME, path, source, received, body, query=query)


def _answer(request: Request, usable: int, failed: Failed) -> Answer:
    return partly(failed) if failed else accepted(usable, len(request.body), request.received)


def _form_answer(path: str, usable: int, failed: Failed) -> Answer:
    """Forms have no way to tell of some records: the error is said only where none was usable."""
    if usable:
        return worded(path)
    problem = failed[0][1]
    return refused(path, 400, f"{problem.field} {problem.message}".strip())
