"""How what a launch says is drawn: each word as one of a few shapes and colours, the same on every page."""

from typing import Final, Literal

from hypercare.app.documents.texts import Document
from hypercare.checks.spoken import headed, spoken

Status = Literal["ok", "warn", "bad", "early", "none", "info"]
"""A filled circle, a triangle, a square, a dashed circle, a dash, a filled circle. Only what is certain and good is
`ok`; `info` says nothing of good or bad."""
OF_WORD: Final[dict[str, Status]] = {
    "PASS": "ok",
    "FAIL": "bad",
    "HARM": "bad",
    "INVALID": "bad",
    "INCONCLUSIVE": "warn",
    "TOO_EARLY": "early",
}
OF_ACTION: Final[dict[str, Status]] = {"SCALE": "ok", "HOLD": "early", "PIVOT": "warn", "ROLLBACK": "bad"}
OF_HEALTH: Final[dict[str, Status]] = {"ok": "ok", "watch": "warn", "bad": "bad", "unknown": "early"}
OF_ENTRANCE: Final[dict[str, Status]] = {"pass": "ok", "fail": "bad", "waived": "warn", "unknown": "early"}
OF_LEVEL: Final[dict[str, Status]] = {"bad": "bad", "watch": "warn", "news": "none"}


def titled(name: str) -> str:
    """A declared name as a title: `pro_accounts` is headed "Pro accounts"."""
    return headed(name)


def gate_title(gate: str, kind: str) -> Document:
    """A gate's name as a text: `day 30` is headed "Day 30"."""
    if kind == "day":
        return {"id": "faces-gate-day", "params": {"day": gate.removeprefix("day ")}}
    return {"id": "faces-gate-cycle-end", "params": {}}


def named(text: Document) -> Document:
    """A text whose metric is said as people say it: "pro accounts", not `pro_accounts`."""
    params = text["params"]
    return text | {"params": params | {"metric": spoken(params["metric"])}} if "metric" in params else text
