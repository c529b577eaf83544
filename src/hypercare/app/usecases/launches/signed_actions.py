"""Every decision about a launch with its signatures, read from the chain."""

from datetime import datetime

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import all_decisions, decision_document
from hypercare.checks.exit.signatures import signed_actions

SCHEMA = "hypercare/decisions.v1"


def decided(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/decisions.v1` without the re-evaluation: every decision with its signatures, latest first."""
    found = all_decisions(house, launch_id, as_of)
    launch, _ = at_version(house, launch_id, as_of)
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "timezone": launch.timezone,
        "as_of": as_of.astimezone(launch.zone).isoformat(),
        "approvers": [{"name": each.name, "email": each.email} for each in launch.squad.approvers],
        "decisions": [
            {
                "action": each.action.value,
                "superseded_by": each.superseded_by,
                "signatures": [decision_document(signed) for signed in each.signatures],
                "not_signed_by": [
                    {"name": who.name, "email": who.email} for who in each.lacks(launch.squad.approvers) if who.email
                ],
            }
            for each in reversed(signed_actions(found))
        ],
    }
