"""Verifications of the tracking, kept as files beside the looks. Derived from the facts; may be deleted at any time.

One is `hypercare/tracking.v1` with what it rests on. The studio computes it; the pages read the file, as they read
looks. It holds real payloads: whatever leaves the facts for good must leave these, too.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from hypercare.app.derived_files import DerivedFiles
from hypercare.app.documents.integrity import integrity_of_look
from hypercare.app.documents.texts import Document
from hypercare.app.looks import DIGEST_CHARACTERS, Looks, Moment

MOST_BYTES: Final = 16 * 2**20
"""Some hundreds of them, where whoever asks for one instant after the other must not fill the disk."""
ANSWERS: Final = 1
"""What a verification says: a change of it computes all of them anew."""
FOLDER: Final = "tracking"


class Verifications:
    """The verifications of one installation, in `<data>/looks/<launch>/<version>/tracking/<moment>.json`.

    What is kept is `computed_at`, what it `rests_on`, and the verification as `tracking`, without the integrity of the
    measurement: that is the look's (`with_integrity`). Safe for threads and processes.
    """

    def __init__(self, data: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._root = data / "looks"
        self._files = DerivedFiles(self._root, f"*/*/{FOLDER}/*", most_bytes=most_bytes)

    def find(self, launch_id: str, digest: str, moment: Moment) -> Document | None:
        """The verification that is kept, or None."""
        found = self._files.read(self._path(launch_id, digest, moment))
        return found if found is not None and found.get("answers_of") == ANSWERS else None

    def keep(self, tracking: Document, moment: Moment, rests_on: Mapping[str, Any]) -> Document:
        """Keeps a verification in the place of an earlier one, and returns what is kept."""
        kept = {
            "answers_of": ANSWERS,
            "computed_at": datetime.now(UTC).isoformat(),
            "rests_on": dict(rests_on),
            "tracking": tracking,
        }
        self._files.write(self._path(tracking["launch"], tracking["version"], moment), kept)
        return kept

    def clear(self) -> None:
        """Deletes all of them."""
        self._files.clear()

    def _path(self, launch_id: str, digest: str, moment: Moment) -> Path:
        return self._root / launch_id / digest[:DIGEST_CHARACTERS] / FOLDER / f"{moment.key}.json"


def with_integrity(kept: Document, looks: Looks, moment: Moment) -> Document:
    """A verification that is kept, with what the look at the same moment found of the launch's measurement.

    None is told before go-live, and where no look is kept.
    """
    found = kept["tracking"]
    look = looks.find(found["launch"], found["version"], moment)
    is_live = look is not None and datetime.fromisoformat(found["as_of"]) > datetime.fromisoformat(look["live"])
    integrity = integrity_of_look(look) if look is not None and is_live else None
    return kept | {"tracking": found | {"integrity": integrity}}
