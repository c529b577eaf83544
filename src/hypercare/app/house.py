"""The wiring: where the facts and the decisions of one installation are, opened when they are first needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hypercare.app.clock import Clock
from hypercare.app.data_folder import make_data_folder, require_data_folder
from hypercare.app.settings import Settings
from hypercare.lake.files import RealFiles
from hypercare.lake.lock import DataLock

if TYPE_CHECKING:
    from hypercare.lake.commit import Commits
    from hypercare.lake.sequences.sequences import SequenceStore
    from hypercare.lake.tables import Tables

# What reads the tables is imported when it is first needed: it holds 90 MB, and whoever only serves pages never
# touches a table.


class House:
    """One installation. `create` makes the data folder where there is none; else reading an empty one is an error."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock(settings.clock)

    @cached_property
    def tables(self) -> Tables:
        """The facts, as tables."""
        from hypercare.lake.tables import Tables  # noqa: PLC0415  see above

        return Tables(self.settings.lake_root)

    @cached_property
    def commits(self) -> Commits:
        """Who writes the tables. All threads of a process share it."""
        from hypercare.lake.commit import Commits  # noqa: PLC0415  see above

        return Commits(self.tables, self.files)

    @cached_property
    def sequences(self) -> SequenceStore:
        """The facts, by unit and time."""
        from hypercare.lake.sequences.sequences import SequenceStore  # noqa: PLC0415  see above

        return SequenceStore(self.data / "sequences", self.tables, scratch=self.data / "tmp")

    @cached_property
    def files(self) -> RealFiles:
        """The file layer."""
        return RealFiles()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.settings.data

    @property
    def wal(self) -> Path:
        """The write-ahead logs."""
        return self.data / "wal"

    def create(self) -> House:
        """Makes the data folder where it is missing. Raises `Unreachable` where it cannot be made or written."""
        make_data_folder(self.data)
        return self

    def require(self) -> House:
        """Raises `NotFound` where there is no data folder yet."""
        require_data_folder(self.data)
        return self

    def lock(self, role: str) -> DataLock:
        """The right to write the lake. Raises `Busy`, naming the holder, when another process has it."""
        return DataLock(self.data / "lock", role)
