"""What was open when a launch went live, and that it went live regardless."""

from hypercare.model.entrance import EntranceState, WentLive
from hypercare.model.text import Text

OPEN = frozenset({EntranceState.FAIL, EntranceState.UNKNOWN})
LIVE = "live"


def overridden(went: WentLive | None) -> tuple[str, ...]:
    """The criteria that were open at go-live, by name; none where the launch went live as it should, or not yet."""
    if went is None:
        return ()
    return tuple(name for name, state in went.states.items() if state in OPEN and _counts(name, state))


def _counts(name: str, state: EntranceState) -> bool:
    return name != LIVE or state is EntranceState.FAIL


def told(went: WentLive) -> Text:
    """The same in a sentence."""
    criteria = overridden(went)
    failing = sum(went.states[name] is EntranceState.FAIL for name in criteria)
    params: dict[str, str | int] = {
        "criteria": ", ".join(criteria),
        "failing": failing,
        "unknown": len(criteria) - failing,
    }
    return Text("anti-entrance-failing" if failing else "anti-entrance-unknown", params)
