"""API tokens: made, found by their secret, revoked. Of a secret only the SHA-256 is kept.

A source's token lets it bring data and nothing else; a token for `API` lets a program ask, and brings nothing. What a
source's receiver must be told beside the secret, such as a signing secret, is kept sealed with it.
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from hypercare.ledger import canonical, chain
from hypercare.ledger.models import Token
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.sealed import seal, unseal
from hypercare.ledger.transactions import session, writing
from hypercare.ledger.views import ApiCredential, TokenView
from hypercare.model.errors import BadInput, Damaged, NotFound, Refused
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
OF_PROGRAMS: Final = (Role.VIEWER, Role.CONTRIBUTOR)
"""What a program may be: signing and governing are for people."""
KIND: Final = "token"
"""The kind of record that tells of a token made or revoked; its subject is the token's id."""


@dataclass(frozen=True)
class Limits:
    """What a source's token may bring: kinds of facts (`scope`, empty for any), and records a second."""

    scope: frozenset[str] = frozenset()
    rate: int | None = None


UNLIMITED: Final = Limits()


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
    limits: Limits = UNLIMITED,
    settings: Mapping[str, str] | None = None,
) -> tuple[TokenView, str]:
    """Makes a token and returns it with its secret, which is shown this once and cannot be had again.

    `project` may be empty. `role` is for a token of the API, viewer or contributor, and `owner` the id of the person
    whose it is. `settings` are what the source's receiver is told; they are kept sealed. Raises `BadInput` for names
    that are empty or too long, a role that does not fit, or a naive time.
    """
    if (vendor == API) != (role is not None):
        raise BadInput("a token of the API has a role, and only such a one", where="role")
    if role is not None and role not in OF_PROGRAMS:
        raise BadInput(f"a program may not be {role.value}", where="role", expected=" or ".join(OF_PROGRAMS))
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
        settings=seal(settings or {}),
        scope=",".join(sorted(limits.scope)),
        rate=limits.rate,
    )
    check_fields(token)
    with writing():
        token.save(force_insert=True)
        _record(token, by=by, at=at, what="made", vendor=vendor, source=source, role=role)
    return _view(token), secret


@session
def active_tokens(at: datetime) -> dict[str, Credential]:
    """The tokens of sources that are not revoked, by the `hash_of` their secret: what a gateway keeps at hand.

    The old secret of a rotated one is among them as long as it holds. Whoever looks one up looks up a hash: how long
    that takes tells nothing about how much of a guessed secret is right.
    """
    # A token whose settings cannot be read brings nothing: without them its requests might go unchecked.
    rows = [row for row in _active().exclude(vendor=API) if _names(row) is not None]
    old = {row.old_secret_hash: _credential(row) for row in rows if _holds_old(row, at)}
    return old | {row.secret_hash: _credential(row) for row in rows}


@session
def rotate(token_id: str, *, keep_old: timedelta, by: str, at: datetime) -> tuple[TokenView, str]:
    """Gives a source's token a new secret and returns both. The old one holds for `keep_old`, so that nothing is lost.

    Raises `NotFound`, and `Refused` for a revoked token, a program's, and one whose old secret still holds.
    """
    with writing():
        row = _existing(token_id)
        _check_rotates(row, at)
        secret = _new_secret(row.vendor)
        row.old_secret_hash, row.old_secret_until = row.secret_hash, canonical.aware(at) + keep_old
        row.secret_hash = hash_of(secret)
        row.save(force_update=True)
        _record(row, by=by, at=at, what="rotated", vendor=row.vendor, source=row.source)
        return _view(row), secret


def _check_rotates(row: Token, at: datetime) -> None:
    if row.revoked_at is not None or row.vendor == API:
        what = "is revoked" if row.revoked_at is not None else "is a program's"
        raise Refused(f"{row.token_id} {what}", expected="an active token of a source", fix="make a new one")
    if _holds_old(row, at):
        raise Refused(
            f"the old secret of {row.token_id} holds until {row.old_secret_until}: a third would end it unseen",
            fix="wait until then, or make another token",
        )


@session
def change(
    token_id: str, *, limits: Limits | None, settings: Mapping[str, str] | None, by: str, at: datetime
) -> TokenView:
    """Gives a source's token other limits, or other settings; None leaves them. Raises `NotFound`, `Refused`."""
    with writing():
        row = _existing(token_id)
        if row.revoked_at is not None or row.vendor == API:
            raise Refused(f"{token_id} cannot be changed", expected="an active token of a source")
        if limits is not None:
            row.scope, row.rate = ",".join(sorted(limits.scope)), limits.rate
        if settings is not None:
            row.settings = seal(settings)
        check_fields(row)
        row.save(force_update=True)
        # Names only: a value may be a secret.
        names = None if settings is None else sorted(settings)
        told = None if limits is None else {"scope": sorted(limits.scope), "rate": limits.rate}
        _record(row, by=by, at=at, what="changed", vendor=row.vendor, source=row.source, settings=names, limits=told)
        return _view(row)


@session
def settings_of(token_id: str) -> Mapping[str, str]:
    """What a token's receiver was told, secrets too: never for people. Raises `NotFound`."""
    return unseal(_existing(token_id).settings)


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
        row = _existing(token_id)
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


def _existing(token_id: str) -> Token:
    row = Token.objects.filter(pk=token_id).first()
    if row is None:
        raise NotFound(f"there is no token {token_id!r}", expected="an id like t-1a2b3c4d5e", fix="hypercare tokens")
    return row


def _holds_old(row: Token, at: datetime) -> bool:
    return bool(row.old_secret_hash) and row.old_secret_until is not None and at < row.old_secret_until


def _active() -> QuerySet[Token]:
    return Token.objects.filter(revoked_at__isnull=True)


def _record(row: Token, *, by: str, at: datetime, **content: Any) -> None:
    chain.append(kind=KIND, subject=row.token_id, content={**content, "by": by}, at=at)


def _credential(row: Token) -> Credential:
    return Credential(
        token_id=row.token_id,
        vendor=row.vendor,
        source=row.source,
        project=row.project,
        settings=unseal(row.settings),
        rate=row.rate,
        scope=_scope(row),
    )


def _names(row: Token) -> tuple[str, ...] | None:
    try:
        return tuple(sorted(unseal(row.settings)))
    except Damaged:
        return None


def _scope(row: Token) -> frozenset[str]:
    return frozenset(filter(None, row.scope.split(",")))


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
        scope=tuple(sorted(_scope(row))),
        rate=row.rate,
        settings=_names(row),
        old_secret_until=row.old_secret_until,
    )
