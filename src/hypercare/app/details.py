"""Details of metrics, kept as files beside the looks. Derived from the facts; may be deleted at any time.

A detail is `hypercare/metric-detail.v1`. The studio computes it; the pages read the file, as they read looks. No unit
is named in what is kept: who must be forgotten is not in here.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import orjson

from hypercare.app.derived_files import DerivedFiles
from hypercare.app.documents.texts import Document
from hypercare.app.looks import DIGEST_CHARACTERS, Moment
from hypercare.model.cohorts import PREFIX
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric

MOST_BYTES: Final = 64 * 2**20
"""Whoever asks for breakdowns by everything on every day must not fill the disk; the oldest go."""
NAME_BYTES: Final = 12
TELLING: Final = frozenset({"text", "boolean"})
"""Types of properties that have few values."""
ANSWERS: Final = 1
"""What a detail says: a change of it computes all of them anew."""


class About(StrEnum):
    """What is asked about a metric; each is computed and kept on its own."""

    DETAIL = "detail"
    """Everything that there is to say of it."""
    DROP_OFF = "drop_off"
    """Of a funnel: who stopped at each step, and why."""
    BY = "by"
    """Its answers by the values of a property."""
    OVER = "over"
    """Its answers by the days, weeks or months in which units came in."""


@dataclass(frozen=True)
class Part:
    """A part of what there is to say of a metric.

    `key` is the property or the grain that it is told by, `at` whose value of the property counts for a funnel. Of
    activity that no metric declares, `metric` is empty, `key` the event that makes a unit active (empty for any), and
    `at` the length of the periods of its lifecycle.
    """

    metric: str
    about: About = About.DETAIL
    key: str = ""
    at: str = ""

    @property
    def params(self) -> dict[str, str]:
        """As the studio is asked."""
        return {"metric": self.metric, "about": self.about.value, "key": self.key, "at": self.at}


def told_apart(launch: Launch, metric: Metric | None = None) -> tuple[str, ...]:
    """The properties by which a launch may be broken down: its segments, its cohorts, and what it declares of the
    events of a metric (of all tracked ones for None), where that is words or switches.
    """
    events = launch.tracking if metric is None else dict.fromkeys(ref.event for ref in metric.refs)
    tracked = [launch.tracking[event].properties for event in events if event in launch.tracking]
    names = [name for properties in tracked for name, planned in properties.items() if planned.kind in TELLING]
    cohorts = [f"{PREFIX}{name}" for name in launch.cohorts]
    return tuple(dict.fromkeys([*launch.segments, *cohorts, *names]))


class Details:
    """The details of one installation, in `<data>/looks/<launch>/<version>/details/`. Those that nobody asked for
    longest go first. Safe for threads and processes.
    """

    def __init__(self, data: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._root = data / "looks"
        self._files = DerivedFiles(self._root, "*/*/details/*", most_bytes=most_bytes)

    def find(self, launch_id: str, digest: str, moment: Moment, part: Part) -> Document | None:
        """The detail that is kept, or None."""
        found = self._files.read(self._path(launch_id, digest, moment, part))
        return found if found is not None and found.get("answers_of") == ANSWERS else None

    def keep(self, launch_id: str, digest: str, moment: Moment, part: Part, found: Document) -> Document:
        """Keeps a detail in the place of an earlier one, and returns it with when it was computed."""
        kept = found | {"answers_of": ANSWERS, "computed_at": datetime.now(UTC).isoformat()}
        self._files.write(self._path(launch_id, digest, moment, part), kept)
        return kept

    def sweep(self) -> None:
        """Deletes what nobody asked for longest, until the rest takes no more than it may."""
        self._files.sweep()

    def _path(self, launch_id: str, digest: str, moment: Moment, part: Part) -> Path:
        named: dict[str, Any] = {"moment": moment.key, **part.params}
        name = blake2b(orjson.dumps(named, option=orjson.OPT_SORT_KEYS), digest_size=NAME_BYTES).hexdigest()
        return self._root / launch_id / digest[:DIGEST_CHARACTERS] / "details" / f"{name}.json"
