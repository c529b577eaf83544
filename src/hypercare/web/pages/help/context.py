"""What the help page explains: the words of the product, each once."""

from typing import Final

from ninja import Field, Schema

TERMS: Final = (
    "launch", "day", "phase", "unit", "metric", "gate", "too-early", "interval", "guardrail",
    "entrance", "waiver", "drill", "criterion", "anti-pattern", "recommendation", "decision", "replay",
)  # fmt: skip
VERDICTS: Final = (
    ("PASS", "ok"), ("FAIL", "bad"), ("HARM", "bad"), ("TOO_EARLY", "early"), ("INCONCLUSIVE", "warn"),
    ("INVALID", "bad"),
)  # fmt: skip


class Said(Schema):
    """A verdict's word, how it is drawn, and what it means."""

    word: str = Field(description="PASS, FAIL, HARM, TOO_EARLY, INCONCLUSIVE or INVALID.")
    status: str = Field(description="How it is drawn: ok, warn, bad, early.")


class Help(Schema):
    """The help page."""

    verdicts: list[Said]
    terms: list[str] = Field(description="Ids of the terms that are explained, in the order in which one meets them.")


def help_of() -> Help:
    """The help page."""
    return Help(verdicts=[Said(word=word, status=status) for word, status in VERDICTS], terms=list(TERMS))
