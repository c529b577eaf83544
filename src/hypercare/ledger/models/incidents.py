"""What broke, and what was done about it: incidents, and the steps by which they travel the levels of support."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from hypercare.ledger.models.rows import AppendOnly, AppendOnlyRows, one_line, storable
from hypercare.model.incident import Severity, StepKind

LONGEST_TITLE, LONGEST_NOTE = 200, 2_000


class Incident(AppendOnly):
    """One incident of a launch, as it was opened. Everything after is a step. A drill is a test that says so."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    title: models.CharField[str, str] = models.CharField(max_length=LONGEST_TITLE, validators=[one_line])
    severity: models.CharField[str, str] = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in Severity]
    )
    is_drill: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[Incident]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_incident"
        indexes = [models.Index(fields=["launch_id", "at"], name="incident_by_time")]


class IncidentStep(AppendOnly):
    """One step of an incident: raised to a level, acknowledged there, assigned to somebody, mitigated, resolved."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    incident: models.ForeignKey[Incident, Incident] = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="steps"
    )
    kind: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in StepKind]
    )
    level: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    owner: models.CharField[str, str] = models.CharField(max_length=200, blank=True, validators=[one_line])
    note: models.CharField[str, str] = models.CharField(max_length=LONGEST_NOTE, blank=True, validators=[storable])
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    recorded_by: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])

    objects: ClassVar[models.Manager[IncidentStep]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_incident_step"
        indexes = [models.Index(fields=["incident", "at"], name="incident_step_by_time")]
