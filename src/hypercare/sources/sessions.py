"""Sessions: the words for how one ended, and by what an update is known again."""

from collections.abc import Mapping
from typing import Final

from hypercare.model.session_state import SessionState
from hypercare.sources.keys import vendor_key
from hypercare.sources.reasons import Reason, Unfit

WORDS: Final[Mapping[str, SessionState]] = {
    "ok": SessionState.OK,
    "init": SessionState.OK,
    "active": SessionState.OK,
    "exited": SessionState.EXITED,
    "ended": SessionState.EXITED,
    "healthy": SessionState.EXITED,
    "normal": SessionState.EXITED,
    "errored": SessionState.ERRORED,
    "error": SessionState.ERRORED,
    "handled": SessionState.ERRORED,
    "crashed": SessionState.CRASHED,
    "crash": SessionState.CRASHED,
    "fatal": SessionState.CRASHED,
    "abnormal": SessionState.ABNORMAL,
    "anr": SessionState.ABNORMAL,
    "unhandled": SessionState.CRASHED,
}
"""How tools call a session's state."""


def state_of(said: str, field: str) -> SessionState:
    """The state that is meant by a word. Raises Unfit for a word that nobody uses."""
    found = WORDS.get(said.strip().lower())
    if found is None:
        expected = ", ".join(SessionState)
        raise Unfit(Reason.HEALTH_INVALID, field, f"must be one of {expected}")
    return found


def update_key(source: str, session: str, micros: int, state: SessionState) -> bytes:
    """The key of one update: the same thing said of a session twice, by whatever way, is one row."""
    return vendor_key(source, "session", micros, session, state)
