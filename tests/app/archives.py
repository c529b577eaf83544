"""Archives taken apart and put together again otherwise, as an attacker or a bad disk would."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import zstandard

from hypercare.app.archive import MANIFEST, Contents


@dataclass
class Entry:
    """A member of a tar: its header and its bytes."""

    header: tarfile.TarInfo
    data: bytes

    @property
    def name(self) -> str:
        return self.header.name


def entries(file: Path) -> list[Entry]:
    """The members of an archive, read by the standard library alone."""
    with zstandard.open(file, "rb") as stream:
        data = stream.read()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return [Entry(header, tar.extractfile(header).read()) for header in tar]


def write(file: Path, members: list[Entry]) -> None:
    """An archive of these members, whatever they are."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for entry in members:
            tar.addfile(entry.header, io.BytesIO(entry.data) if entry.header.isreg() else None)
    file.write_bytes(zstandard.compress(raw.getvalue()))


@contextmanager
def changed_manifest(members: list[Entry]) -> Iterator[dict]:
    """The manifest as JSON, to be changed inside."""
    manifest = msgspec.json.decode(members[0].data)
    yield manifest
    members[0].data = msgspec.json.encode(manifest)
    members[0].header.size = len(members[0].data)


def contents(file: Path) -> Contents:
    """What an archive says that it holds."""
    first = entries(file)[0]
    assert first.name == MANIFEST
    return msgspec.json.decode(first.data, type=Contents)
