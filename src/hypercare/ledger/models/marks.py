"""What happened around a launch: deployments, incidents, campaigns."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from hypercare.ledger.models.rows import AppendOnly, AppendOnlyRows, one_line
from hypercare.model.mark import LINK, LONGEST_LINK, LONGEST_TITLE, MarkKind

KINDS = [(kind.value, kind.value) for kind in MarkKind]
HTTPS = RegexValidator(LINK.pattern, "is not an https:// address")


class Mark(AppendOnly):
    """One mark on the timeline of a launch."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    kind: models.CharField[str, str] = models.CharField(max_length=20, choices=KINDS)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    title: models.CharField[str, str] = models.CharField(max_length=LONGEST_TITLE, validators=[one_line])
    link: models.CharField[str, str] = models.CharField(max_length=LONGEST_LINK, blank=True, validators=[HTTPS])
    recorded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[Mark]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_mark"
        indexes = [models.Index(fields=["launch_id", "at"], name="mark_by_time")]


class Retraction(AppendOnly):
    """Says that a mark does not stand any more. There is one a mark."""

    mark: models.OneToOneField[Mark, Mark] = models.OneToOneField(
        Mark, primary_key=True, on_delete=models.PROTECT, related_name="retraction"
    )
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[Retraction]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_retraction"
