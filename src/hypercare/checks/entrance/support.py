"""ENTRY-SUPPORT: support must have a guide that was read, and an escalation path that was drilled."""

from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.entrance.drill import drill
from hypercare.checks.entrance.escalation import levels
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.nobody import is_named
from hypercare.checks.entrance.readers import GUIDE, is_place, reading
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState, Evidence
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-SUPPORT",
    title="Support is ready",
    looks_for=(
        "a declared guide that everybody named has read in its present edition; an escalation path from L1 to L3 with "
        "somebody at every level, at all hours that the launch needs; and a drill within 30 days of go-live that every "
        "level acknowledged, after the path last changed"
    ),
    why="the first users to be stuck ask support; who has no guide improvises, and who has no L3 keeps the bug",
    trips="escalation: [{who: L1 support desk, hours: Mon-Fri 09:00-17:00}] for a launch that needs daily 08:00-20:00",
    passes="a guide that the support lead read, three levels at hours that cover the launch, and a drill of last week",
    source="docs/entrance.md, support",
)
NAME = "support"


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands."""
    told = heard.support
    guide = _guide(launch, heard.declared_at)
    items = [
        guide,
        *(reading(launch, told.acts, heard.declared_at) if guide.state is EntranceState.PASS else ()),
        *levels(launch, heard.declared_at),
        drill(launch, as_of, told.incidents, told.escalation_since),
    ]
    return EntranceCriterion(CHECK.id, NAME, tuple(items))


def _guide(launch: Launch, declared_at: datetime) -> EntranceItem:
    guide, lead = launch.support.guide.strip(), launch.squad.support_lead
    owner = lead.name if lead else ""
    if is_named(guide) and is_place(guide):
        version = launch.support.guide_version
        edition = (Evidence(Text("entry-support-guide-version", {"version": version}), declared_at),) if version else ()
        reason = Text("entry-support-guide", {"guide": guide})
        return EntranceItem(GUIDE, "guide", EntranceState.PASS, reason, declared_at, None, owner, edition)
    reason = Text("entry-support-no-place", {"guide": guide}) if is_named(guide) else Text("entry-support-no-guide")
    todo = Text("entry-support-write-guide")
    return EntranceItem(GUIDE, "guide", EntranceState.FAIL, reason, declared_at, todo, owner)
