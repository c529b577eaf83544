"""What is certain of a day of a funnel with options before its chains are followed: that it went through, or could not.

Options ask for care where events lie close together, or exclusions come in between. Most days have no such place: a
chain of required steps in their order, each within its limit and without any exclusion on the way, goes through by all
rules; and without a row of every required step within the window none does. Both are known from one pass.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.funnel.labels import Rules
from hypercare.analysis.funnel.steps import StepRows
from hypercare.analysis.rows import Mask
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Ints

FAR = np.int64(2**62)
"""No chain comes to its end: later than every instant."""


@dataclass(frozen=True)
class Bounds:
    """Pairs of a unit and a day with an entry, (p,) each: `last_entry` of the day, whether it surely went through, and
    whether it may have.
    """

    units: Ints
    days: Ints
    last_entry: Ints
    surely: Mask
    maybe: Mask

    @property
    def in_doubt(self) -> Mask:
        """Whose chains have to be followed, (p,)."""
        return self.maybe & ~self.surely


def can_be_bounded(metric: FunnelMetric) -> bool:
    """Whether days of a funnel have such bounds: it is ordered, no row is in two steps, and nothing removes units."""
    names = [step.ref.event for step in metric.steps]
    names += sorted({exclusion.ref.event for exclusion in metric.exclusions})
    drops = any(exclusion.drop for exclusion in metric.exclusions)
    return metric.order == "ordered" and len(set(names)) == len(names) and not drops and not metric.steps[0].optional


def bounds(read: StepRows, rules: Rules, edges: Ints) -> Bounds:
    """The bounds of every day, from `edges` (d + 1,), of every unit whose rows were read."""
    required = np.array([step for step in range(rules.steps) if rules.required >> step & 1], np.int64)
    found = _bounds(
        read.offsets, read.ts, read.bits, read.hits, required, rules.within, rules.inside_from, rules.inside_to,
        edges, rules.window, rules.grace, rules.first_only,
    )  # fmt: skip
    return Bounds(*found)


@njit(cache=True, nogil=True)
def _end(step, t, at, done, limit):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    """When a chain that came to a step at `t` surely ends."""
    return done[step] if at[step] - t <= limit[step] else FAR


@njit(cache=True, nogil=True)
def _cut(hits, inside_from, inside_to, done):  # type: ignore[no-untyped-def]  # compiled
    """No chain that stands where an exclusion counts surely gets past it."""
    for e in range(len(inside_from)):
        if hits >> e & 1:
            done[inside_from[e] : inside_to[e] + 1] = FAR


@njit(cache=True, nogil=True)
def _may_end(t, row, first, ts, bits, required, coming, reach, grace):  # type: ignore[no-untyped-def]  # compiled
    """Whether every required step has a row from the grace before `t` to the end of its window."""
    lately = 0
    while row >= first and ts[row] >= t - grace:
        lately |= bits[row]
        row -= 1
    near = True
    for step in required[1:]:
        near &= coming[step] - t <= reach or bool(lately >> step & 1)
    return near


@njit(cache=True, nogil=True)
def _instant(row, first, ts, bits, hits):  # type: ignore[no-untyped-def]  # compiled
    """The steps and exclusions of one instant, of which `row` is the last row; and the row before it."""
    t, matched, hit = ts[row], 0, 0
    while row >= first and ts[row] == t:
        matched, hit, row = matched | bits[row], hit | hits[row], row - 1
    return matched, hit, row


@njit(cache=True, nogil=True)
def _step_back(t, matched, required, at, done, coming, limit):  # type: ignore[no-untyped-def]  # compiled
    """Notes the rows of an instant, of the deepest step first: at one instant a chain may take several steps."""
    last = len(required) - 1
    for i in range(last, -1, -1):
        step = required[i]
        if not matched >> step & 1:
            continue
        coming[step] = t
        end = t if i == last else _end(step, t, at, done, limit)
        if i and end < FAR:
            before = required[i - 1]
            # Under a limit the nearest row is taken, which may be the worse one; else the earliest end.
            done[before] = end if limit[before] < FAR else min(end, done[before])
            at[before] = t if limit[before] < FAR else 0


@njit(cache=True, nogil=True)
def _limits(required, within, window):  # type: ignore[no-untyped-def]  # compiled
    """How soon each required step must be followed by the next."""
    limit = np.full(len(within), FAR)
    for i in range(len(required) - 1):
        if within[required[i + 1]] < window:
            limit[required[i]] = within[required[i + 1]]
    return limit


@njit(cache=True, nogil=True)
def _bounds(offsets, ts, bits, hits, required, within, inside_from, inside_to, edges, window, grace, first_only):  # type: ignore[no-untyped-def]  # compiled
    """From the end to the beginning: of each step the earliest end that is sure (`done`), by which next row (`at`), and
    the next row itself (`coming`).
    """
    size = len(ts)
    units, days, last_entry = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    surely, maybe = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    done, at, coming = np.empty_like(within), np.empty_like(within), np.empty_like(within)
    limit, count = _limits(required, within, window), 0
    for unit in range(len(offsets) - 1):
        done[:], coming[:], at[:] = FAR, FAR, 0
        day, first, row = -1, offsets[unit], offsets[unit + 1] - 1
        while row >= first:
            t = ts[row]
            matched, hit, row = _instant(row, first, ts, bits, hits)
            _cut(hit, inside_from, inside_to, done)
            _step_back(t, matched, required, at, done, coming, limit)
            _cut(hit, inside_from, inside_to, done)
            if not matched & 1 or t < edges[0] or t >= edges[-1]:
                continue
            if day < 0 or t < edges[day]:
                day = np.searchsorted(edges, t, side="right") - 1
                units[count], days[count], last_entry[count] = unit, day, t
                count += 1
            sure = (_end(0, t, at, done, limit) if len(required) > 1 else t) - t <= window
            may = _may_end(t, row, first, ts, bits, required, coming, window + grace, grace)
            if first_only:
                last_entry[count - 1] = t
            surely[count - 1] = sure | (surely[count - 1] and not first_only)
            maybe[count - 1] = may | (maybe[count - 1] and not first_only)
    return units[:count], days[:count], last_entry[:count], surely[:count], maybe[:count]
