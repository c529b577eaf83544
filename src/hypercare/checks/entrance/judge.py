"""The entrance of a launch at an instant: all its criteria."""

from dataclasses import replace
from datetime import datetime

from hypercare.checks.entrance import instrumentation, live, sanity, support
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.squad import squad_gaps
from hypercare.checks.entrance.waived import with_waivers
from hypercare.checks.spoken import called
from hypercare.model.entrance import Entrance, EntranceItem
from hypercare.model.launch import Launch, Squad
from hypercare.model.text import Text


def judge_entrance(launch: Launch, as_of: datetime, heard: Heard) -> Entrance:
    """Judges the entrance criteria from what has been heard, what was waived with it. Pure: equal facts, equal word."""
    criteria = (
        live.judge(launch, as_of, heard),
        instrumentation.judge(launch, as_of, heard),
        support.judge(launch, as_of, heard),
        sanity.judge(launch, as_of, heard),
    )
    waived = with_waivers(criteria, heard.support.acts, as_of)
    named = tuple(replace(each, items=tuple(_named(item, launch.squad) for item in each.items)) for each in waived)
    return Entrance(launch.id, launch.digest, as_of, named, squad_gaps(launch, heard.support.members))


def _named(item: EntranceItem, squad: Squad) -> EntranceItem:
    """What was found, in which those of the squad have their names: they signed in by their addresses."""
    evidence = tuple(replace(each, what=_said(each.what, squad)) for each in item.evidence)
    return replace(item, reason=_said(item.reason, squad), evidence=evidence)


def _said(text: Text, squad: Squad) -> Text:
    by = text.params.get("by")
    return replace(text, params={**text.params, "by": called(squad, by)}) if isinstance(by, str) else text
