"""The names of events that a launch knows, and those that nobody plans because clients make them up."""

from hypercare.model.launch import Launch

OF_CLIENTS = ("$", "mp_", "[Amplitude]")
"""How the events begin that vendors' clients send by themselves."""


def planned_names(launch: Launch) -> set[str]:
    """Every name that a launch plans, compares with or reads."""
    twins = {each.twin.event for each in launch.tracking.values() if each.twin}
    return {*launch.tracking, *twins, *read_names(launch)}


def read_names(launch: Launch) -> set[str]:
    """Every name that the metrics of a launch and its exposure read."""
    refs = [ref for metric in launch.metrics.values() for ref in metric.refs]
    return {ref.event for ref in [*refs, *launch.exposing]}
