"""Who was at a launch: one row a person, launch, local day and kind of presence."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models

from hypercare.ledger.models.rows import one_line
from hypercare.model.attendance import LONGEST_WHO, Presence

KINDS = [(kind.value, kind.value) for kind in Presence]


class Attendance(models.Model):
    """What somebody did at a launch on a day of it: when first and last, how often. It counts up, and can be erased."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    who: models.CharField[str, str] = models.CharField(max_length=LONGEST_WHO, validators=[one_line])
    day: models.DateField[date, date] = models.DateField()
    what: models.CharField[str, str] = models.CharField(max_length=20, choices=KINDS)
    first_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    last_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    count: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta:
        db_table = "ledger_attendance"
        constraints = [
            models.UniqueConstraint(fields=["launch_id", "who", "day", "what"], name="one_attendance_a_day_and_kind")
        ]
