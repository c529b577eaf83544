"""Who may do what: people, the links by which they sign in, their sessions, and API tokens."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from hypercare.ledger.models.rows import one_line
from hypercare.model.role import Role

ROLES = [(role.value, role.value.capitalize()) for role in Role]


class Theme(StrEnum):
    """How a person wants the pages to look; `auto` follows the device."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Purpose(StrEnum):
    """What a sign-in link was made for."""

    FIRST_ADMIN = "first-admin"
    INVITE = "invite"
    SIGN_IN = "sign-in"
    DEMO = "demo"


class User(AbstractBaseUser):
    """A person, who signs in with an e-mail address. Addresses that differ in case only are the same.

    An empty `language` or `zone` is that of the browser and of the launch.
    """

    email: models.EmailField[str, str] = models.EmailField(validators=[one_line], unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    role: models.CharField[str, str] = models.CharField(max_length=20, choices=ROLES, default=Role.VIEWER)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    language: models.CharField[str, str] = models.CharField(max_length=10, blank=True, validators=[one_line])
    zone: models.CharField[str, str] = models.CharField(max_length=64, blank=True, validators=[one_line])
    theme: models.CharField[str, str] = models.CharField(
        max_length=10, choices=[(theme.value, theme.value) for theme in Theme], default=Theme.AUTO.value
    )
    has_shortcuts: models.BooleanField[bool, bool] = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[User]] = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        db_table = "ledger_user"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]


class SignInLink(models.Model):
    """Lets who holds its secret sign in, once. Of the secret, only the SHA-256 is kept.

    `email` is empty where whoever comes first says who they are; `role` is for a person who is not known yet.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    secret_hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    email: models.EmailField[str, str] = models.EmailField(blank=True, validators=[one_line])
    role: models.CharField[str, str] = models.CharField(max_length=20, choices=ROLES)
    purpose: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(purpose.value, purpose.value) for purpose in Purpose]
    )
    made_by: models.CharField[str, str] = models.CharField(max_length=254, validators=[one_line])
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_sign_in_link"


class Session(models.Model):
    """A browser that is signed in, or about to. Of its cookie, only the SHA-256 is kept."""

    key_hash: models.CharField[str, str] = models.CharField(primary_key=True, max_length=64)
    data: models.TextField[str, str] = models.TextField()
    user: models.ForeignKey[User | None, User | None] = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    agent: models.CharField[str, str] = models.CharField(max_length=300, blank=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    seen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "ledger_session"


class Token(models.Model):
    """An API token: lets a source bring its data, or a program use the API. Of the secret, only the SHA-256 is kept.

    `role` is what a program may do, empty for a source's token. With an `owner` it may never do more than they may.
    `settings` are what the source's receiver was told, sealed; `scope` the kinds that it may bring, apart by commas,
    empty for anything; `rate` how many records a second. A rotated token's old secret holds until `old_secret_until`.
    """

    token_id: models.CharField[str, str] = models.CharField(primary_key=True, max_length=20)
    vendor: models.CharField[str, str] = models.CharField(max_length=100, validators=[one_line])
    source: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    project: models.CharField[str, str] = models.CharField(max_length=200, blank=True, validators=[one_line])
    secret_hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    created_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    revoked_by: models.CharField[str, str] = models.CharField(max_length=200, blank=True, validators=[one_line])
    last_used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    role: models.CharField[str, str] = models.CharField(
        max_length=20, blank=True, choices=[(role.value, role.value) for role in (Role.VIEWER, Role.CONTRIBUTOR)]
    )
    owner: models.ForeignKey[User | None, User | None] = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="tokens"
    )
    settings: models.TextField[str, str] = models.TextField(blank=True)
    scope: models.CharField[str, str] = models.CharField(max_length=200, blank=True, validators=[one_line])
    rate: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(null=True, blank=True)
    old_secret_hash: models.CharField[str, str] = models.CharField(max_length=64, blank=True, db_index=True)
    old_secret_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    class Meta:
        db_table = "ledger_token"
