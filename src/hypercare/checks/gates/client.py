"""Which of the properties that a launch reads tells the platform of an event."""

from hypercare.analysis.launch_scope import properties
from hypercare.checks.tracking.clients import PLATFORM_NAMES
from hypercare.model.launch import Launch


def client_key(launch: Launch) -> str | None:
    """The property, if a segment, a filter or the tracking plan (`platform_in`) names one and sequences hold it."""
    read = properties(launch)
    named = [tracked.platform_in for tracked in launch.tracking.values() if tracked.platform_in]
    return next((name for name in (*named, *PLATFORM_NAMES) if name in read), None)
