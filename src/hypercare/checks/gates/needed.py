"""What an inconclusive metric still lacks."""

from hypercare.checks.gates.levels import Found
from hypercare.model.text import Text


def needed(found: Found, success: float) -> Text | None:
    """How much more it takes, at today's estimate, until the interval leaves the threshold; None if nothing would do.

    A comparison with before or with a control rests on two sides, of which one may be over: nothing is said of it.
    """
    lacking = found.lacking(success)
    if lacking is None or lacking.more == 0:
        return None
    return Text(f"gate-needs-{lacking.counted}", {"more": lacking.more, "have": lacking.have})
