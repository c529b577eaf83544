"""What the decision page shows: what is recommended, what was signed, and who may sign."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.signed import all_decisions, decision_document
from hypercare.model.verdict import Action
from hypercare.web.asked import LaunchAsked
from hypercare.web.person import Role
from hypercare.web.status import OF_ACTION, Status


class Approver(Schema):
    """Somebody whom the launch file names as an approver."""

    name: str = Field(description="Their name.")
    email: str = Field(description="The address with which they sign in; empty where none is named.")


class DecisionChoice(Schema):
    """One thing that can be decided."""

    action: str = Field(description="SCALE, PIVOT, ROLLBACK or HOLD.")
    status: Status = Field(description="How it is drawn.")
    is_recommended: bool = Field(description="Whether it is what is recommended now.")


class DecisionRecommended(Schema):
    """What is recommended now."""

    action: str = Field(description="SCALE, PIVOT, ROLLBACK or HOLD.")
    status: Status = Field(description="How it is drawn.")
    reasons: list[dict[str, Any]] = Field(description="Why, as texts.")
    until: datetime | None = Field(description="Until when to hold; null for the others.")


class Signed(Schema):
    """A signed decision."""

    record: str = Field(description="Its record in the chain.")
    action: str = Field(description="What was decided.")
    status: Status = Field(description="How that is drawn.")
    recommended: str = Field(description="What was recommended at that time.")
    overrides: bool = Field(description="Whether the one is not the other.")
    reason: str = Field(description="Why, in the approver's words; may be empty.")
    by: Approver = Field(description="Who signed.")
    at: datetime = Field(description="When it was signed.")
    verdict: str = Field(description="The record of the verdict that it rests on.")


class DecisionPage(Schema):
    """The decision about a launch."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    recommended: DecisionRecommended | None = Field(
        description="What is recommended; null while the facts are being read."
    )
    approvers: list[Approver] = Field(description="Whom the launch file names.")
    other_day: int | None = Field(
        description="The day that is looked at where it is not the present: nothing is signed."
    )
    may_sign: bool = Field(description="Whether the one who asks is among them, and may sign here.")
    choices: list[DecisionChoice] = Field(description="What can be decided.")
    signed: list[Signed] = Field(description="What was signed by then, latest first.")


def decision_of_launch(asked: LaunchAsked) -> DecisionPage:
    """The page as of the moment that is asked for. Only the present can be signed."""
    launch, look = asked.launch, asked.look
    as_of = asked.now if look is None else datetime.fromisoformat(look["as_of"])
    found = None if look is None else look["verdict"]["recommendation"]
    return DecisionPage(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        as_of=as_of.astimezone(launch.zone),
        recommended=None if found is None else _recommended(found),
        approvers=[Approver(name=each.name, email=each.email) for each in launch.squad.approvers],
        other_day=None if look is None or _is_present(asked) else look["verdict"]["day"],
        may_sign=found is not None and _is_present(asked) and _may_sign(asked),
        choices=[_choice(action, found) for action in Action],
        signed=[
            _signed(decision_document(each)) for each in reversed(all_decisions(asked.here.house, launch.id, as_of))
        ],
    )


def _is_present(asked: LaunchAsked) -> bool:
    moment = asked.moment
    return moment.instant is None and moment.day in (None, asked.today)


def _may_sign(asked: LaunchAsked) -> bool:
    """A person with an approver's role whom the launch names: a token signs nothing."""
    person = asked.person
    named = {each.email.casefold() for each in asked.launch.squad.approvers if each.email}
    return person.role.may(Role.APPROVER) and person.id is not None and person.email.casefold() in named


def _recommended(found: Document) -> DecisionRecommended:
    return DecisionRecommended(
        action=found["action"], status=OF_ACTION[found["action"]], reasons=found["reasons"], until=found["until"]
    )


def _choice(action: Action, found: Document | None) -> DecisionChoice:
    is_recommended = found is not None and found["action"] == action.value
    return DecisionChoice(action=action.value, status=OF_ACTION[action.value], is_recommended=is_recommended)


def _signed(document: Document) -> Signed:
    return Signed.model_validate({**document, "status": OF_ACTION[document["action"]]})
