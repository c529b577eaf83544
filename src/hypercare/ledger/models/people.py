"""Who may do what: people and API tokens."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from hypercare.ledger.models.rows import one_line


class Role(models.TextChoices):
    """What a person may do, each role what the one before may, too: look, write, sign, govern."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    ADMIN = "admin"


class User(AbstractBaseUser):
    """A person, who signs in with an e-mail address. Addresses that differ in case only are the same."""

    email: models.EmailField[str, str] = models.EmailField(validators=[one_line], unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    role: models.CharField[str, str] = models.CharField(max_length=20, choices=Role.choices, default=Role.VIEWER)
    is_active: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[BaseUserManager[User]] = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        db_table = "ledger_user"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]


class Token(models.Model):
    """An API token: lets a source bring its data. Of the secret, only the SHA-256 is kept."""

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

    class Meta:
        db_table = "ledger_token"
