"""Answers in our own form, for the doors that stand in no vendor's place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Outcome

MOST_TOLD = 1_000
"""Rejected records that an answer tells one by one."""
_encode = msgspec.json.Encoder().encode
_PROBLEMS = {
    RequestProblem.PATH_UNKNOWN: (404, "there is nothing here", ""),
    RequestProblem.METHOD_NOT_ALLOWED: (405, "this is not how it is asked", "send a POST"),
    RequestProblem.BODY_TOO_LARGE: (413, "the body is larger than 10 MiB", "send it in parts"),
    RequestProblem.BODY_TOO_SLOW: (408, "the body did not arrive in time", "send it again"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "the body is not what its Content-Encoding says", ""),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "the body's encoding is unknown", "send gzip, deflate or identity"),
    RequestProblem.BODY_EMPTY: (400, "the body holds no record", "send a JSON object, a list of them, or JSON lines"),
    RequestProblem.TOO_MANY_RECORDS: (413, "the body holds too many records", "send it in parts"),
    RequestProblem.TOKEN_MISSING: (401, "the request names no token", "send Authorization: Bearer TOKEN"),
    RequestProblem.SIGNATURE_INVALID: (401, "the signature is missing or not that of the body", "sign with the secret"),
    RequestProblem.SETTING_MISSING: (409, "the token lacks a setting", "make one with all that it needs"),
    RequestProblem.OUT_OF_SCOPE: (403, "the token may not bring this", "make one that may"),
    RequestProblem.RATE_LIMITED: (429, "too many records", "send it again later"),
    RequestProblem.OVERLOADED: (503, "the records could not be kept", "send it again"),
}
_UNKNOWN_TOKEN = (401, "the token is not one of this installation for this door", "make one: hypercare token new")


@dataclass
class Tally:
    """What became of the records of a request, by their place in it, counted from 0."""

    records: int
    accepted: int = 0
    skipped: int = 0
    failures: list[tuple[int, Unfit]] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        """How many records were rejected, by reason."""
        return Counter(unfit.reason.value for _, unfit in self.failures)


def tallied(tally: Tally, **more: int) -> Answer:
    """200 with what was accepted and what was not, and why; 400 where records were rejected and none accepted."""
    told = [_rejected(index, unfit) for index, unfit in tally.failures[:MOST_TOLD]]
    body: dict[str, object] = {"accepted": tally.accepted, **more, "rejected": told}
    if len(tally.failures) > MOST_TOLD:
        body["rejected_left_out"] = len(tally.failures) - MOST_TOLD
    return Answer(400 if tally.failures and not tally.accepted else 200, _encode(body))


def _rejected(index: int, unfit: Unfit) -> Mapping[str, object]:
    return {"index": index, "reason": unfit.reason.value, "field": unfit.field, "message": unfit.message}


def refused(problem: RequestProblem | Reason, message: str = "", fix: str = "") -> Answer:
    """The answer to a request of which nothing was read: `{"error": {"code", "message", "fix"}}`."""
    otherwise = _UNKNOWN_TOKEN if problem is Reason.TOKEN_UNKNOWN else (400, "the request cannot be used", "")
    status, said, mend = otherwise if isinstance(problem, Reason) else _PROBLEMS.get(problem, otherwise)
    error = {"code": problem.value, "message": message or said, "fix": fix or mend}
    return Answer(status, _encode({"error": error}))


def turned_away(problem: RequestProblem | Reason, message: str = "", fix: str = "") -> Outcome:
    """The outcome of such a request."""
    return Outcome(refused(problem, message, fix), rejected={problem.value: 1})
