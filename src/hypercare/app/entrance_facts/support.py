"""What people did for support to be ready: what they said, which drills there were, and since when the path holds."""

from datetime import datetime

from hypercare.app.usecases.launches.launches import launch_in
from hypercare.checks.entrance.heard import SupportHeard
from hypercare.ledger import entrance_acts, incidents, people, versions
from hypercare.model.launch import Launch


def support_heard(launch: Launch, as_of: datetime) -> SupportHeard:
    """Everything that was known at an instant. The ledger is open."""
    return SupportHeard(
        acts=entrance_acts.of_launch(launch.id, as_of),
        incidents=incidents.of_launch(launch.id, as_of),
        escalation_since=_escalation_since(launch, as_of),
        members=frozenset(each.email.casefold() for each in people.people() if each.is_active),
    )


def _escalation_since(launch: Launch, as_of: datetime) -> datetime | None:
    """When the version was registered that first said what the path is now, without another one in between."""
    views = versions.versions(launch.id)
    held = [view for view in views if view.registered_at <= as_of] or list(views[:1])
    since = None
    for view in reversed(held):
        if launch_in(view).support.escalation != launch.support.escalation:
            break
        since = view.registered_at
    return since
