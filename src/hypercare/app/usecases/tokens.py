"""API tokens: made for a vendor's clients, listed, revoked."""

from collections.abc import Mapping
from dataclasses import dataclass

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, read_note
from hypercare.app.settings import host_name
from hypercare.app.usecases.people import Role, pages_url
from hypercare.lake.lock import is_held
from hypercare.ledger import tokens as ledger
from hypercare.ledger.views import TokenView
from hypercare.model.errors import BadInput, NotFound
from hypercare.sources.registry import receivers

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


def new(house: House, vendor: str, *, source: str | None, project: str, by: str) -> NewToken:
    """Makes a token for a vendor's clients. What they send is called `source`, else as the vendor.

    Raises `BadInput` for a vendor that has no receiver here.
    """
    known = receivers()
    if vendor not in known:
        raise BadInput(
            f"there is no receiver for {vendor!r}", where="SOURCE", expected=f"one of {', '.join(sorted(known))}"
        )
    open_ledger(house)
    view, secret = ledger.new_token(
        vendor=vendor, source=source or vendor, project=project, by=by, at=house.clock.now()
    )
    url = f"{gateway_url(house)}/ingest/{vendor}"
    receiver = known[vendor]
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


def vendors() -> list[str]:
    """The vendors whose clients can send here, by name."""
    return sorted(receivers())


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
    """Where the gateway of this installation listens, or will by its settings."""
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
    }


def document(view: TokenView) -> Document:
    """A token without its secret."""
    return {
        "id": view.token_id,
        "vendor": view.vendor,
        "source": view.source,
        "project": view.project,
        "role": view.role.value if view.role else None,
        "owner": view.owner or None,
        "created_at": view.created_at.isoformat(),
        "created_by": view.created_by,
        "revoked_at": view.revoked_at.isoformat() if view.revoked_at else None,
        "revoked_by": view.revoked_by or None,
        "last_used_at": view.last_used_at.isoformat() if view.last_used_at else None,
    }


__all__ = [
    "API",
    "NewToken",
    "Role",
    "TokenView",
    "document",
    "gateway_url",
    "get",
    "listing",
    "new",
    "new_api",
    "new_document",
    "revoke",
    "vendors",
]
