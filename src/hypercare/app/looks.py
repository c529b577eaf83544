"""Looks: launches evaluated at an instant, kept as files. Derived from the facts; may be deleted at any time.

A look is `hypercare/look.v1`. The studio computes it; the pages read the file, so that no page waits for an engine.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from hypercare.app.documents.texts import Document
from hypercare.cycles.day import day_end, day_n
from hypercare.model.instant import MICROSECOND
from hypercare.model.launch import Launch

SCHEMA = "hypercare/look.v1"
NOW = "now"
DIGEST_CHARACTERS = 16
"""Of a version's digest, in a folder's name: enough to tell all versions of one launch apart."""
TREND = "trend.json"
ANSWERS = frozenset(
    {
        "headline",
        "health",
        "attention",
        "ritual",
        "entrance",
        "went_live",
        "antipatterns",
        "antipattern_checks",
        "decision",
        "held_until",
        "lapsed",
        "outcome",
        "exit",
        "reevaluation",
        "commitments",
        "said",
    }
)
"""What a look says beyond the verdict."""
OUTCOME_SAYS = frozenset({"says", "gates", "ahead"})
"""What its outcome says; a look that was kept by a version that said less is none."""
ENTRANCE_SAYS = frozenset({"criteria", "squad", "went_live"})
"""What a judgement of the entrance says; one that was kept by a version that said less is none."""


@dataclass(frozen=True)
class Moment:
    """Which instant a look is of: now, the end of local day N, or an instant that was named."""

    day: int | None = None
    instant: datetime | None = None

    @property
    def key(self) -> str:
        """The name of the look's file."""
        if self.instant is not None:
            return f"at-{self.instant.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
        return NOW if self.day is None else f"day-{self.day}"


def instant_of(launch: Launch, moment: Moment, now: datetime) -> datetime:
    """The instant of a moment: the last one of a day, and of today the present one."""
    if moment.instant is not None:
        return moment.instant
    if moment.day is None or moment.day == day_n(now, launch.live, launch.zone):
        return now
    return day_end(moment.day, launch.live, launch.zone) - MICROSECOND


class Looks:
    """The looks of one installation, in `<data>/looks/<launch>/<version>/<moment>.json`."""

    def __init__(self, data: Path) -> None:
        self._root = data / "looks"

    def find(self, launch_id: str, digest: str, moment: Moment) -> Document | None:
        """The look that is kept, or None; one that says less than looks do now is none."""
        found = _read(self._path(launch_id, digest, moment))
        whole = found is not None and found.keys() >= ANSWERS and found["outcome"].keys() >= OUTCOME_SAYS
        return found if whole else None

    def newest(self) -> Iterator[Document]:
        """Of each launch the present look that was kept last, whatever its version, by the launch's id."""
        for folder in sorted(self._root.glob("*")):
            kept = sorted(folder.glob(f"*/{NOW}.json"), key=lambda path: path.stat().st_mtime)
            found = _read(kept[-1]) if kept else None
            if found is not None and found.keys() >= ANSWERS:
                yield found

    @staticmethod
    def is_older(look: Document, seconds: float) -> bool:
        """Whether a look was computed longer ago than so."""
        return (datetime.now(UTC) - datetime.fromisoformat(look["computed_at"])).total_seconds() > seconds

    def keep(self, look: Document, moment: Moment) -> None:
        """Keeps a look in the place of an earlier one."""
        _write(self._path(look["launch"], look["verdict"]["version"], moment), look)

    def find_entrance(self, launch_id: str, digest: str, moment: Moment) -> Document | None:
        """The judgement of the entrance that is kept, or None: `computed_at`, the `facts` it rests on, `entrance`."""
        found = _read(self._entrance_path(launch_id, digest, moment))
        return found if found is not None and found["entrance"].keys() >= ENTRANCE_SAYS else None

    def keep_entrance(self, kept: Document, moment: Moment) -> None:
        """Keeps a judgement of the entrance in the place of an earlier one."""
        judged = kept["entrance"]
        _write(self._entrance_path(judged["launch"], judged["version"], moment), kept)

    def trend(self, launch_id: str) -> Mapping[str, Any]:
        """What was read at the end of each day that was looked at: day (as text) -> the `version` that held, and
        `metrics` by name.
        """
        return _read(self._root / launch_id / TREND) or {}

    def keep_trend(self, launch_id: str, days: Mapping[str, Any]) -> None:
        """Keeps the readings of days in the place of earlier ones."""
        _write(self._root / launch_id / TREND, dict(days))

    def _path(self, launch_id: str, digest: str, moment: Moment) -> Path:
        return self._root / launch_id / digest[:DIGEST_CHARACTERS] / f"{moment.key}.json"

    def _entrance_path(self, launch_id: str, digest: str, moment: Moment) -> Path:
        return self._root / launch_id / digest[:DIGEST_CHARACTERS] / "entrance" / f"{moment.key}.json"


def _read(path: Path) -> Document | None:
    try:
        found: Document = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):  # missing or torn: it is computed anew
        return None
    return found


def _write(path: Path, document: Document) -> None:
    """Replaces a file at once. It is not synced: what the power takes is computed anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.write_bytes(orjson.dumps(document))
    draft.rename(path)
