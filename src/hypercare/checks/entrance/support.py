"""ENTRY-SUPPORT: support must have a guide and an escalation path, every level of it filled."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Heard
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-SUPPORT",
    title="Support is ready",
    looks_for="a declared guide, and an escalation path whose levels L1, L2 and L3 each name somebody",
    why="the first users to be stuck ask support; who has no guide improvises, and who has no L3 keeps the bug",
    trips="escalation: [L1 support desk, L2 squad on call]",
    passes="guide: docs/guide.md, escalation: [L1 support desk, L2 squad on call, L3 platform team]",
    source="docs/entrance.md, support",
)
NAME = "support"
LEVELS = 3
"""The support team answers, the squad mends, the platform team is behind both: L1, L2, L3."""
NAMED: Final = re.compile(r"L(\d{1,2})\b[\s:.–-]*(.*)", re.IGNORECASE)
MOST_LEVELS = 10
NOBODY: Final = frozenset({"", "-", "?", "tbd", "tba", "todo", "n/a", "none", "nobody", "belum ada"})
"""What people write where nobody is named yet."""


def judge(launch: Launch, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands. Its evidence is the launch file, from when on that version holds."""
    return EntranceCriterion(CHECK.id, NAME, (_guide(launch, heard), *_levels(launch, heard)))


def _guide(launch: Launch, heard: Heard) -> EntranceItem:
    guide = launch.support.guide.strip()
    if guide.lower() in NOBODY:
        todo = Text("entry-support-write-guide")
        return EntranceItem(
            f"{NAME}/guide", "guide", EntranceState.FAIL, Text("entry-support-no-guide"), heard.declared_at, todo
        )
    return EntranceItem(
        f"{NAME}/guide", "guide", EntranceState.PASS, Text("entry-support-guide", {"guide": guide}), heard.declared_at
    )


def _levels(launch: Launch, heard: Heard) -> Iterator[EntranceItem]:
    named = levels(launch.support.escalation)
    for number in range(1, max([LEVELS, *named]) + 1):
        level, who = f"L{number}", named.get(number, "")
        if who.lower() in NOBODY:
            reason, todo = (
                Text("entry-support-no-level", {"level": level}),
                Text("entry-support-fill", {"level": level}),
            )
            yield EntranceItem(f"{NAME}/{level}", level, EntranceState.FAIL, reason, heard.declared_at, todo)
        else:
            reason = Text("entry-support-level", {"level": level, "who": who})
            yield EntranceItem(f"{NAME}/{level}", level, EntranceState.PASS, reason, heard.declared_at)


def levels(escalation: tuple[str, ...]) -> Mapping[int, str]:
    """Who is named at each level: by its number where one is written (`L2 squad`), else by its place from L1 up."""
    found: dict[int, str] = {}
    for place, written in enumerate(escalation, start=1):
        said = NAMED.fullmatch(written.strip())
        number, who = (int(said[1]), said[2]) if said else (place, written)
        found.setdefault(number if 1 <= number <= MOST_LEVELS else place, who.strip())
    return found
