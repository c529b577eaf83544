"""What the decision page shows: the exit gate, what is recommended and known, what was signed, said and promised."""

from datetime import date, datetime
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.documents.verdict import launch_verdict_of
from hypercare.app.usecases.acts import commitments, outcome_acts
from hypercare.app.usecases.judging import exits
from hypercare.app.usecases.launches.signed import all_decisions, decision_document
from hypercare.checks.exit.signatures import SignedAction, signed_actions
from hypercare.cycles.day import local_date
from hypercare.model.decision import Decision
from hypercare.model.verdict import Action
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.decision.drawn import drawn_act, drawn_again, drawn_exit
from hypercare.web.person import Role
from hypercare.web.status import OF_ACTION, OF_LEVEL, Status, named, titled

WORST: Final = "bad"
"""The level of an anti-pattern that was kept before levels were."""


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


class DecisionGround(Schema):
    """A metric on which a decision can rest, or rests."""

    metric: str = Field(description="Its name.")
    title: str = Field(description="Its name as a heading.")
    declared: bool = Field(description="Whether the launch file declares it.")
    primary: bool = Field(description="Whether it is one that decides.")


class Signed(Schema):
    """A signed decision."""

    record: str = Field(description="Its record in the chain.")
    hash: str = Field(description="The hash of that record, 64 hex digits.")
    action: str = Field(description="What was decided.")
    status: Status = Field(description="How that is drawn.")
    recommended: str = Field(description="What was recommended at that time.")
    overrides: bool = Field(description="Whether the one is not the other.")
    reason: str = Field(description="Why, in the approver's words; may be empty.")
    by: Approver = Field(description="Who signed.")
    at: datetime = Field(description="When it was signed.")
    recorded_at: datetime = Field(description="When that came into the chain.")
    verdict: str = Field(description="The record of the verdict that it rests on.")
    grounds: list[DecisionGround] = Field(description="The metrics on which it rests.")
    antipatterns: list[dict[str, Any]] = Field(description="The anti-patterns that were known then, as in the look.")


class DecidedAction(Schema):
    """One decision with everybody who signed it."""

    action: str = Field(description="What was decided.")
    status: Status = Field(description="How that is drawn.")
    superseded_by: str | None = Field(description="The record of the decision that came after it; null for the last.")
    signatures: list[Signed] = Field(description="Who signed it, in the order of time.")
    not_signed_by: list[Approver] = Field(description="The approvers who have not.")


