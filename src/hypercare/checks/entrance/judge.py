"""The entrance of a launch at an instant: all its criteria."""

from datetime import datetime

from hypercare.checks.entrance import instrumentation, live, sanity, support
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.squad import squad_gaps
from hypercare.checks.entrance.waived import with_waivers
from hypercare.model.entrance import Entrance
from hypercare.model.launch import Launch


def judge_entrance(launch: Launch, as_of: datetime, heard: Heard) -> Entrance:
    """Judges the entrance criteria from what has been heard, what was waived with it. Pure: equal facts, equal word."""
    criteria = (
        live.judge(launch, as_of, heard),
        instrumentation.judge(launch, as_of, heard),
        support.judge(launch, as_of, heard),
        sanity.judge(launch, as_of, heard),
    )
    waived = with_waivers(criteria, heard.support.acts, as_of)
    return Entrance(launch.id, launch.digest, as_of, waived, squad_gaps(launch, heard.support.members))
