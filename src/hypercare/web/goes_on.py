"""What goes on after the outcome: what a signed launch carries on, and when it is looked at next."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.web.status import Status

CONTINUOUS = "continuous"


class GoesOn(Schema):
    """What a launch in its continuous phase carries on."""

    open: int = Field(description="How many commitments are open.")
    overdue: int = Field(description="How many of them are past their day.")
    next_due: date | None = Field(description="The earliest day on which an open one is due; null without any.")
    status: Status = Field(description="How the commitments are drawn: warn where one is overdue.")
    says: dict[str, Any] = Field(description="What has changed since the decision was signed, as a text.")
    changes: int = Field(description="How many changes matter.")
    following: str = Field(description="When it is looked at again, ISO 8601 in the launch's zone.")


def goes_on(look: Document) -> GoesOn | None:
    """What a look says of it; None for a launch that is not signed, or whose outcome phase is not over."""
    if CONTINUOUS not in look["verdict"]["phases"] or look["reevaluation"] is None:
        return None
    again, promised = look["reevaluation"], [each for each in look["commitments"] if each["state"] == "open"]
    overdue = sum(each["overdue"] for each in promised)
    return GoesOn(
        open=len(promised),
        overdue=overdue,
        next_due=min((each["due"] for each in promised), default=None),
        status="warn" if overdue else "none",
        says=again["says"],
        changes=again["changes"],
        following=again["following"],
    )
