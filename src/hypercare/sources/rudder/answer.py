"""What RudderStack's data plane says to its clients: a line of text."""

from collections.abc import Mapping

from hypercare.sources.reasons import Reason, RequestProblem
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.segment.dialect import Code, Dialect, Words

# What a data plane takes unless it is told otherwise. It has no limit for an event: ours is that of all receivers.
REQUEST_BYTES = 4000 * 1024
EVENT_BYTES = 1024 * 1024
TEXT = "text/plain; charset=utf-8"
ACCEPTED = Answer(200, b"OK", TEXT)
_TOO_LARGE = (413, "Request size exceeds max limit")
_WORDS: Mapping[Code, Words] = {
    RequestProblem.BODY_TOO_LARGE: _TOO_LARGE,
    Reason.EVENT_TOO_LARGE: _TOO_LARGE,
    RequestProblem.BODY_TOO_SLOW: (408, "Request body did not arrive in time"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "Failed to read body from request"),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "Content-Encoding must be gzip, deflate or identity"),
    RequestProblem.BODY_EMPTY: (400, "Request body is nil"),
    RequestProblem.PATH_UNKNOWN: (404, "404 page not found"),
    RequestProblem.METHOD_NOT_ALLOWED: (405, "Method not allowed"),
    RequestProblem.TOKEN_MISSING: (401, "Failed to read writeKey from header"),
    RequestProblem.RATE_LIMITED: (429, "Max Events Limit reached. Dropping Events."),
    RequestProblem.OVERLOADED: (503, "Service unavailable, try again"),
    RequestProblem.OUT_OF_SCOPE: (403, "The write key may not bring this"),
    Reason.TOKEN_UNKNOWN: (401, "Invalid Write Key"),
    Reason.INVALID_JSON: (400, "Invalid JSON"),
}


def _form(status: int, _code: Code, sentence: str) -> Answer:
    retry = (("retry-after", "1"),) if status == 503 else ()
    return Answer(status, f"{sentence}\n".encode(), TEXT, retry)


RUDDER = Dialect("rudder", REQUEST_BYTES, EVENT_BYTES, ACCEPTED, _WORDS, _form)


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a request whose body is not looked at."""
    return RUDDER.refused(problem)
