"""API tokens: made for a vendor's clients, listed, revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, read_note
from hypercare.app.settings import host_name
from hypercare.app.usecases.access.people import Role, pages_url
from hypercare.lake.lock import is_held
from hypercare.ledger import tokens as ledger
from hypercare.ledger.tokens import UNLIMITED, Limits
from hypercare.ledger.views import TokenView
from hypercare.model.errors import BadInput, NotFound
from hypercare.sources.receiver import Receiver, Setting
from hypercare.sources.registry import receivers
from hypercare.sources.scope import KINDS

LONGEST_OLD = timedelta(days=30)
MOST_RATE = 1_000_000
API = ledger.API
"""The vendor of a token by which a program uses the API."""


@dataclass(frozen=True)
class NewToken:
    """A token just made. `secret` is shown this once; `lines` go into the vendor's clients, by language.

    `try_line` is a command for a shell that sends one event; empty for a token that brings none.
    """

    token: TokenView
    secret: str
    url: str
    lines: Mapping[str, str]
    try_line: str = ""

    @property
    def line(self) -> str:
        """The line for the usual client."""
        return next(iter(self.lines.values()))


def new(
    house: House,
    vendor: str,
    *,
    source: str | None,
    project: str,
    by: str,
    limits: Limits = UNLIMITED,
    settings: Mapping[str, str] | None = None,
) -> NewToken:
    """Makes a token for a vendor's clients. What they send is called `source`, else as the vendor.

    `settings` are what the vendor's receiver must be told, by name. Raises `BadInput` for a vendor that has no receiver
    here, a setting that it does not know, cannot use or lacks, and limits that are none.
    """
    receiver = _receiver(vendor)
    told = checked_settings(receiver, settings or {})
    _check_limits(limits)
    open_ledger(house)
    view, secret = ledger.new_token(
        vendor=vendor,
        source=source or vendor,
        project=project,
        by=by,
        at=house.clock.now(),
        limits=limits,
        settings=told,
    )
    return _shown(house, view, secret)


def rotate(house: House, token_id: str, *, keep_old: timedelta, by: str) -> NewToken:
    """Gives a source's token a new secret; the old one holds for `keep_old`, at most 30 days, so that nothing is lost.

    Raises `NotFound`, `Refused` for a token that cannot be rotated now, and `BadInput` for a length out of bounds.
    """
    if not timedelta(0) <= keep_old <= LONGEST_OLD:
        raise BadInput("the old secret cannot hold for so long", where="--keep-hours", expected="0 to 720")
    open_ledger(house.require())
    view, secret = ledger.rotate(token_id, keep_old=keep_old, by=by, at=datetime.now(UTC))
    return _shown(house, view, secret)


def change(house: House, token_id: str, *, settings: Mapping[str, str], limits: Limits | None, by: str) -> TokenView:
    """Tells a token's receiver more, or gives it other limits; settings that are not named stay as they are.

    An empty value takes a setting away. Raises `NotFound`, `Refused`, `BadInput`.
    """
    view = get(house, token_id)
    if limits is not None:
        _check_limits(limits)
    told = None
    if settings:
        merged = ({} if view.settings is None else dict(ledger.settings_of(token_id))) | dict(settings)
        told = checked_settings(_receiver(view.vendor), {name: value for name, value in merged.items() if value})
    return ledger.change(token_id, limits=limits, settings=told, by=by, at=house.clock.now())


def checked_settings(receiver: Receiver, given: Mapping[str, str]) -> Mapping[str, str]:
    """The settings as they are kept. Raises `BadInput` for one that is unknown, cannot be used, or is missing."""
    known = {each.name: each for each in receiver.settings}
    for name in given:
        if name not in known:
            near = get_close_matches(name[:100], known, n=1)
            raise BadInput(
                f"{receiver.name} knows no setting {name[:100]!r}",
                where="--set",
                expected=f"one of {', '.join(known)}" if known else "none",
                fix=f"--set {near[0]}=VALUE" if near else "",
            )
    missing = next((each for each in known.values() if each.needed and not given.get(each.name)), None)
    if missing is not None:
        raise BadInput(
            f"{receiver.name} must be told {missing.name}",
            where="--set",
            expected=missing.help,
            fix=f"--set {missing.name}=VALUE, or =@FILE",
        )
    return {name: known[name].check(value) for name, value in given.items()}


def old_until(view: TokenView) -> datetime | None:
    """Until when the secret before the last rotation holds, None where it does not: by the system's time.

    The gateway goes by that too, whatever the clock was set to.
    """
    until = view.old_secret_until
    return until if until is not None and datetime.now(UTC) < until else None


def needed_settings(vendor: str) -> tuple[Setting, ...]:
    """What a vendor's receiver can be told when a token is made."""
    return _receiver(vendor).settings


