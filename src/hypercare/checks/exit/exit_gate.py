"""The exit gate: what must be true before the watch over a launch ends, and the signature that ends it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from hypercare.checks.exit.signatures import SignedAction, signed_actions
from hypercare.model.decision import Decision
from hypercare.model.launch import Launch, Person
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind, in_force
from hypercare.model.text import Parameter, Text
from hypercare.model.verdict import Action, CriterionState, ExitCriterion, LaunchVerdict

RECOMMENDATION: Final = "recommendation"
SIGN_OFF: Final = "sign_off"
BY_HAND: Final = {"feedback": OutcomeActKind.SYNTHESISED, "peaks": OutcomeActKind.PEAK_ABSENCE}
"""The criteria that a named person can meet, and how."""


class ExitState(StrEnum):
    """Where the exit gate stands: something holds it; only a signature is missing; it is signed."""

    OPEN = "open"
    READY = "ready"
    SIGNED = "signed"


@dataclass(frozen=True)
class ExitLine:
    """One line: what is asked, where it stands, and on what evidence.

    `missing` says what is still to be done, `until` when it can be met at the earliest, `who` can do it: nobody where
    only time can. `act` is what a named person can record to meet it. `records` stand for it in the chain.
    """

    name: str
    state: CriterionState
    evidence: tuple[Text, ...]
    missing: Text | None = None
    until: datetime | None = None
    who: tuple[Person, ...] = ()
    act: OutcomeActKind | None = None
    records: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the gate is not passed because of it."""
        return self.state in (CriterionState.OPEN, CriterionState.UNKNOWN)


@dataclass(frozen=True)
class ExitGate:
    """The exit gate as a value: its lines in the order in which they are met, the sign-off last."""

    lines: tuple[ExitLine, ...]
    state: ExitState
    says: Text
    signed: SignedAction | None


def exit_gate(
    launch: Launch, verdict: LaunchVerdict, decisions: tuple[Decision, ...], acts: tuple[OutcomeAct, ...]
) -> ExitGate:
    """The exit gate of a launch as of its verdict's instant: `decisions` and `acts` are those that were known then."""
    signed = next(reversed(signed_actions(decisions)), None)
    lines = (
        *(_criterion(launch, each, acts, verdict.as_of) for each in verdict.criteria),
        _recommended(launch, verdict),
        _sign_off(launch, verdict, signed),
    )
    is_over = signed is not None and signed.action is not Action.HOLD
    holding = sum(line.holds for line in lines[:-1])
    state = ExitState.SIGNED if is_over else ExitState.OPEN if holding else ExitState.READY
    return ExitGate(lines, state, _says(state, holding, verdict), signed)


def _says(state: ExitState, holding: int, verdict: LaunchVerdict) -> Text:
    if state is ExitState.READY:
        return Text("exit-gate-ready", {"action": verdict.recommendation.action.value})
    against = "-against" if state is ExitState.SIGNED and holding else ""
    return Text(f"exit-gate-{state.value}{against}", {"open": holding})


def _criterion(launch: Launch, found: ExitCriterion, acts: tuple[OutcomeAct, ...], as_of: datetime) -> ExitLine:
    kind = BY_HAND.get(found.name)
    said = in_force(acts, kind, as_of) if kind is not None and found.state is CriterionState.MET else ()
    waits = found.name == "stability" and found.until is not None
    missing = Text("exit-gate-missing-stability-early") if waits else _missing(found)
    return ExitLine(
        found.name,
        found.state,
        (found.reason,),
        missing,
        found.until,
        WHO[found.name](launch) if found.holds and not waits and found.name in WHO else (),
        kind if found.holds and _helps(found) else None,
        tuple(each.record for each in said),
    )


def _missing(found: ExitCriterion) -> Text | None:
    kind = found.name.replace("_", "-")
    return Text(f"exit-gate-missing-{kind}-{found.state.value}") if found.holds else None


def _helps(found: ExitCriterion) -> bool:
    """Whether a word can meet it now: of a silent channel nothing can be synthesised."""
    return found.name != "feedback" or found.state is CriterionState.OPEN


def _recommended(launch: Launch, verdict: LaunchVerdict) -> ExitLine:
    said = verdict.recommendation
    told: dict[str, Parameter] = {"action": said.action.value}
    if said.until is not None:
        told["date"] = said.until.astimezone(launch.zone)
    evidence = Text("exit-gate-recommends-until" if said.until else "exit-gate-recommends", told)
    if said.action is not Action.HOLD:
        return ExitLine(RECOMMENDATION, CriterionState.MET, (evidence, *said.reasons))
    missing = Text("exit-gate-missing-recommendation")
    return ExitLine(RECOMMENDATION, CriterionState.OPEN, (evidence, *said.reasons), missing, said.until)


def _sign_off(launch: Launch, verdict: LaunchVerdict, signed: SignedAction | None) -> ExitLine:
    approvers = tuple(each for each in launch.squad.approvers if each.email)
    evidence = tuple(_signature(launch, each) for each in signed.signatures) if signed else ()
    records = tuple(each.record for each in signed.signatures) if signed else ()
    if signed is not None and signed.action is not Action.HOLD:
        return ExitLine(SIGN_OFF, CriterionState.MET, evidence, who=signed.lacks(approvers), records=records)
    if not approvers:
        missing = Text("exit-gate-missing-approver")
    else:
        is_early = verdict.recommendation.action is Action.HOLD
        missing = Text("exit-gate-missing-sign-off-early" if is_early else "exit-gate-missing-sign-off")
    told = evidence or (Text("exit-gate-unsigned"),)
    until = verdict.recommendation.until
    return ExitLine(SIGN_OFF, CriterionState.OPEN, told, missing, until, approvers, records=records)


def _signature(launch: Launch, signed: Decision) -> Text:
    told: dict[str, Parameter] = {"by": signed.by.name or signed.by.email, "action": signed.action.value}
    return Text("exit-gate-signature", told | {"date": signed.at.astimezone(launch.zone)})


def _mending(launch: Launch) -> tuple[Person, ...]:
    """Who mends: the fixer, and the engineers."""
    named = (launch.squad.fixer, *launch.squad.engineering)
    return tuple({each.email or each.name: each for each in named if each is not None}.values())


WHO: Final[dict[str, Callable[[Launch], tuple[Person, ...]]]] = {
    "stability": _mending,
    "feedback": lambda launch: launch.squad.members,
    "peaks": lambda launch: tuple(each for each in launch.squad.approvers if each.email),
}
"""Who can meet a criterion; a business cycle only time."""
