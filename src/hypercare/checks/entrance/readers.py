"""Who must have read the guide, and who has: by their own word, for the guide as it is declared now."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from hypercare.checks.entrance.nobody import is_named
from hypercare.model.entrance import ActKind, EntranceAct, EntranceAction, EntranceItem, EntranceState, Evidence
from hypercare.model.launch import Launch, Person, Squad
from hypercare.model.text import Text

GUIDE: Final = "support/guide"
READ: Final = "support/read"
MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
ADDRESS: Final = re.compile(r"https://[^\s/?#@]+([/?#]\S*)?")
PATH: Final = re.compile(r"(?!/|\\)(?!.*(^|/)\.\.(/|$))[^\\:]+")
"""A file in the repository: no absolute path, none that leads out of it, no other scheme."""


def guide_digest(launch: Launch) -> str:
    """The SHA-256 of what is declared of a launch's guide, in hex: another address or edition is another guide."""
    support = launch.support
    return hashlib.sha256(f"{launch.id}\n{support.guide}\n{support.guide_version}".encode()).hexdigest()


def is_place(guide: str) -> bool:
    """Whether a text says where a guide can be found: a path in the repository, or an https:// address."""
    return bool(ADDRESS.fullmatch(guide) or PATH.fullmatch(guide))


def readers(launch: Launch) -> tuple[Person, ...]:
    """Who must have read the guide: those declared, else the support lead and whoever is at L1 with an e-mail address.

    Of a declared name without an address, the squad's is taken.
    """
    if launch.support.readers:
        known = {person.name: person for person in _everybody(launch.squad)}
        return tuple(who if who.email else known.get(who.name, who) for who in launch.support.readers)
    lead = [launch.squad.support_lead] if launch.squad.support_lead else []
    first = [
        Person(level.who if is_named(level.who) else level.contact, level.contact)
        for level in launch.support.escalation
        if level.number == 1 and MAIL.fullmatch(level.contact)
    ]
    return tuple({(who.email or who.name).casefold(): who for who in [*first, *lead]}.values())


def _everybody(squad: Squad) -> Iterator[Person]:
    for who in (squad.driver, squad.analyst, squad.support_lead, squad.designer, squad.fixer):
        if who is not None:
            yield who
    yield from (*squad.engineering, *squad.approvers)


def reading(launch: Launch, acts: Iterable[EntranceAct], declared_at: datetime) -> Iterator[EntranceItem]:
    """One item for each reader; one that fails where nobody is to read it."""
    asked = readers(launch)
    if not asked:
        todo = Text("entry-support-name-readers")
        reason = Text("entry-support-no-readers")
        yield EntranceItem(READ, "readers", EntranceState.FAIL, reason, declared_at, todo)
    said = [act for act in acts if act.kind is ActKind.READ and act.subject == GUIDE]
    yield from (_reader(launch, who, said) for who in asked)


def _reader(launch: Launch, who: Person, said: list[EntranceAct]) -> EntranceItem:
    names = {name.casefold() for name in (who.email, who.name) if name}
    own = [act for act in said if act.by.casefold() in names]
    current = [act for act in own if act.digest == guide_digest(launch)]
    key, shown = f"{READ}/{(who.email or who.name).lower()}", {"name": who.name}
    if current:
        at = current[-1].at
        evidence = (Evidence(Text("entry-support-read-evidence", {"by": current[-1].by}), at),)
        return EntranceItem(
            key, who.name, EntranceState.PASS, Text("entry-support-read", shown), at, owner=who.name, evidence=evidence
        )
    reason = Text("entry-support-read-earlier" if own else "entry-support-unread", shown)
    return EntranceItem(
        key,
        who.name,
        EntranceState.FAIL,
        reason,
        own[-1].at if own else None,
        Text("entry-support-let-read", shown),
        who.name,
        actions=(EntranceAction.READ,),
    )


def may_read(launch: Launch, item: str, by: str) -> Person | None:
    """The reader whom an item is about, where that is the one who says so; None for anybody else."""
    for who in readers(launch):
        if item == f"{READ}/{(who.email or who.name).lower()}" and by.casefold() in (
            who.email.casefold(),
            who.name.casefold(),
        ):
            return who
    return None
