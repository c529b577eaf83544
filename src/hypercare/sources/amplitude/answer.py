"""What Amplitude would say: JSON with its own `code`, in which clients read which events to drop; a word to forms."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypercare.sources.amplitude.shapes import ENDPOINTS, MISSING
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Request

_PROBLEMS = {
    RequestProblem.PATH_UNKNOWN: (404, "Invalid request path"),
    RequestProblem.METHOD_NOT_ALLOWED: (405, "Method not allowed"),
    RequestProblem.BODY_TOO_LARGE: (413, "Payload too large"),
    RequestProblem.TOO_MANY_RECORDS: (413, "Payload too large"),
    RequestProblem.BODY_TOO_SLOW: (408, "Request body did not arrive in time"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "Request body is not what its Content-Encoding says"),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "Content-Encoding must be gzip, deflate or identity"),
    RequestProblem.RATE_LIMITED: (429, "Too many requests for some devices and users"),
    RequestProblem.OUT_OF_SCOPE: (403, "The API key may not bring this"),
}
_UNAVAILABLE = (503, "The events could not be kept, try again")
# Clients wait half a minute for the events whose indexes are listed, and send the others again at once. No request to
# /2/httpapi holds more; what exceeds them in a batch comes again sooner.
_THROTTLED = list(range(ENDPOINTS["2/httpapi"].records))
# The lists in which Amplitude names events to drop, for what is wrong with them, and the sentence that goes with each.
_MISSING = ("events_with_missing_fields", "Request missing required field")
_LENGTHS = ("events_with_invalid_id_lengths", "Invalid id length for user_id or device_id")
_INVALID = ("events_with_invalid_fields", "Invalid field values on some events")


def accepted(events: int, size: int, received: int) -> Answer:
    """All events were usable. `received` is microseconds UTC."""
    said = {"code": 200, "events_ingested": events, "payload_size_bytes": size, "server_upload_time": received // 1000}
    return _json(200, said)


def partly(failed: Iterable[tuple[int, Unfit]]) -> Answer:
    """Some events, or all, could not be used: clients drop those that are listed and send the others again."""
    lists: dict[str, dict[str, list[int]]] = {}
    sentence = ""
    for index, problem in failed:
        name, said = _list(problem)
        sentence = sentence or said
        for field in _fields(problem):
            lists.setdefault(name, {}).setdefault(field, []).append(index)
    return _json(400, {"code": 400, "error": sentence, **lists})


def _list(problem: Unfit) -> tuple[str, str]:
    if problem.reason is Reason.ID_TOO_SHORT:
        return _LENGTHS
    return _MISSING if problem.message == MISSING else _INVALID


def _fields(problem: Unfit) -> Sequence[str]:
    """The event's fields that a problem is told of: the top ones, by which Amplitude names them."""
    if problem.reason is Reason.ID_MISSING:
        return ("user_id", "device_id")
    return (problem.field.partition(".")[0] or "event",)


def refused(path: str, status: int, error: str, **more: Any) -> Answer:
    """Nothing of the request is kept."""
    endpoint = ENDPOINTS.get(path)
    if endpoint is not None and endpoint.form is not None:
        return Answer(status, error.encode(), "text/plain; charset=utf-8", _retry(status))
    return _json(status, {"code": status, "error": error, **more})


def worded(path: str) -> Answer:
    """All records of a form were usable."""
    return refused(path, 200, "success")


def unavailable(path: str) -> Answer:
    """The events cannot be kept now: the client shall try again."""
    return refused(path, *_UNAVAILABLE)


def refuse(request: Request, problem: RequestProblem) -> Answer:
    """The answer to a request that is not looked at."""
    status, error = _PROBLEMS.get(problem, _UNAVAILABLE)
    more: Mapping[str, Any] = {}
    if problem is RequestProblem.RATE_LIMITED:
        more = {"eps_threshold": 0, "throttled_devices": {}, "throttled_users": {}, "throttled_events": _THROTTLED}
    return refused(request.path.removesuffix("/"), status, error, **more)


def _json(status: int, body: Mapping[str, Any]) -> Answer:
    return Answer(status, json.dumps(body, separators=(",", ":")).encode(), headers=_retry(status))


def _retry(status: int) -> tuple[tuple[str, str], ...]:
    return (("retry-after", "1"),) if status == 503 else ()
