"""Manifests: exactly which data files an answer was read from, so that it can be read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import xxhash

from hypercare.lake.facts import BESIDE, TABLES, whole
from hypercare.lake.identity import Identity
from hypercare.lake.missing import check_present
from hypercare.lake.table_facts import TableFacts, open_file
from hypercare.lake.tables import DataFile, Tables
from hypercare.model.errors import Damaged

# The tables that a verdict reads.
READ = (*TABLES, *BESIDE)
# Bytes read at a time for a checksum.
CHUNK = 4 << 20
# Data files never change, so their checksums are kept in memory: some hundred bytes each.
REMEMBERED = 10_000


@dataclass(frozen=True)
class PinnedFile:
    """A data file and its checksum (xxh3, 128 bits, hex)."""

    file: DataFile
    checksum: str


@dataclass(frozen=True)
class PinnedTable:
    """One table at one version."""

    version: int
    files: tuple[PinnedFile, ...]


@dataclass(frozen=True)
class FileProblem:
    """A pinned file that cannot be read again: `problem` is "missing" or "changed"."""

    table: str
    path: str
    problem: str


@dataclass(frozen=True)
class Manifest:
    """The data files of the tables that were read, and the identity that the aliases give."""

    tables: Mapping[str, PinnedTable]
    identity_version: str

    @classmethod
    def of(cls, tables: Tables, *, versions: Mapping[str, int] | None = None) -> "Manifest":
        """The manifest of the newest versions, or of the given ones, as `Sequences.table_versions` names them.

        Raises `Damaged` where a file that a table names is gone.
        """
        facts = TableFacts.at(tables, versions) if versions is not None else TableFacts.newest(tables, READ)
        try:
            return cls._of(facts)
        except FileNotFoundError:
            check_present(tables, READ)
            raise

    @classmethod
    def _of(cls, facts: TableFacts) -> "Manifest":
        pinned = {
            table: PinnedTable(
                facts.versions[table],
                tuple(PinnedFile(file, _checksum(facts.tables, table, file.path)) for file in facts.files[table]),
            )
            for table in facts.versions
        }
        return cls(pinned, Identity.build(whole(facts, "aliases")).version)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Manifest":
        """The manifest that `to_dict` gave. Raises `Damaged` where it is none."""
        try:
            return msgspec.convert(data, cls)
        except msgspec.ValidationError as error:
            raise Damaged(f"this is no manifest: {error}") from error

    def to_dict(self) -> dict[str, Any]:
        """The manifest as JSON-able values."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data

    @property
    def paths(self) -> frozenset[tuple[str, str]]:
        """(table, path) of every pinned file: what cleaning must spare."""
        return frozenset((table, pinned.file.path) for table, kept in self.tables.items() for pinned in kept.files)

    def facts(self, tables: Tables) -> TableFacts:
        """The rows of exactly these files."""
        return TableFacts(
            tables,
            {table: kept.version for table, kept in self.tables.items()},
            {table: tuple(pinned.file for pinned in kept.files) for table, kept in self.tables.items()},
        )

    def verify(self, tables: Tables) -> list[FileProblem]:
        """Which files are missing or differ from those that were read. Reads every byte of them."""
        found = []
        for table, kept in self.tables.items():
            for pinned in kept.files:
                problem = _problem(tables, table, pinned)
                if problem:
                    found.append(FileProblem(table, pinned.file.path, problem))
        return found

    def check(self, tables: Tables) -> None:
        """Raises `Damaged` where a file is missing or changed."""
        problems = self.verify(tables)
        if problems:
            first = problems[0]
            raise Damaged(
                f"{len(problems)} of the files that were read cannot be read again; the first is {first.problem}",
                where=f"{first.table}/{first.path}",
                expected="every file of the manifest, unchanged",
            )


def _problem(tables: Tables, table: str, pinned: PinnedFile) -> str | None:
    try:
        checksum = digest_of(tables, table, pinned.file.path)
    except FileNotFoundError:
        return "missing"
    return None if checksum == pinned.checksum else "changed"


@lru_cache(REMEMBERED)
def _checksum(tables: Tables, table: str, path: str) -> str:
    return digest_of(tables, table, path)


def digest_of(tables: Tables, table: str, path: str) -> str:
    """The checksum of a data file as it stands: xxh3, 128 bits, hex. Raises FileNotFoundError where there is none."""
    digest = xxhash.xxh3_128()
    with open_file(tables, table, path) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