class DecisionPage(Schema):
    """The decision about a launch."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    exit: dict[str, Any] | None = Field(description="`hypercare/exit.v1`; null while the facts are being read.")
    recommended: DecisionRecommended | None = Field(
        description="What is recommended; null while the facts are being read."
    )
    antipatterns: list[dict[str, Any]] = Field(description="The anti-patterns that are known now, as in the look.")
    approvers: list[Approver] = Field(description="Whom the launch file names.")
    other_day: int | None = Field(
        description="The day that is looked at where it is not the present: nothing is signed."
    )
    may_sign: bool = Field(description="Whether the one who asks is among them, and may sign here.")
    may_say: bool = Field(description="Whether they are in the squad, and may say that feedback was synthesised.")
    may_promise: bool = Field(description="Whether they may record and end commitments.")
    choices: list[DecisionChoice] = Field(description="What can be decided.")
    metrics: list[DecisionGround] = Field(description="The declared metrics, those that decide first.")
    signed: list[Signed] = Field(description="What was signed by then, latest first.")
    decisions: list[DecidedAction] = Field(description="The same by decision, with its signatures, latest first.")
    reevaluation: dict[str, Any] | None = Field(
        description="The decision that holds, looked at again, as in `hypercare/decisions.v1`; null where none is."
    )
    acts: list[dict[str, Any]] = Field(description="What named people said of the exit, latest first.")
    commitments: list[dict[str, Any]] = Field(description="What the launch carries on, what is open first.")
    channels: list[str] = Field(description="The declared feedback channels.")
    peaks: list[str] = Field(description="The watched peaks, where one is required.")
    today: date = Field(description="The launch's local date now: no commitment is due before it.")

    @property
    def seen(self) -> str:
        """The record of the decision that holds, which a signer has before their eyes; empty for none."""
        return self.signed[0].record if self.signed else ""

    def is_override(self, action: str) -> bool:
        """Whether to decide so is not what is recommended now."""
        return self.recommended is not None and action != self.recommended.action


def decision_of_launch(asked: LaunchAsked) -> DecisionPage:
    """The page as of the moment that is asked for. Only the present can be signed."""
    launch, look = asked.launch, asked.look
    as_of = asked.now if look is None else datetime.fromisoformat(look["as_of"])
    found = None if look is None else look["verdict"]["recommendation"]
    is_now = found is not None and _is_present(asked)
    signed = all_decisions(asked.here.house, launch.id, as_of)
    acts = outcome_acts.outcome_acts(launch.id, as_of)
    return DecisionPage(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        as_of=as_of.astimezone(launch.zone),
        recommended=None if found is None else _recommended(found),
        approvers=[Approver(name=each.name, email=each.email) for each in launch.squad.approvers],
        other_day=None if look is None or _is_present(asked) else look["verdict"]["day"],
        may_sign=is_now and _is_among(asked, launch.squad.approvers) and asked.person.role.may(Role.APPROVER),
        may_say=is_now and _is_among(asked, launch.squad.members),
        may_promise=is_now and asked.person.role.may(Role.CONTRIBUTOR),
        choices=[_choice(action, found) for action in Action],
        metrics=_metrics(asked),
        signed=[_signed(each) for each in reversed(signed)],
        decisions=[_decided(asked, each) for each in reversed(signed_actions(signed))],
        acts=[drawn_act(outcome_acts.act_document(each, launch)) for each in reversed(acts)],
        commitments=commitments.documents(launch, as_of),
        channels=list(launch.feedback),
        peaks=list(launch.peaks.watch) if launch.peaks is not None and launch.peaks.require else [],
        today=local_date(asked.now, launch.zone),
        **_followed(asked),
    )


def _followed(asked: LaunchAsked) -> Document:
    """What follows from the look: read from the ledger now, so that what was just said shows at once."""
    look = asked.look
    if look is None:
        return {"exit": None, "antipatterns": [], "reevaluation": None}
    verdict, found = launch_verdict_of(look["verdict"]), look["antipatterns"]
    return {
        "exit": drawn_exit(exits.gate_document(asked.launch, verdict), verdict.as_of),
        "antipatterns": [each | {"status": OF_LEVEL[each.get("level", WORST)]} for each in found],
        "reevaluation": drawn_again(exits.reevaluated(asked.launch, verdict, found), asked.launch.metrics),
    }


def _is_present(asked: LaunchAsked) -> bool:
    moment = asked.moment
    return moment.instant is None and moment.day in (None, asked.today)


def _is_among(asked: LaunchAsked, people: tuple[Any, ...]) -> bool:
    """Whether a person whom the launch names asks: a token signs and says nothing."""
    person = asked.person
    named = {each.email.casefold() for each in people if each.email}
    return person.role.may(Role.CONTRIBUTOR) and person.id is not None and person.email.casefold() in named


def _recommended(found: Document) -> DecisionRecommended:
    return DecisionRecommended(
        action=found["action"],
        status=OF_ACTION[found["action"]],
        reasons=[named(each) for each in found["reasons"]],
        until=found["until"],
    )


def _choice(action: Action, found: Document | None) -> DecisionChoice:
    is_recommended = found is not None and found["action"] == action.value
    return DecisionChoice(action=action.value, status=OF_ACTION[action.value], is_recommended=is_recommended)


def _metrics(asked: LaunchAsked) -> list[DecisionGround]:
    primary = set(asked.launch.primary)
    names = sorted(asked.launch.metrics, key=lambda name: name not in primary)
    return [DecisionGround(metric=name, title=titled(name), declared=True, primary=name in primary) for name in names]


def _signed(signed: Decision) -> Signed:
    document = decision_document(signed)
    grounds = [each | {"title": titled(each["metric"])} for each in document["grounds"]]
    return Signed.model_validate({**document, "grounds": grounds, "status": OF_ACTION[document["action"]]})


def _decided(asked: LaunchAsked, found: SignedAction) -> DecidedAction:
    lacks = found.lacks(asked.launch.squad.approvers)
    return DecidedAction(
        action=found.action.value,
        status=OF_ACTION[found.action.value],
        superseded_by=found.superseded_by,
        signatures=[_signed(each) for each in found.signatures],
        not_signed_by=[Approver(name=each.name, email=each.email) for each in lacks if each.email],
    )
