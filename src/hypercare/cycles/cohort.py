"""The launch cohort: the units that a launch is judged by, and when the last of them is through its business cycle."""

from datetime import datetime

from hypercare.cycles.business import CycleWindow, cohort_end, first_full_cycle, unit_cycle
from hypercare.cycles.day import day_end, day_start
from hypercare.model.launch import Launch
from hypercare.model.metrics import Cycle


def cohort(launch: Launch, cycle: Cycle | None = None) -> CycleWindow:
    """When a unit must be first exposed to be counted: from the start of day 0 to the end of the declared cohort days.

    With a calendar cycle: to the end of the first third of the first full one, which replaces the declared days.
    """
    window = None if cycle is None else first_full_cycle(cycle, launch.live, launch.zone)
    last = day_end(launch.cohort_days - 1, launch.live, launch.zone)
    return CycleWindow(
        day_start(0, launch.live, launch.zone), last if window is None else cohort_end(window, launch.zone)
    )


def cycle_complete(launch: Launch, cycle: Cycle) -> datetime | None:
    """When every unit of the cohort has one full cycle behind it, at the latest; None where the launch has no cycle.

    A calendar cycle ends for all at once. A rolling one ends for the last unit its N days after the cohort closes.
    """
    window = first_full_cycle(cycle, launch.live, launch.zone)
    if window is not None:
        return window.end
    length = unit_cycle(cycle)
    return None if length is None else cohort(launch).end + length
