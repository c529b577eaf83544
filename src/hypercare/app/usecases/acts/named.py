"""Who may say something of a launch: the people whom its launch file names, by their e-mail addresses."""

from collections.abc import Iterable

from hypercare.model.errors import BadInput, Refused
from hypercare.model.launch import Launch, Person

SHOWN = 80
"""Characters of what somebody wrote in a message."""


def approver(launch: Launch, email: str) -> Person:
    """The approver with that e-mail address; case does not matter. Raises `Refused` for anybody else."""
    return _named(
        launch.squad.approvers,
        email,
        what=f"{email.strip()[:SHOWN]!r} is no approver of {launch.id}",
        where="squad.approvers",
        nobody="a launch file that names an approver with an e-mail address",
        fix="let an approver sign, or register a version that names this person",
    )


def member(launch: Launch, email: str) -> Person:
    """The member of the squad, or the approver, with that e-mail address. Raises `Refused` for anybody else."""
    return _named(
        launch.squad.members,
        email,
        what=f"{email.strip()[:SHOWN]!r} is neither in the squad of {launch.id} nor an approver",
        where="squad",
        nobody="a launch file that names its squad with e-mail addresses",
        fix="let somebody of the squad say so, or register a version that names this person",
    )


def bounded(text: str, longest: int, *, where: str, needed: str = "") -> str:
    """A text without the white space around it. `needed` says what is expected where there must be one.

    Raises `BadInput`.
    """
    found = text.strip()
    if needed and not found:
        raise BadInput("nothing is written here", where=where, expected=needed)
    if len(found) > longest:
        raise BadInput(f"it has {len(found)} characters", where=where, expected=f"at most {longest}")
    return found


def _named(people: Iterable[Person], email: str, *, what: str, where: str, nobody: str, fix: str) -> Person:
    wanted = email.strip().casefold()
    known = [each for each in people if each.email]
    found = next((each for each in known if each.email.casefold() == wanted), None)
    if found is None:
        raise Refused(what, where=where, expected=", ".join(each.email for each in known) or nobody, fix=fix)
    return found
