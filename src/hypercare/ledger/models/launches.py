"""Launches as they were declared, version by version."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from hypercare.ledger.models.rows import AppendOnly, AppendOnlyRows, one_line, storable
from hypercare.ledger.models.verdicts import Record


class LaunchVersion(AppendOnly):
    """A launch file as it was registered. Its record in the chain repeats it, the text as its digest."""

    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="version"
    )
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    number: models.IntegerField[int, int] = models.IntegerField()
    digest: models.CharField[str, str] = models.CharField(max_length=64, validators=[one_line])
    file_name: models.CharField[str, str] = models.CharField(max_length=500, validators=[one_line])
    text: models.TextField[str, str] = models.TextField(validators=[storable])
    registered_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    registered_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[LaunchVersion]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_launch_version"
        constraints = [models.UniqueConstraint(fields=["launch_id", "number"], name="one_launch_version_per_number")]
        indexes = [models.Index(fields=["launch_id", "registered_at"], name="launch_version_by_time")]
