"""Zendesk's webhooks: who sends, whether Zendesk signed it, what must be kept, and what is answered."""

from hypercare.model.errors import BadInput
from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.credentials import basic_owner, bearer, blanked, find
from hypercare.sources.identifiers import LONGEST
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Outcome, Request, Setting
from hypercare.sources.zendesk.answer import accepted, refuse, refused
from hypercare.sources.zendesk.decode import ACCOUNT, EXTERNAL_ID, USER, USERS, read
from hypercare.sources.zendesk.signature import is_signed, secrets_in

VENDOR_NAME = "zendesk"
SIGNING_SECRET = "signing_secret"  # noqa: S105 the name of a setting, not a secret


def _secret(value: str) -> str:
    """The secrets, parted by commas. Raises `BadInput` where there is none."""
    found = secrets_in(value)
    if not found:
        raise BadInput("there is no secret", where=SIGNING_SECRET, expected="what Zendesk shows as Signing secret")
    return ",".join(found)


def _user(value: str) -> str:
    if value not in USERS:
        raise BadInput(f"{value[:40]!r} names no user", where=USER, expected=" or ".join(USERS))
    return value


def _account(value: str) -> str:
    if not 0 < len(value) <= LONGEST:
        raise BadInput("this is no group key", where=ACCOUNT, expected="such as company_id")
    return value


SETTINGS = (
    Setting(
        SIGNING_SECRET,
        "the webhook's signing secret; of several webhooks theirs, parted by commas",
        check=_secret,
        secret=True,
    ),
    Setting(USER, f"which name of a requester is the user key: {' or '.join(USERS)}; else {EXTERNAL_ID}", check=_user),
    Setting(ACCOUNT, "the group key that an organisation's external id stands for, such as company_id", check=_account),
)


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/zendesk/`. Pure: nothing is kept here."""
    if request.path.strip("/"):
        return _away(RequestProblem.PATH_UNKNOWN, 404, "there is nothing here", "the URL ends with /ingest/zendesk/")
    if request.method != "POST":
        return _away(RequestProblem.METHOD_NOT_ALLOWED, 405, "a webhook is a POST", "choose POST and JSON in Zendesk")
    header = request.headers.get("authorization", "")
    secret = bearer(header) or ""
    owner = find(secret, VENDOR_NAME, tokens) or basic_owner(header, VENDOR_NAME, tokens)
    if owner is None:
        reason = Reason.TOKEN_UNKNOWN if header else RequestProblem.TOKEN_MISSING
        fix = "in the webhook's Authentication choose Bearer token: hypercare token new zendesk makes one"
        return _away(reason, 401, "the request names no token for Zendesk", fix)
    return _unsigned(request, owner) or _kept(request, owner, secret)


def _unsigned(request: Request, owner: Credential) -> Outcome | None:
    """The refusal of a request that Zendesk did not sign, or of which nobody can tell."""
    setting = owner.settings.get(SIGNING_SECRET, "")
    line = f"hypercare token set {owner.token_id} {SIGNING_SECRET}=-"
    if not setting:
        fix = f"copy the webhook's signing secret from Zendesk, and tell it: {line}"
        return _away(RequestProblem.SETTING_MISSING, 401, "this token knows no signing secret", fix)
    if not is_signed(request, setting):
        fix = f"where the webhook was made anew its secret is another: {line}"
        return _away(RequestProblem.SIGNATURE_INVALID, 401, "the signature does not fit, or is an hour old", fix)
    return None


def _away(reason: Reason | RequestProblem, status: int, message: str, fix: str) -> Outcome:
    return Outcome(refused(status, reason.value, message, fix), rejected={reason.value: 1})


def _kept(request: Request, owner: Credential, secret: str) -> Outcome:
    body = blanked(request.body, secret) if secret else request.body
    told = {name: owner.settings[name] for name in (USER, ACCOUNT) if owner.settings.get(name)}
    payload = Payload(VENDOR_NAME, "", owner.source, request.received, body, query=told)
    unavailable = refuse(request, RequestProblem.OVERLOADED)
    try:
        is_ticket = read(Reading(payload))
    except Unfit as unfit:
        answer = refused(400, unfit.reason.value, f"{unfit.field} {unfit.message}".strip(), "docs/receivers/zendesk.md")
        return Outcome(answer, (payload,), unavailable, rejected={unfit.reason.value: 1})
    if not is_ticket:
        return Outcome(accepted(0), rejected={Reason.KIND_UNKNOWN.value: 1})
    return Outcome(accepted(1), (payload,), unavailable, events=1)
