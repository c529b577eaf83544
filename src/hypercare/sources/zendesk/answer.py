"""What is said to Zendesk, and to the person who reads its log of the webhook's calls."""

import msgspec

from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.request import REQUEST_BYTES

_encode = msgspec.json.Encoder().encode
# Zendesk tries again after 409, 429 and 503 and where nobody answers; anything else is final.
_PROBLEMS = {
    RequestProblem.BODY_TOO_LARGE: (413, f"the request is larger than {REQUEST_BYTES} bytes", ""),
    RequestProblem.BODY_TOO_SLOW: (408, "the body did not arrive in time", ""),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "the body is not what its Content-Encoding says", ""),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "the Content-Encoding is not known", "gzip, deflate or none"),
    RequestProblem.RATE_LIMITED: (429, "too many requests at once", "Zendesk tries again by itself"),
    RequestProblem.OVERLOADED: (503, "the ticket cannot be kept now", "Zendesk tries again by itself"),
    RequestProblem.OUT_OF_SCOPE: (403, "the token may not bring this", "give it the scope events,feedback"),
}


def accepted(tickets: int) -> Answer:
    """The tickets of a request are kept; 0 for an event that is about something else."""
    return Answer(200, _encode({"status": "ok", "tickets": tickets}))


def refused(status: int, code: str, message: str, fix: str = "") -> Answer:
    """Nothing in the request was usable."""
    return Answer(status, _encode({"error": {"code": code, "message": message, "fix": fix}}))


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read, or that is not let in."""
    status, message, fix = _PROBLEMS.get(problem, (400, "the request cannot be used", ""))
    return refused(status, problem.value, message, fix)
