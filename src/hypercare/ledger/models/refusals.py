"""Who was refused what: one row a launch, person, day, what they tried, action and reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models

from hypercare.ledger.models.rows import one_line
from hypercare.model.refusal import LONGEST_WHO, What, Why

REASONS = [(why.value, why.value) for why in Why]
TRIED = [(what.value, what.value) for what in What]


class Refusal(models.Model):
    """An attempt that was refused. It counts up, and the oldest make room."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    launch_id: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    who: models.CharField[str, str] = models.CharField(max_length=LONGEST_WHO, validators=[one_line])
    day: models.DateField[date, date] = models.DateField()
    # Ledgers that are older than the other attempts, and their dumps, know those to sign only.
    what: models.CharField[str, str] = models.CharField(max_length=20, choices=TRIED, default=What.SIGN.value)
    action: models.CharField[str, str] = models.CharField(max_length=20, blank=True, validators=[one_line])
    why: models.CharField[str, str] = models.CharField(max_length=20, choices=REASONS)
    first_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    last_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)
    count: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta:
        db_table = "ledger_refusal"
        constraints = [
            models.UniqueConstraint(
                fields=["launch_id", "who", "day", "what", "action", "why"], name="one_refusal_a_day_and_reason"
            )
        ]
