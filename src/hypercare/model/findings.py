"""What a check found."""

from dataclasses import dataclass, field
from enum import StrEnum

from hypercare.model.text import Text


class Severity(StrEnum):
    """How much a finding matters: an error stops, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that a check found. `check` is its stable id ("GATE-SRM"); `evidence` holds the numbers it rests on."""

    check: str
    severity: Severity
    subject: str
    message: Text
    hint: Text | None = None
    evidence: dict[str, float | int | str] = field(default_factory=dict)
