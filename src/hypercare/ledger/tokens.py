"""API tokens: made, found by their secret, revoked. Of a secret only the SHA-256 is kept.

A source's token lets it bring data and nothing else; a token for `API` lets a program ask, and brings nothing.
"""

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from hypercare.ledger import canonical, chain
from hypercare.ledger.models import Token
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing
from hypercare.ledger.views import ApiCredential, TokenView
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.ports import Credential
from hypercare.model.role import Role

# A Sentry DSN carries its key as 32 hex digits, and the clients check that.
HEX_VENDORS: Final = frozenset({"sentry"})
HEX_BYTES: Final = 16
# 160 random bits are 32 letters of base32 without padding; the prefix lets secret scanners find a leaked token.
BASE32_BYTES: Final = 20
PREFIX: Final = "hc_"
API: Final = "api"
"""The vendor of a token that lets a program use the API."""
KIND: Final = "token"
"""The kind of record that tells of a token made or revoked; its subject is the token's id."""


@session
def new_token(
    *,
    vendor: str,
    source: str,
    project: str,
    by: str,
    at: datetime,
    role: Role | None = None,
    owner: int | None = None,
) -> tuple[TokenView, str]:
    """Makes a token and returns it with its secret, which is shown this once and cannot be had again.

    `project` may be empty. `role` is for a token of the API, viewer or contributor, and `owner` the id of the person
    whose it is. Raises `BadInput` for names that are empty or too long, a role that does not fit, or a naive time.
    """
    if (vendor == API) != (role is not None):
        raise BadInput("a token of the API has a role, and only such a one", where="role")
    secret = _new_secret(vendor)
    token = Token(
        token_id=f"t-{secrets.token_hex(5)}",
        vendor=vendor,
        source=source,
        project=project,
        secret_hash=hash_of(secret),
        created_at=canonical.aware(at),
        created_by=by,
        role=role or "",
        owner_id=owner,
    )
    check_fields(token)
    with writing():
        token.save(force_insert=True)
        _record(token, by=by, at=at, what="made", vendor=vendor, source=source, role=role)
    return _view(token), secret


@session
def find(secret: str) -> Credential | None:
    """The source that a secret stands for; None for an unknown or revoked one, and for a token of the API.

    Looks up a hash: how long that takes tells nothing about how much of a guessed secret is right.
    """
    row = _active().exclude(vendor=API).filter(secret_hash=hash_of(secret)).first()
    return None if row is None else _credential(row)


@session
def active_tokens() -> dict[str, Credential]:
    """The tokens of sources that are not revoked, by the `hash_of` their secret: what a gateway keeps at hand."""
    return {row.secret_hash: _credential(row) for row in _active().exclude(vendor=API)}


@session
def find_api(secret: str) -> ApiCredential | None:
    """Who a program acts for; None for an unknown or revoked token, a source's, and one whose owner may do nothing.

    A token never may do more than its owner may now.
    """
    row = _active().filter(vendor=API, secret_hash=hash_of(secret)).select_related("owner").first()
    if row is None or (row.owner is not None and not row.owner.is_active):
        return None
    role = Role(row.role)
    if row.owner is not None and not Role(row.owner.role).includes(role):
        role = Role(row.owner.role)
    return ApiCredential(row.token_id, row.source, role, row.owner.email if row.owner else "", row.last_used_at)


@session
def revoke(token_id: str, *, by: str, at: datetime) -> TokenView:
    """Ends a token and returns it. A token that is revoked already stays as it was. Raises `NotFound`."""
    with writing():
        row = Token.objects.filter(pk=token_id).first()
        if row is None:
            raise NotFound(
                f"there is no token {token_id!r}", expected="an id like t-1a2b3c4d5e", fix="hypercare tokens"
            )
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by = canonical.aware(at), by
            check_fields(row)
            row.save(force_update=True)
            _record(row, by=by, at=at, what="revoked", vendor=row.vendor, source=row.source)
        return _view(row)


@session
def mark_used(used: Mapping[str, datetime]) -> None:
    """Notes when tokens, by id, were last used. Never moves a time back; unknown ids are passed over."""
    with writing():
        for token_id, at in used.items():
            earlier = Q(last_used_at__isnull=True) | Q(last_used_at__lt=canonical.aware(at))
            Token.objects.filter(earlier, pk=token_id).update(last_used_at=at)


@session
def tokens() -> tuple[TokenView, ...]:
    """All tokens, revoked ones too, oldest first."""
    rows = Token.objects.select_related("owner").order_by("created_at", "token_id")
    return tuple(_view(row) for row in rows)


def hash_of(secret: str) -> str:
    """The SHA-256 of a secret, in hex: enough for random secrets of 128 bits and more, which nobody can guess."""
    return canonical.digest(secret)


def _new_secret(vendor: str) -> str:
    if vendor in HEX_VENDORS:
        return secrets.token_hex(HEX_BYTES)
    return PREFIX + base64.b32encode(secrets.token_bytes(BASE32_BYTES)).decode("ascii").lower()


def _active() -> QuerySet[Token]:
    return Token.objects.filter(revoked_at__isnull=True)


def _record(row: Token, *, by: str, at: datetime, **content: Any) -> None:
    chain.append(kind=KIND, subject=row.token_id, content={**content, "by": by}, at=at)


def _credential(row: Token) -> Credential:
    return Credential(token_id=row.token_id, vendor=row.vendor, source=row.source, project=row.project)


def _view(row: Token) -> TokenView:
    return TokenView(
        token_id=row.token_id,
        vendor=row.vendor,
        source=row.source,
        project=row.project,
        created_at=row.created_at,
        created_by=row.created_by,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        last_used_at=row.last_used_at,
        role=Role(row.role) if row.role else None,
        owner=row.owner.email if row.owner else "",
    )
