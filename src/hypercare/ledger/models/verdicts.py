"""The records of what was judged and signed, in a hash chain, and the evidence they rest on."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from hypercare.ledger.models.packed import PackedText
from hypercare.ledger.models.rows import AppendOnly, AppendOnlyRows, one_line, storable

# The first letter of a kind is the first of its records' ids.
WORD = RegexValidator(r"\A[a-z][a-z_]*\Z", "is not a lower-case word")


class Record(AppendOnly):
    """One link of the chain. `text` is what was hashed; the other columns repeat parts of it, to be found by.

    `slot` says what the record is about within its subject (the gate's name); `content_key` makes an append idempotent
    within kind and subject.
    """

    sequence: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    kind: models.CharField[str, str] = models.CharField(max_length=40, validators=[WORD])
    subject: models.CharField[str, str] = models.CharField(max_length=200, validators=[one_line])
    slot: models.CharField[str | None, str | None] = models.CharField(
        max_length=200, null=True, blank=True, validators=[one_line]
    )
    content_key: models.CharField[str | None, str | None] = models.CharField(
        max_length=200, null=True, blank=True, validators=[one_line]
    )
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    text: models.TextField[str, str] = models.TextField(validators=[storable])
    previous: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    hash: models.CharField[str, str] = models.CharField(max_length=64, unique=True)

    objects: ClassVar[models.Manager[Record]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_record"
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "content_key"], name="one_record_per_content_key")
        ]
        indexes = [models.Index(fields=["subject", "kind", "slot", "sequence"], name="record_by_subject")]


class Evidence(AppendOnly):
    """What a record rests on, as canonical texts whose common digest stands in the record.

    `states` are the merged states by name, `manifest` the data files that were read or null, `pins` a list of their
    paths that cleaning must spare. The first two are kept packed; their digest is of the texts, however they are kept.
    """

    record: models.OneToOneField[Record, Record] = models.OneToOneField(
        Record, primary_key=True, on_delete=models.PROTECT, related_name="evidence"
    )
    states: models.TextField[str, str] = PackedText(validators=[storable])
    manifest: models.TextField[str, str] = PackedText(validators=[storable])
    pins: models.TextField[str, str] = models.TextField(validators=[storable])

    objects: ClassVar[models.Manager[Evidence]] = models.Manager.from_queryset(AppendOnlyRows)()

    class Meta:
        db_table = "ledger_evidence"
