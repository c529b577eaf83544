"""Mixpanel's endpoints: who sends, whether it is usable, what must be kept, and what is answered."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.mixpanel.answer import Style, accepted, imported, json_answer, refused, unavailable
from hypercare.sources.mixpanel.batch import Batch, failed_record, owners_of, unfit
from hypercare.sources.mixpanel.credentials import (
    VENDOR_NAME,
    all_blanked,
    basic_owner,
    batch_secrets,
    blanked,
    find,
    secret_of,
)
from hypercare.sources.mixpanel.decode import read_all
from hypercare.sources.mixpanel.form import Form, form_of
from hypercare.sources.mixpanel.shapes import RECORDS_PER_REQUEST, Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Outcome, Request
from hypercare.sources.records import split

PATHS = ("track", "import", "engage", "groups")
# What clients ask beside sending data: answered so that they carry on, and nothing is kept.
HARMLESS: dict[str, Any] = {
    "flags": {"flags": {}},
    "flags/definitions": {"flags": []},
    "settings": {},
    "decide": {},
    "record": {"code": 200, "status": "OK"},
}


class Declined(Exception):
    """The request as a whole cannot be used."""

    def __init__(self, status: int, reason: Reason | RequestProblem, error: str) -> None:
        self.status, self.reason, self.error = status, reason, error
        super().__init__(error)


@dataclass(frozen=True)
class Call:
    """One request to a known endpoint, taken apart. `owner` is whom Basic authentication names."""

    path: str
    received: int
    form: Form
    style: Style
    owner: Credential | None


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/mixpanel/...`. Pure: nothing is kept here."""
    path = request.path.removesuffix("/")
    if path in HARMLESS:
        return Outcome(json_answer(200, HARMLESS[path]))
    if path not in PATHS:
        return Outcome(
            json_answer(404, {"error": "Not Found", "status": 0}), rejected={RequestProblem.PATH_UNKNOWN.value: 1}
        )
    if request.method not in ("GET", "POST"):
        allowed = (("allow", "GET, POST, OPTIONS"),)
        answer = json_answer(405, {"error": "Method Not Allowed", "status": 0}, allowed)
        return Outcome(answer, rejected={RequestProblem.METHOD_NOT_ALLOWED.value: 1})
    form = form_of(request)
    style = Style.of(path, form.fields)
    # What is not an identifier is not repeated, not even in the refusal.
    said = style if style.callback_allowed else replace(style, callback=None)
    try:
        _check_fields(form, style)
        owner = basic_owner(request.headers.get("authorization", ""), tokens)
        call = Call(path, request.received, form, style, owner)
        return _received(call, tokens)
    except Declined as declined:
        return Outcome(refused(said, declined.status, declined.error), rejected={declined.reason.value: 1})


def _check_fields(form: Form, style: Style) -> None:
    if not style.callback_allowed:
        raise Declined(400, RequestProblem.CALLBACK_REFUSED, "callback must be an identifier")
    if "redirect" in form.fields:
        raise Declined(400, RequestProblem.REDIRECT_REFUSED, "redirect is not supported")


def _received(call: Call, tokens: TokenBook) -> Outcome:
    body = _body(call)
    plain = None if call.form.lines else _of_one_owner(call, body, tokens)
    return plain or _kept(call, _batch(call, body, tokens))


def _body(call: Call) -> bytes:
    try:
        return call.form.records()
    except Unfit as problem:
        raise Declined(400, problem.reason, problem.message) from None


def _of_one_owner(call: Call, body: bytes, tokens: TokenBook) -> Outcome | None:
    """The plain case, in which all records have one owner and the body is kept as it is. Else None.

    What is not asked strictly is decided without a look at more than the first usable record.
    """
    secrets = batch_secrets(call.path, body)
    if not secrets or secrets.count(secrets[0]) != len(secrets):
        return None
    _check_count(len(secrets))
    owner = call.owner or find(secrets[0], tokens)
    if owner is None:
        return None
    # A token that Basic authentication makes irrelevant may be any word, and stand elsewhere in the body as well.
    kept = all_blanked(body) if call.owner else blanked(body, secrets[0])
    payload = Payload(VENDOR_NAME, call.path, owner.source, call.received, kept, query=_query(call))
    reading = Reading.of(payload)
    if call.style.strict:
        failed = read_all(reading, Decoded([], [], [], []))
        return Outcome(
            _imported(reading.raws, failed), (payload,), unavailable(call.style), *_counts(len(secrets), failed)
        )
    if all(unfit(raw, index, reading) for index, raw in enumerate(reading.raws)):
        return None
    return Outcome(accepted(call.style), (payload,), unavailable(call.style), len(secrets))


def _query(call: Call) -> dict[str, str]:
    """What the decoder must know of the request."""
    return ({"strict": "1"} if call.style.strict else {}) | ({"lines": "1"} if call.form.lines else {})


def _counts(records: int, failed: list[tuple[int, Unfit]]) -> tuple[int, Counter[str]]:
    return records - len(failed), Counter(problem.reason.value for _, problem in failed)


def _batch(call: Call, body: bytes, tokens: TokenBook) -> Batch:
    try:
        raws = split(body, lines=call.form.lines)
    except Unfit as problem:
        raise Declined(400, problem.reason, problem.message) from None
    _check_count(len(raws))
    owners = [call.owner] * len(raws) if call.owner else owners_of(call.path, raws, tokens)
    if not any(owners):
        raise _nobody(call.path, raws)
    return Batch(call.path, call.received, raws, owners, _query(call))


def _check_count(count: int) -> None:
    if count == 0:
        raise Declined(400, RequestProblem.BODY_EMPTY, "data, missing or empty")
    if count > RECORDS_PER_REQUEST:
        raise Declined(
            413, RequestProblem.TOO_MANY_RECORDS, f"request exceeds max limit of {RECORDS_PER_REQUEST} events"
        )


def _nobody(path: str, raws: list[bytes]) -> Declined:
    secrets = [secret_of(path, raw) for raw in raws]
    if all(secret is None for secret in secrets):
        return Declined(400, Reason.INVALID_JSON, "data is not valid JSON")
    if any(secrets) or path == "import":
        return Declined(401, Reason.TOKEN_UNKNOWN, "Invalid credentials")
    return Declined(401, RequestProblem.TOKEN_MISSING, "token, missing or empty")


def _kept(call: Call, batch: Batch) -> Outcome:
    failed = [(index, problem) for index, problem in enumerate(batch.problems()) if problem is not None]
    answer = _imported(batch.raws, failed) if call.style.strict else _loosely(call.style, len(batch.raws), failed)
    return Outcome(answer, batch.payloads(), unavailable(call.style), *_counts(len(batch.raws), failed))


def _imported(raws: list[bytes], failed: list[tuple[int, Unfit]]) -> Answer:
    return imported(len(raws) - len(failed), [failed_record(index, raws[index], problem) for index, problem in failed])


def _loosely(style: Style, records: int, failed: list[tuple[int, Unfit]]) -> Answer:
    if len(failed) < records:
        return accepted(style)
    problem = failed[0][1]
    return refused(style, 400, f"{problem.field} {problem.message}".strip())
