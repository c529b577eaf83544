"""What was decided about a launch, the decision that holds looked at again, and the exit gate: by looking at it."""

from datetime import datetime

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.launches.signed_actions import decided


def decisions_of(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/decisions.v1`: every decision, the one that holds looked at again, and the exit gate.

    It looks at the launch for it, which needs the engine. Raises `NotFound` for an unregistered launch.
    """
    found = decided(house, launch_id, as_of)
    seen = looking.glance(house, launch_id, as_of)
    return found | {"reevaluation": seen["reevaluation"], "exit": seen["exit"]}


def exit_of(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/exit.v1` of a launch, from a look at it. Raises `NotFound` for an unregistered launch."""
    found: Document = looking.glance(house, launch_id, as_of)["exit"]
    return found
