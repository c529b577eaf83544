"""Links by which people sign in: made, found by their secret, used once."""

import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet

from hypercare.ledger import canonical
from hypercare.ledger.models import Purpose, SignInLink
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.people_views import LinkView, link_view
from hypercare.ledger.transactions import session, writing
from hypercare.model.role import Role

# 256 random bits: nobody guesses them, so one SHA-256 keeps them.
SECRET_BYTES = 32


@session
def new_link(
    *, email: str, role: Role, purpose: Purpose, made_by: str, at: datetime, valid_for: timedelta
) -> tuple[LinkView, str]:
    """Makes a link and returns it with its secret, which is shown this once. Earlier links of that address end.

    `at` is the system's time: a clock that was set must not keep a link alive.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = SignInLink(
        secret_hash=canonical.digest(secret),
        email=email,
        role=role,
        purpose=purpose,
        made_by=made_by,
        created_at=canonical.aware(at),
        expires_at=at + valid_for,
    )
    check_fields(row)
    with writing():
        void(email)
        row.save(force_insert=True)
    return link_view(row), secret


@session
def find(secret: str, at: datetime) -> LinkView | None:
    """The link of that secret, if it can be used at `at`; None for an unknown, used or expired one."""
    row = _usable(secret, at).first()
    return None if row is None else link_view(row)


@session
def use(secret: str, at: datetime) -> LinkView | None:
    """Uses a link up and returns it; None where it cannot be used. Of two requests at once, one gets it."""
    with writing():
        row = _usable(secret, at).first()
        if row is None or not SignInLink.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=at):
            return None
        return link_view(row)


@session
def void(email: str) -> None:
    """Ends the unused links of an address."""
    with writing():
        SignInLink.objects.filter(email__iexact=email, used_at__isnull=True).delete()


def _usable(secret: str, at: datetime) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        secret_hash=canonical.digest(secret), used_at__isnull=True, expires_at__gt=canonical.aware(at)
    )
