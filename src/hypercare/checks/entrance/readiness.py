"""Whether a launch may go live, in a sentence."""

from hypercare.model.entrance import Entrance, EntranceState
from hypercare.model.text import Text


def readiness(found: Entrance) -> Text:
    """The judgement in a sentence, with how many things stand in the way."""
    if found.state is EntranceState.PASS:
        return Text("entry-ready")
    if found.state is EntranceState.WAIVED:
        return Text("entry-ready-waived", {"waived": found.count(EntranceState.WAIVED)})
    if found.state is EntranceState.UNKNOWN:
        return Text("entry-unknown", {"unknown": found.count(EntranceState.UNKNOWN)})
    return Text("entry-not-ready", {"open": found.count(EntranceState.FAIL)})
