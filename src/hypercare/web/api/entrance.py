"""What people say of the items of an entrance, in the API."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hypercare.app.documents.entrance import ACT_SCHEMA
from hypercare.model.entrance import LONGEST_REASON, ActKind
from hypercare.web.api.once import ONCE, once
from hypercare.web.asked import asked
from hypercare.web.pages.entrance.context import Act
from hypercare.web.pages.entrance.view import say

router = Router(tags=["entrance"])
LONGEST_ITEM, LONGEST_TIME = 300, 40


class NewAct(Schema, extra="forbid"):
    """Something to say of an item."""

    item: str = Field(max_length=LONGEST_ITEM, description="The item's id, as the entrance names it: support/guide.")
    what: str = Field(description="What to say of it.", json_schema_extra={"enum": [kind.value for kind in ActKind]})
    reason: str = Field("", max_length=LONGEST_REASON, description="Why; a waiver and a failed check need it.")
    until: str | None = Field(
        None,
        max_length=LONGEST_TIME,
        description="When a waiver ends, at most 90 days away: ISO 8601, without an offset in the launch's zone. A "
        "date: its end.",
    )


class OneAct(Schema):
    """`hypercare/entrance-act.v1`: what was said of an item."""

    schema_: str = Field(ACT_SCHEMA, alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    act: Act


@router.post(
    "/{launch_id}/entrance/acts",
    response={201: OneAct},
    by_alias=True,
    url_name="entrance-acts",
    summary="Waive an item of the entrance, acknowledge the guide, tell what a check by hand showed",
    openapi_extra=ONCE,
)
@once
def add(request: HttpRequest, launch_id: str, told: NewAct) -> Status[dict[str, Any]]:
    """`hypercare/entrance-act.v1`. For contributors; to waive, for approvers and whoever drives the launch."""
    made = say(asked(request), launch_id, item=told.item, what=told.what, reason=told.reason, until=told.until or "")
    return Status(201, made)
