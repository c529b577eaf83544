"""What the quarantine keeps of a line of a file: beside the files' own shapes, which read by it."""

from hypercare.model.facts import Payload, Rejected
from hypercare.sources.reasons import Unfit
from hypercare.sources.records import without_secrets


def rejected(payload: Payload, row: int, line: bytes, unfit: Unfit) -> Rejected:
    """The quarantine's record of a line, which names its row as editors count them, from 1."""
    place = f"row {row + 1}: "
    message = place + (f"{unfit.field} {unfit.message}" if unfit.field else unfit.message)
    return Rejected(
        source=payload.source,
        decoder=payload.decoder,
        reason=unfit.reason.value,
        field=unfit.field[:255],
        message=message,
        raw=without_secrets(line),
        ts_received=payload.received,
    )
