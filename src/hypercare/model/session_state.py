"""How a session of an app stands, or ended."""

from enum import StrEnum


class SessionState(StrEnum):
    """The states of a session, from the best to the worst."""

    OK = "ok"
    EXITED = "exited"
    ERRORED = "errored"
    ABNORMAL = "abnormal"
    CRASHED = "crashed"
