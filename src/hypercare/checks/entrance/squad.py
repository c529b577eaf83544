"""ENTRY-SQUAD: every role has a person who can be reached, and somebody mends what breaks until the outcome is known.

No criterion of its own: its findings are told beside the criteria.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hypercare.checks.check import Check
from hypercare.model.entrance import SquadGap
from hypercare.model.launch import Launch, Person, Squad
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-SQUAD",
    title="The squad is complete",
    looks_for=(
        "a person in every role, each with an e-mail address; a fixer who stays through day 90; an approver; and "
        "somebody of the squad who can sign in here"
    ),
    why="a launch is watched by people; in the second month those who built it are on the next one already",
    trips="fixer: {name: B. Santoso, until: day 21}",
    passes="every role names somebody with an address, and the fixer stays until day 90",
    source="docs/entrance.md, squad",
)
ROLES: Final = ("driver", "engineering", "analyst", "support_lead", "designer", "fixer", "approvers")
SECOND_MONTH: Final = 31
LAST_DAY: Final = 90


@dataclass(frozen=True)
class Duty:
    """One person in one role."""

    role: str
    who: Person


def duties(squad: Squad) -> tuple[Duty, ...]:
    """Who is what, role by role."""
    return tuple(Duty(role, who) for role in ROLES for who in _people(squad, role))


def _people(squad: Squad, role: str) -> tuple[Person, ...]:
    said: Person | tuple[Person, ...] | None = getattr(squad, role)
    if said is None:
        return ()
    return said if isinstance(said, tuple) else (said,)


def squad_gaps(launch: Launch, members: frozenset[str]) -> tuple[SquadGap, ...]:
    """What the squad lacks; `members` are the e-mail addresses, in small letters, of those who can sign in."""
    return tuple(_gaps(launch, members))


def _gaps(launch: Launch, members: frozenset[str]) -> Iterator[SquadGap]:
    found = duties(launch.squad)
    filled = {duty.role for duty in found}
    for role in ROLES:
        if role not in filled:
            yield _gap("role", "entry-squad-no-role", {"role": role})
    yield from _fixer(launch.squad.fixer)
    for name in dict.fromkeys(duty.who.name for duty in found if not duty.who.email):
        yield _gap("address", "entry-squad-no-address", {"name": name})
    if found and not any(duty.who.email.casefold() in members for duty in found if duty.who.email):
        yield _gap("unknown", "entry-squad-unknown", {"people": len({duty.who.name for duty in found})})


def _fixer(fixer: Person | None) -> Iterator[SquadGap]:
    if fixer is None or fixer.until_day is None or fixer.until_day >= LAST_DAY:
        return
    early = "entry-squad-fixer-month" if fixer.until_day < SECOND_MONTH else "entry-squad-fixer-leaves"
    yield _gap("fixer", early, {"name": fixer.name, "day": fixer.until_day})


def _gap(kind: str, text: str, params: dict[str, str | int]) -> SquadGap:
    return SquadGap(kind, Text(text, params), Text(f"entry-squad-todo-{kind}", params))
