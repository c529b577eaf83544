"""CleverTap's endpoints: who sends, which records are usable, what must be kept, and what is answered."""

from collections import Counter
from typing import Any

from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.clevertap.answer import plain, refuse, refused, uploaded
from hypercare.sources.clevertap.decode import read_all, records_of
from hypercare.sources.clevertap.shapes import RECORDS_PER_REQUEST
from hypercare.sources.credentials import blanked, find
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Outcome, Request, Setting

VENDOR_NAME = "clevertap"
ACCOUNT_HEADER, PASSCODE_HEADER = "x-clevertap-account-id", "x-clevertap-passcode"
HEADERS = (ACCOUNT_HEADER, PASSCODE_HEADER)
ACCOUNT = Setting(
    "account_id",
    "the CleverTap account id that clients send; where it is left out, any id is accepted",
    check=str.strip,
)
UPLOAD = "upload"
# What clients ask beside sending data, answered so that they carry on: nothing is here to be read. An empty cursor
# ends the reading of a client that looks for one before it looks for records.
EMPTY: dict[str, dict[str, Any]] = {
    "events.json": {"status": "success", "cursor": "", "records": []},
    "profiles.json": {"status": "success", "cursor": "", "records": []},
    "profile.json": {"status": "success", "record": {}},
}
# What they ask to be done or counted: to claim it would be a lie.
UNSUPPORTED = frozenset(
    (
        "counts/events.json",
        "counts/profiles.json",
        "counts/top.json",
        "counts/trends.json",
        "delete/profiles.json",
        "demerge/profiles.json",
        "disassociate",
        "message/report.json",
        "now.json",
        "subscribe",
        "targets/create.json",
        "targets/estimate.json",
        "targets/list.json",
        "targets/result.json",
        "targets/stop.json",
    )
)


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/clevertap/1/...`. Pure: nothing is kept here."""
    version, _, path = request.path.removesuffix("/").partition("/")
    if version != "1" or path not in (UPLOAD, *EMPTY, *UNSUPPORTED):
        return _turned_away(RequestProblem.PATH_UNKNOWN, 404, "Resource does not exist")
    owner = find(request.headers.get(PASSCODE_HEADER, ""), VENDOR_NAME, tokens)
    if owner is None or not _is_account(owner, request):
        reason = Reason.TOKEN_UNKNOWN if request.headers.get(PASSCODE_HEADER) else RequestProblem.TOKEN_MISSING
        return _turned_away(reason, 401, "Account ID or Passcode is not valid")
    if path in EMPTY:
        return Outcome(plain(EMPTY[path]))
    if path in UNSUPPORTED:
        return Outcome(refused(403, f"{path} is not supported by Hypercare: ask CleverTap itself"))
    if request.method != "POST":
        return _turned_away(RequestProblem.METHOD_NOT_ALLOWED, 405, "Method not allowed")
    return _uploaded(request, owner)


def _is_account(owner: Credential, request: Request) -> bool:
    wanted = owner.settings.get(ACCOUNT.name)
    return not wanted or request.headers.get(ACCOUNT_HEADER, "").strip() == wanted


def _turned_away(reason: Reason | RequestProblem, status: int, error: str) -> Outcome:
    return Outcome(refused(status, error), rejected={reason.value: 1})


def _uploaded(request: Request, owner: Credential) -> Outcome:
    body = blanked(request.body, request.headers[PASSCODE_HEADER])
    payload = Payload(VENDOR_NAME, UPLOAD, owner.source, request.received, body)
    try:
        raws = records_of(body)
    except Unfit as unfit:
        return _turned_away(unfit.reason, 400, f"Payload is not valid: {unfit.field} {unfit.message}")
    if not raws:
        return _turned_away(RequestProblem.BODY_EMPTY, 400, "Payload is not valid: d is empty")
    if len(raws) > RECORDS_PER_REQUEST:
        problem = RequestProblem.TOO_MANY_RECORDS
        return Outcome(refuse(request, problem), rejected={problem.value: 1})
    failures = read_all(raws, Reading(payload))
    dry = request.query.get("dryRun") == "1"
    return Outcome(
        uploaded(raws, failures),
        () if dry else (payload,),
        refuse(request, RequestProblem.OVERLOADED),
        0 if dry else len(raws) - len(failures),
        Counter(unfit.reason.value for _, unfit in failures),
    )