def _receiver(vendor: str) -> Receiver:
    known = receivers()
    if vendor not in known:
        raise BadInput(
            f"there is no receiver for {vendor[:100]!r}",
            where="SOURCE",
            expected=f"one of {', '.join(sorted(known))}",
        )
    return known[vendor]


def _check_limits(limits: Limits) -> None:
    unknown = sorted(limits.scope - set(KINDS))
    if unknown:
        raise BadInput(f"{unknown[0][:100]!r} is no kind of fact", where="--scope", expected=", ".join(KINDS))
    if limits.rate is not None and not 0 < limits.rate <= MOST_RATE:
        raise BadInput("this is no rate", where="--rate", expected=f"1 to {MOST_RATE} records a second")


def _shown(house: House, view: TokenView, secret: str) -> NewToken:
    receiver = _receiver(view.vendor)
    url = receiver.address(f"{gateway_url(house)}/ingest/{view.vendor}", view.source)
    return NewToken(view, secret, url, receiver.client_lines(url, secret), receiver.try_line(url, secret))


def new_api(house: House, name: str, *, role: Role, by: str, owner: int | None = None) -> NewToken:
    """Makes a token by which a program uses the API, called `name`, as viewer or contributor.

    With an `owner`, a person's id, it may never do more than they may, and ends with them. Raises `BadInput` for a
    name that is empty or too long, and for a role that signs or governs: that is for people.
    """
    open_ledger(house)
    view, secret = ledger.new_token(
        vendor=ledger.API, source=name, project="", by=by, at=house.clock.now(), role=role, owner=owner
    )
    url = f"{pages_url(house)}/api/v1/"
    return NewToken(view, secret, url, {"curl": f"curl -H 'Authorization: Bearer {secret}' {url}launches"})


def vendors() -> dict[str, str]:
    """The vendors whose clients can send here: as they write themselves, by name, in alphabetical order."""
    titles = {name: each.title or name.capitalize() for name, each in receivers().items()}
    return dict(sorted(titles.items(), key=lambda item: item[1].casefold()))


def listing(house: House) -> tuple[TokenView, ...]:
    """All tokens, revoked ones too, oldest first; without their secrets, which nobody has."""
    open_ledger(house.require())
    return ledger.tokens()


def get(house: House, token_id: str) -> TokenView:
    """The token of an id. Raises `NotFound`."""
    for each in listing(house):
        if each.token_id == token_id:
            return each
    raise NotFound(f"there is no token {token_id[:80]!r}", fix="hypercare tokens")


def revoke(house: House, token_id: str, *, by: str) -> TokenView:
    """Ends a token: a running gateway refuses it within a second. Raises `NotFound`."""
    open_ledger(house.require())
    return ledger.revoke(token_id, by=by, at=house.clock.now())


def gateway_url(house: House) -> str:
    """Where clients reach the gateway: where the settings say, else where it listens, or will."""
    if house.settings.public_gateway_url:
        return house.settings.public_gateway_url
    server = read_note(house.data / PROCESSES_FILE, ServerNote) if is_held(house.data / "lock") else None
    host, port = (server.host, server.gateway_port) if server else (house.settings.host, house.settings.gateway_port)
    return f"http://{host_name(host)}:{port}"


def new_document(made: NewToken) -> Document:
    """`hypercare/token.v1`: with the secret, which is shown this once."""
    return {
        "schema": "hypercare/token.v1",
        "id": made.token.token_id,
        "token": made.secret,
        "source": made.token.source,
        "vendor": made.token.vendor,
        "project": made.token.project,
        "role": made.token.role.value if made.token.role else None,
        "url": made.url,
        "line": made.line,
        "lines": dict(made.lines),
        "try_line": made.try_line,
    }


def document(view: TokenView) -> Document:
    """A token without its secret."""
    return {
        "id": view.token_id,
        "vendor": view.vendor,
        "source": view.source,
        "project": view.project,
        "role": view.role.value if view.role else None,
        "scope": list(view.scope),
        "rate": view.rate,
        "settings": None if view.settings is None else list(view.settings),
        "old_secret_until": view.old_secret_until.isoformat() if view.old_secret_until else None,
        "owner": view.owner or None,
        "created_at": view.created_at.isoformat(),
        "created_by": view.created_by,
        "revoked_at": view.revoked_at.isoformat() if view.revoked_at else None,
        "revoked_by": view.revoked_by or None,
        "last_used_at": view.last_used_at.isoformat() if view.last_used_at else None,
    }


__all__ = [
    "API",
    "KINDS",
    "UNLIMITED",
    "Limits",
    "NewToken",
    "Role",
    "Setting",
    "TokenView",
    "change",
    "checked_settings",
    "document",
    "gateway_url",
    "get",
    "listing",
    "needed_settings",
    "new",
    "new_api",
    "new_document",
    "old_until",
    "revoke",
    "rotate",
    "vendors",
]
