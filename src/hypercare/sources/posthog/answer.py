"""What PostHog would say: plain texts in the older protocol, JSON with a result for each event in the newer one."""

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from hypercare.sources.posthog.decode import V1
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.request import REQUEST_BYTES

TEXT = "text/plain; charset=utf-8"
RETRY = (("retry-after", "1"),)
_DOCS = "https://posthog.com/docs/api"
_PROBLEMS = MappingProxyType(
    {
        RequestProblem.BODY_TOO_LARGE: (413, "payload_too_large", f"payload too large: at most {REQUEST_BYTES} bytes"),
        RequestProblem.BODY_TOO_SLOW: (408, "request_timeout", "request timed out"),
        RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "request_decoding_error", "failed to decode request: not gzip"),
        RequestProblem.BODY_ENCODING_UNKNOWN: (
            415,
            "unsupported_encoding",
            "unsupported content encoding: send gzip, deflate or none",
        ),
        RequestProblem.OUT_OF_SCOPE: (403, "permission_denied", "API key is not allowed to bring this"),
        RequestProblem.RATE_LIMITED: (429, "rate_limited", "rate limited"),
        RequestProblem.OVERLOADED: (503, "service_unavailable", "transient error, please retry"),
    }
)
_TAGS = MappingProxyType(
    {
        Reason.EVENT_NAME_INVALID: "missing_event_name",
        Reason.EVENT_TOO_LARGE: "event_too_big",
        Reason.ID_MISSING: "missing_distinct_id",
        Reason.ID_INVALID: "distinct_id_too_large",
        Reason.ID_PLACEHOLDER: "malformed_distinct_id",
        Reason.KEY_INVALID: "invalid_event_uuid",
        Reason.TIME_INVALID: "invalid_event_timestamp",
        Reason.TIME_BEFORE_1971: "invalid_event_timestamp",
        Reason.TIME_IN_FUTURE: "invalid_event_timestamp",
        Reason.PROPERTIES_INVALID: "malformed_event_properties",
    }
)
"""PostHog's words for what is wrong with an event, where it has one; ours else."""
PERSONLESS = "person_processing_disabled"


def json_answer(status: int, body: Any, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Any value as compact JSON."""
    return Answer(status, json.dumps(body, separators=(",", ":")).encode(), headers=headers)


ACCEPTED = json_answer(200, {"status": 1})
BEACON = Answer(204, b"", "")
"""What a browser that leaves the page hears, which is nothing."""


def refused(path: str, status: int, tag: str, error: str) -> Answer:
    """Nothing in the request was usable."""
    headers = RETRY if status in (429, 503) else ()
    if path.startswith(V1):
        return json_answer(status, {"error": tag, "error_description": error, "error_uri": _DOCS}, headers)
    return Answer(status, error.encode(), TEXT, headers)


def unavailable(path: str) -> Answer:
    """The events cannot be kept now: the client shall try again."""
    return refused(path, *_PROBLEMS[RequestProblem.OVERLOADED])


def refuse(request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read, or came too early."""
    status, tag, error = _PROBLEMS.get(problem, (400, problem.value, f"invalid request: {problem.value}"))
    return refused(request.path, status, tag, error)


def told(results: Iterable[tuple[str, Unfit | None, bool]]) -> Answer:
    """The newer protocol's answer, of (uuid, what is wrong, whether the event is somebody's)."""
    return json_answer(200, {"results": {uuid: _result(unfit, somebody) for uuid, unfit, somebody in results}})


def _result(unfit: Unfit | None, somebody: bool) -> dict[str, str]:
    if unfit is not None:
        return {"result": "drop", "details": tag_of(unfit)}
    return {"result": "ok"} if somebody else {"result": "warning", "details": PERSONLESS}


def tag_of(unfit: Unfit) -> str:
    """PostHog's word for what is wrong with an event."""
    return _TAGS.get(unfit.reason, unfit.reason.value)
