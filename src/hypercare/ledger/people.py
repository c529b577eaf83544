"""People: known by e-mail address, with a role. Every change of what they may do is a record of the chain."""

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hypercare.ledger import canonical, chain, sign_in_links, tokens
from hypercare.ledger.models import Session, Token, User
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.people_views import PersonView, Preferences, person_view
from hypercare.ledger.transactions import session, writing
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.role import Role

KIND: Final = "people"
"""The kind of record that tells a change of what somebody may do; its subject is their e-mail address."""


@session
def people() -> tuple[PersonView, ...]:
    """All people, by name."""
    return tuple(person_view(row) for row in User.objects.order_by("name", "email"))


@session
def person(person_id: int) -> PersonView | None:
    """The person of that id, None where there is none."""
    row = User.objects.filter(pk=person_id).first()
    return None if row is None else person_view(row)


@session
def by_email(email: str) -> PersonView | None:
    """The person with that address, whatever its case; None where there is none."""
    row = User.objects.filter(email__iexact=email.strip()).first()
    return None if row is None else person_view(row)


@session
def has_admin() -> bool:
    """Whether some active person is an admin."""
    return User.objects.filter(role=Role.ADMIN, is_active=True).exists()


@session
def add(*, email: str, name: str, role: Role, by: str, at: datetime) -> PersonView:
    """Adds a person without a password; an empty name is the address.

    Raises `BadInput` for an address or name that cannot be used, `Refused` for one known already.
    """
    email = email.strip()
    row = User(email=email, name=name.strip() or email, role=role, created_at=canonical.aware(at))
    row.set_unusable_password()
    check_email(email)
    check_fields(row)
    with writing():
        if User.objects.filter(email__iexact=email).exists():
            raise Refused(f"{email} is known already", fix=f"hypercare people link {email}")
        row.save(force_insert=True)
        _record(row, by=by, at=at, what="added", role=role.value, name=row.name)
    return person_view(row)


@session
def change_role(person_id: int, role: Role, *, by: str, at: datetime) -> PersonView:
    """Gives a person another role. Raises `NotFound`, and `Refused` where no admin would be left."""
    with writing():
        row = _row(person_id)
        if row.role == role:
            return person_view(row)
        if row.is_active and role is not Role.ADMIN:
            _keep_an_admin(row)
        before, row.role = row.role, role
        row.save(update_fields=["role"])
        _record(row, by=by, at=at, what="role", role=role.value, before=before)
        return person_view(row)


@session
def deactivate(person_id: int, *, by: str, at: datetime) -> PersonView:
    """Keeps a person from signing in, ends their sessions and revokes their tokens.

    Raises `NotFound`, and `Refused` where no admin would be left.
    """
    with writing():
        row = _row(person_id)
        if not row.is_active:
            return person_view(row)
        _keep_an_admin(row)
        row.is_active = False
        row.save(update_fields=["is_active"])
        Session.objects.filter(user=row).delete()
        sign_in_links.void(row.email)
        _record(row, by=by, at=at, what="deactivated", role=row.role)
        for token_id in Token.objects.filter(owner=row, revoked_at__isnull=True).values_list("token_id", flat=True):
            tokens.revoke(token_id, by=by, at=at)
        return person_view(row)


@session
def reactivate(person_id: int, *, by: str, at: datetime) -> PersonView:
    """Lets a person sign in again, with the role they had and a new link. Raises `NotFound`."""
    with writing():
        row = _row(person_id)
        if not row.is_active:
            row.is_active = True
            row.set_unusable_password()
            row.save(update_fields=["is_active", "password"])
            _record(row, by=by, at=at, what="reactivated", role=row.role)
        return person_view(row)


@session
def rename(person_id: int, name: str, *, by: str, at: datetime) -> PersonView:
    """Changes how a person is called. Raises `NotFound`, and `BadInput` for an empty or too long name."""
    with writing():
        row = _row(person_id)
        before, row.name = row.name, name.strip()
        if before != row.name:
            check_fields(row)
            row.save(update_fields=["name"])
            _record(row, by=by, at=at, what="renamed", name=row.name, before=before)
        return person_view(row)


@session
def prefer(person_id: int, preferences: Preferences) -> PersonView:
    """Keeps how a person wants the pages. Raises `NotFound`, and `BadInput` for what does not fit."""
    with writing():
        row = _row(person_id)
        row.language, row.zone = preferences.language, preferences.zone
        row.theme, row.has_shortcuts = preferences.theme.value, preferences.has_shortcuts
        check_fields(row)
        row.save(update_fields=["language", "zone", "theme", "has_shortcuts"])
        return person_view(row)


@session
def set_password(person_id: int, password: str | None, *, by: str, at: datetime) -> PersonView:
    """Sets a password, or with None takes it away. Ends no session: that is for the caller to say.

    Raises `NotFound`, and `BadInput` telling what is wrong with a password that is too weak.
    """
    row = _row(person_id)
    if password is not None:
        try:
            validate_password(password, row)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), where="password", expected="at least 12 characters") from None
    row.set_password(password)  # takes a third of a second, so before the transaction
    with writing():
        row.save(update_fields=["password"])
        _record(row, by=by, at=at, what="password" if password is not None else "no-password")
        return person_view(row)


@session
def check_password(email: str, password: str) -> PersonView | None:
    """The active person with that address and password; None for all else, after the same work."""
    row = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if row is None or not row.has_usable_password():
        User().set_password(password)
        return None
    return person_view(row) if row.check_password(password) else None


@session
def note_sign_in(person_id: int, at: datetime) -> None:
    """Keeps when a person signed in last."""
    with writing():
        User.objects.filter(pk=person_id).update(last_login=canonical.aware(at))


def check_email(email: str) -> None:
    """Raises `BadInput` for what is no e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(f"{email[:80]!r} is no e-mail address", expected="name@example.com") from None


def _row(person_id: int) -> User:
    row = User.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound("there is no such person", fix="hypercare people")
    return row


def _keep_an_admin(row: User) -> None:
    others = User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=row.pk)
    if row.role == Role.ADMIN and not others.exists():
        raise Refused(
            f"{row.email} is the last admin", expected="another active admin first", fix="make somebody else admin"
        )


def _record(row: User, *, by: str, at: datetime, **content: Any) -> None:
    chain.append(kind=KIND, subject=row.email, content={**content, "by": by}, at=at)
