"""What requests with a key of their own were answered: so that one that is sent again does nothing again."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from hypercare.ledger.models.rows import one_line

LONGEST_KEY = 255


class Answer(models.Model):
    """A request by its caller and key. `status` is None while it is being answered."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    caller: models.CharField[str, str] = models.CharField(max_length=300, validators=[one_line])
    key: models.CharField[str, str] = models.CharField(max_length=LONGEST_KEY, validators=[one_line])
    request: models.CharField[str, str] = models.CharField(max_length=64, validators=[one_line])
    began_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)
    status: models.PositiveSmallIntegerField[int | None, int | None] = models.PositiveSmallIntegerField(
        null=True, blank=True
    )
    text: models.TextField[str, str] = models.TextField(blank=True)

    class Meta:
        db_table = "ledger_answer"
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_answer_a_key")]
