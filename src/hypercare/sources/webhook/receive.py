"""The door for webhooks: who sends, whether it is signed, and what its token's mapping makes of the body."""

from urllib.parse import quote

from hypercare.model.errors import BadInput
from hypercare.model.facts import Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.credentials import blanked, first_known, secrets_in
from hypercare.sources.own_form import refused, tallied, turned_away
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Outcome, Request, Setting
from hypercare.sources.records import value_of
from hypercare.sources.webhook.declared import check_mapping
from hypercare.sources.webhook.decode import MAPPING, read_all
from hypercare.sources.webhook.headers import SIGNATURES, TOKEN
from hypercare.sources.webhook.mapping import Rules, rules_of
from hypercare.sources.webhook.signature import is_signed

VENDOR_NAME = "webhook"
LONGEST_SECRET = 255


def check_header(value: str) -> str:
    """The name of a header that may hold a signature, in lower case. Raises BadInput for another."""
    name = value.strip().lower()
    if name not in SIGNATURES:
        raise BadInput(
            f"{value[:60]!r} is no header in which a signature is looked for",
            where="signature_header",
            expected=f"one of {', '.join(SIGNATURES)}",
        )
    return name


def check_secret(value: str) -> str:
    """The secret itself. Raises BadInput for one that is empty or too long."""
    if not 0 < len(value) <= LONGEST_SECRET:
        raise BadInput(
            "the secret cannot be used", where="signature_secret", expected=f"1 to {LONGEST_SECRET} characters"
        )
    return value


SIGNATURE_HEADER = Setting(
    "signature_header",
    f"the header in which the sender signs; {SIGNATURES[0]} where it is left out: one of {', '.join(SIGNATURES)}",
    check=check_header,
)
SIGNATURE_SECRET = Setting(
    "signature_secret",
    "the secret by which the sender signs (HMAC-SHA256): bodies without its signature are refused",
    check=check_secret,
    secret=True,
)
SETTINGS = (
    Setting(
        MAPPING,
        "what the webhook's records become: YAML or JSON, see docs/receivers/webhook.md",
        check_mapping,
        needed=True,
        long=True,
    ),
    SIGNATURE_HEADER,
    SIGNATURE_SECRET,
)


def receive(request: Request, tokens: TokenBook) -> Outcome:
    """The outcome of one request to `/ingest/webhook/<name>`. Pure: nothing is kept here."""
    secrets = _secrets(request)
    found = first_known(secrets, VENDOR_NAME, tokens)
    if found is None:
        return turned_away(Reason.TOKEN_UNKNOWN if any(secrets) else RequestProblem.TOKEN_MISSING)
    owner, secret = found
    if request.path.removesuffix("/") != owner.source:
        return turned_away(RequestProblem.PATH_UNKNOWN, "the token is for a webhook of another name")
    if request.method != "POST":
        return turned_away(RequestProblem.METHOD_NOT_ALLOWED)
    if not _is_signed(request, owner):
        return turned_away(RequestProblem.SIGNATURE_INVALID)
    try:
        rules = rules_of(owner.settings.get(MAPPING, ""))
    except ValueError:
        return turned_away(RequestProblem.SETTING_MISSING, "the token has no mapping")
    return _received(request, owner, secret, rules)


def _secrets(request: Request) -> tuple[str, ...]:
    """Where a token may stand; in the query only for senders that can name no header."""
    named = request.headers.get(TOKEN, ""), request.query.get("token", "")
    return (*secrets_in(request.headers.get("authorization", "")), *named)


def _is_signed(request: Request, owner: Credential) -> bool:
    header = owner.settings.get(SIGNATURE_HEADER.name)
    secret = owner.settings.get(SIGNATURE_SECRET.name)
    if secret is None:
        # A header without its secret cannot be checked: then nothing is let in, rather than everything.
        return header is None
    return is_signed(request.body, request.headers.get(header or SIGNATURES[0], ""), secret)


def _received(request: Request, owner: Credential, secret: str, rules: Rules) -> Outcome:
    payload = Payload(
        VENDOR_NAME,
        owner.source,
        owner.source,
        request.received,
        blanked(request.body, secret),
        headers={name: request.headers[name] for name in rules.headers if name in request.headers},
        query={MAPPING: owner.settings[MAPPING]},
    )
    if not request.body.strip():
        return turned_away(RequestProblem.BODY_EMPTY)
    try:
        tally = read_all(value_of(payload.body), rules, Reading(payload))
    except Unfit as unfit:
        if unfit.reason is Reason.TOO_MANY_ITEMS:
            return turned_away(RequestProblem.TOO_MANY_RECORDS, unfit.message)
        return turned_away(unfit.reason, unfit.message, "send JSON")
    return Outcome(
        tallied(tally, skipped=tally.skipped),
        (payload,) if tally.records else (),
        refused(RequestProblem.OVERLOADED),
        tally.accepted,
        tally.reasons,
    )


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read, or that is not let in."""
    return refused(problem)


def address(url: str, source: str) -> str:
    """Where a token's webhook is sent to: the name of its source stands for people to read."""
    return f"{url}/{quote(source, safe='')}"
