"""API tokens: made, found by their secret, revoked. Of a secret only the SHA-256 is kept."""

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q

from hypercare.ledger import canonical
from hypercare.ledger.models import Token
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing
from hypercare.ledger.views import TokenView
from hypercare.model.errors import NotFound
from hypercare.model.ports import Credential

# A Sentry DSN carries its key as 32 hex digits, and the clients check that.
HEX_VENDORS: Final = frozenset({"sentry"})
HEX_BYTES: Final = 16
# 160 random bits are 32 letters of base32 without padding; the prefix lets secret scanners find a leaked token.
BASE32_BYTES: Final = 20
PREFIX: Final = "hc_"


@session
def new_token(*, vendor: str, source: str, project: str, by: str, at: datetime) -> tuple[TokenView, str]:
    """Makes a token and returns it with its secret, which is shown this once and cannot be had again.

    `project` may be empty. Raises `BadInput` for names that are empty or too long, or a naive time.
    """
    secret = _new_secret(vendor)
    token = Token(
        token_id=f"t-{secrets.token_hex(5)}",
        vendor=vendor,
        source=source,
        project=project,
        secret_hash=hash_of(secret),
        created_at=canonical.aware(at),
        created_by=by,
    )
    check_fields(token)
    with writing():
        token.save(force_insert=True)
    return _view(token), secret


@session
def find(secret: str) -> Credential | None:
    """What a secret stands for; None for an unknown or revoked one.

    Looks up a hash: how long that takes tells nothing about how much of a guessed secret is right.
    """
    row = Token.objects.filter(secret_hash=hash_of(secret), revoked_at__isnull=True).first()
    return None if row is None else _credential(row)


@session
def active_tokens() -> dict[str, Credential]:
    """All tokens that are not revoked, by the `hash_of` their secret: what a gateway keeps at hand."""
    return {row.secret_hash: _credential(row) for row in Token.objects.filter(revoked_at__isnull=True)}


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
    return tuple(_view(row) for row in Token.objects.order_by("created_at", "token_id"))


def hash_of(secret: str) -> str:
    """The SHA-256 of a secret, in hex: enough for random secrets of 128 bits and more, which nobody can guess."""
    return canonical.digest(secret)


def _new_secret(vendor: str) -> str:
    if vendor in HEX_VENDORS:
        return secrets.token_hex(HEX_BYTES)
    return PREFIX + base64.b32encode(secrets.token_bytes(BASE32_BYTES)).decode("ascii").lower()


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
    )
