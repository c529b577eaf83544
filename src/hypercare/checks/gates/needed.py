"""What an inconclusive metric still lacks."""

from hypercare.analysis.lacking import Counted, OutOfReach
from hypercare.checks.gates.levels import Found
from hypercare.model.text import Text


def needed(found: Found, success: float, by: str = "") -> Text | None:
    """How much more it takes, at today's estimate, until the interval leaves the threshold; None if nothing would do.

    Of a comparison it is days or units, and where none within reach would do, why. A comparison of sums rests on two
    sides, of which one may be over: nothing is said of it. `by`: the property whose fixed mix the number has.
    """
    lacking = found.lacking(success, by)
    if isinstance(lacking, OutOfReach):
        return _out_of_reach(lacking)
    if lacking is None or lacking.more == 0:
        return None
    return Text(f"gate-needs-{lacking.counted}", {"more": lacking.more, "have": lacking.have})


def _out_of_reach(found: OutOfReach) -> Text:
    percents = {"half": _percent(found.half), "away": _percent(found.away)}
    if found.counted is Counted.DAYS:
        return Text("gate-needs-no-days", percents)
    return Text("gate-needs-no-units", percents)


def _percent(share: float) -> float:
    return round(100 * share, 1)
