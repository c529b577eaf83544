"""What people say of a launch's entrance criteria, and what production answered when it was probed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from hypercare.ledger.models.rows import AppendOnly, AppendOnlyRows, one_line, storable
from hypercare.model.entrance import LONGEST_REASON, ActKind

LONGEST_DETAIL = 500


class EntranceAct(AppendOnly):
    """One person's word on one item of a launch's entrance: waived, read, checked by hand.

    `subject` names the item; `digest` what was read, where it can change (the guide's address or version); `until` is
    when a waiver ends.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    subject: models.CharField[str, str] = models.CharField(max_length=300, validators=[one_line])
    kind: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in ActKind]
    )
    reason: models.CharField[str, str] = models.CharField(max_length=LONGEST_REASON, blank=True, validators=[storable])
    digest: models.CharField[str, str] = models.CharField(max_length=64, blank=True, validators=[one_line])
    until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[EntranceAct]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_entrance_act"
        indexes = [models.Index(fields=["launch_id", "at"], name="entrance_act_by_time")]


class ProbeResult(models.Model):
    """What production answered to one probe. Old ones go, so this is no append-only table.

    `probe` is its name, `digest` that of its declaration; `failure` is empty where it answered as expected, else a
    stable code, and `detail` a sentence about it.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    probe: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    digest: models.CharField[str, str] = models.CharField(max_length=64, validators=[one_line])
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    failure: models.CharField[str, str] = models.CharField(max_length=40, blank=True, validators=[one_line])
    detail: models.CharField[str, str] = models.CharField(max_length=LONGEST_DETAIL, blank=True, validators=[storable])
    status: models.PositiveSmallIntegerField[int | None, int | None] = models.PositiveSmallIntegerField(
        null=True, blank=True
    )
    latency_ms: models.FloatField[float | None, float | None] = models.FloatField(null=True, blank=True)
    certificate_days: models.IntegerField[int | None, int | None] = models.IntegerField(null=True, blank=True)

    class Meta:
        db_table = "ledger_probe_result"
        indexes = [models.Index(fields=["launch_id", "probe", "at"], name="probe_result_by_time")]
