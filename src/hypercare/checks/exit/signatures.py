"""Decisions and their signatures: several approvers may sign one, and a later one supersedes it without editing it."""

from dataclasses import dataclass
from itertools import zip_longest

from hypercare.model.decision import Decision
from hypercare.model.launch import Person
from hypercare.model.verdict import Action


@dataclass(frozen=True)
class SignedAction:
    """One action with everybody who signed it, in the order of time. `superseded_by` is the record that ended it."""

    signatures: tuple[Decision, ...]
    superseded_by: str | None = None

    @property
    def action(self) -> Action:
        """What was decided."""
        return self.signatures[0].action

    def lacks(self, approvers: tuple[Person, ...]) -> tuple[Person, ...]:
        """The approvers who have not signed it."""
        signed = {each.by.email.casefold() for each in self.signatures}
        return tuple(each for each in approvers if each.email.casefold() not in signed)


def signed_actions(decisions: tuple[Decision, ...]) -> tuple[SignedAction, ...]:
    """The decisions of a launch, earliest first, with their signatures.

    A signature joins the decision that holds where it says the same and comes from somebody else. Another action, or
    the same person again, is a new decision that supersedes it.
    """
    found: list[list[Decision]] = []
    for each in decisions:
        if found and _joins(found[-1], each):
            found[-1].append(each)
        else:
            found.append([each])
    after = [group[0].record for group in found[1:]]
    return tuple(SignedAction(tuple(group), ended) for group, ended in zip_longest(found, after))


def _joins(group: list[Decision], signed: Decision) -> bool:
    signers = {each.by.email.casefold() for each in group}
    return group[0].action is signed.action and signed.by.email.casefold() not in signers
