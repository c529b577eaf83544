"""Sessions that crashed, by local day, and users who saw one crash, by window."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.daily import Daily
from hypercare.analysis.rows import Mask
from hypercare.analysis.stability.health_days import DayCounts, HealthDays, counted
from hypercare.analysis.stability.reported_by import reported_by
from hypercare.model.launch import StabilityLimit
from hypercare.model.sequences import Codes, Ints
from hypercare.model.session_state import SessionState
from hypercare.model.table_rows import TableRows

UPDATES = frozenset({"source", "id", "state", "count", "ts_event", "ts_started", "ts_known", "service"})
SESSION = ("source", "id")
"""What tells one session from another."""
Window = tuple[int, int]
"""The first and the last local day N, both inside."""


@dataclass(frozen=True)
class SessionHealth:
    """Sessions by the local day on which they began, as known at `as_of` (microseconds UTC); bad are crashed ones.

    A session counts once, as its newest update says, whether or not it was heard of when it began. All updates of one
    must come in one part. Finishes with crashed sessions per session.
    """

    limit: StabilityLimit
    days: HealthDays
    as_of: int

    @property
    def table(self) -> str:
        return "sessions"

    @property
    def reads(self) -> frozenset[str]:
        return UPDATES

    @property
    def empty(self) -> DayCounts:
        return DayCounts.none(len(self.days))

    def rows_partial(self, rows: TableRows) -> DayCounts:
        kept = newest(rows, _known(rows, self.as_of) & reported_by(rows, self.limit), SESSION)
        day = self.days.index(rows.numbers["ts_started"][kept])
        inside = self.days.within(day)
        counts = rows.numbers["count"][kept][inside]
        return counted(day[inside], _crashed(rows)[kept][inside], counts, len(self.days))

    def merge(self, left: DayCounts, right: DayCounts) -> DayCounts:
        return left + right

    def finish(self, state: DayCounts) -> Daily:
        return Daily(state.bad, state.total, self.days.first_weekday)


@dataclass(frozen=True)
class UserHealth:
    """Users (or devices) with a session that began in each of some windows of local days; bad are those of whose
    sessions there one crashed.

    Everybody counts once in a window, however many days they came on. Exact for any number of users, as all sessions of
    one must come in one part. A session that names two is either's; one that names nobody is left out. Finishes with
    the counts by window.
    """

    limit: StabilityLimit
    days: HealthDays
    windows: tuple[Window, ...]
    as_of: int

    @property
    def table(self) -> str:
        return "sessions"

    @property
    def reads(self) -> frozenset[str]:
        return UPDATES | {"did"}

    @property
    def empty(self) -> DayCounts:
        return DayCounts.none(len(self.windows))

    def rows_partial(self, rows: TableRows) -> DayCounts:
        somebodys = rows.texts["did"].codes >= 0
        kept = newest(rows, somebodys & _known(rows, self.as_of) & reported_by(rows, self.limit), (*SESSION, "did"))
        day = self.days.index(rows.numbers["ts_started"][kept]) + self.days.first
        who, crashed = rows.texts["did"].codes[kept], _crashed(rows)[kept]
        places = len(rows.texts["did"].values)
        inside = [(day >= first) & (day <= last) for first, last in self.windows]
        return DayCounts(
            tuple(_people(who[each & crashed], places) for each in inside),
            tuple(_people(who[each], places) for each in inside),
        )

    def merge(self, left: DayCounts, right: DayCounts) -> DayCounts:
        return left + right

    def finish(self, state: DayCounts) -> DayCounts:
        return state


def newest(rows: TableRows, kept: Mask, by: tuple[str, ...]) -> NDArray[np.intp]:
    """The places of the last update of each session, as `by` tells them, among the rows that are `kept` (n,).

    Of updates at one instant the worst counts, so that the order of rows changes nothing. A row without an id stands
    for sessions of its own.
    """
    places = np.flatnonzero(kept)
    if _are_single(rows, places):
        return np.asarray(places, np.intp)
    told = [rows.texts[name].codes[places] for name in by]
    keys: list[Ints] = [
        _badness(rows)[places],
        rows.numbers["ts_event"][places],
        *(np.asarray(each, np.int64) for each in told),
    ]
    order = np.lexsort(keys)
    last = np.ones(len(order), np.bool_)
    last[:-1] = rows.texts["id"].codes[places][order][:-1] < 0
    for codes in told:
        last[:-1] |= codes[order][1:] != codes[order][:-1]
    return np.asarray(places[order[last]], np.intp)


def _are_single(rows: TableRows, places: NDArray[np.intp]) -> bool:
    """Whether no id comes twice among some rows: then there is nothing to choose, and sorting is spared."""
    own = rows.texts["id"].codes[places]
    named = own[own >= 0]
    return not len(named) or int(np.bincount(named).max()) == 1


def _known(rows: TableRows, as_of: int) -> Mask:
    known: Mask = np.maximum(rows.numbers["ts_event"], rows.numbers["ts_known"]) <= as_of
    return known


def _crashed(rows: TableRows) -> Mask:
    crashed: Mask = _badness(rows) == _RANKS[SessionState.CRASHED]
    return crashed


def _badness(rows: TableRows) -> Ints:
    """How bad the state of each row is, (n,)."""
    state = rows.texts["state"]
    ranks = np.array([*(_RANKS.get(str(value), 0) for value in state.values), 0], np.int64)
    return np.asarray(ranks[state.codes], np.int64)


def _people(who: Codes, places: int) -> int:
    """How many different users there are among the codes, each below `places`."""
    seen = np.zeros(places, np.bool_)
    seen[who] = True
    return int(seen.sum())


_RANKS = {state.value: rank for rank, state in enumerate(SessionState)}
