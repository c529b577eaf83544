"""File layers for tests of durability: one that loses the power, one that fails, both over a real folder.

`CrashFiles` keeps what a disk is bound to hold: bytes that were synced, and names whose folder was synced. It follows
POSIX, not a particular file system: syncing a file does not enter its name anywhere. What others write into the folder
without this port (a library, `Path.mkdir`) counts as unsynced until `sync_path` and `sync_folder` are called for it.
"""

import errno
import hashlib
import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hypercare.lake.files import RealFiles, WholeFile

EVERY = 9 if os.environ.get("HYPOTHESIS_PROFILE") == "quick" else 1
"""The power is lost at every so many calls: at each, but where `./hc test --quick` runs."""


class PowerLoss(BaseException):
    """The power is gone. Not an Exception, so that nothing under test can handle it."""


class WatchedFile(WholeFile):
    """A file that announces each write before it happens."""

    def __init__(self, path: Path, mode: str, before: Callable[[str, Path], None]) -> None:
        super().__init__(path, mode)
        self.path, self._before = path, before

    def write(self, data: bytes | bytearray | memoryview, /) -> int:
        self._before("write", self.path)
        return super().write(data)


class WatchedFiles(RealFiles):
    """The real files, with every call announced to `before(call, path)` before it takes effect, counted and listed."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def before(self, call: str, path: Path) -> None:
        self.calls.append((call, path.name))

    def count(self, call: str) -> int:
        """How often a call was made: create, append, write, sync, sync_path, sync_folder, rename, remove."""
        return sum(made == call for made, _ in self.calls)

    def create(self, path: Path) -> BinaryIO:
        self.before("create", path)
        return WatchedFile(path, "xb", self.before)

    def append(self, path: Path) -> BinaryIO:
        self.before("append", path)
        return WatchedFile(path, "ab", self.before)

    def sync(self, file: BinaryIO) -> None:
        self.before("sync", Path(str(file.name)))
        super().sync(file)

    def sync_path(self, path: Path) -> None:
        self.before("sync_path", path)
        super().sync_path(path)

    def sync_folder(self, path: Path) -> None:
        self.before("sync_folder", path)
        super().sync_folder(path)

    def rename(self, source: Path, target: Path) -> None:
        self.before("rename", source)
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        self.before("remove", path)
        super().remove(path)


class FailingFiles(WatchedFiles):
    """Files whose calls named in `failing` raise the errno given there, until it is taken out of the dictionary."""

    def __init__(self, failing: dict[str, int] | None = None) -> None:
        super().__init__()
        self.failing = dict(failing or {})

    def before(self, call: str, path: Path) -> None:
        super().before(call, path)
        if call in self.failing:
            code = self.failing[call]
            if call == "write" and code == errno.ENOSPC:
                _write_a_little(path)
            raise OSError(code, os.strerror(code), str(path))


def _write_a_little(path: Path) -> None:
    """A full disk takes the beginning of what is written."""
    with path.open("ab") as file:
        file.write(b"\xf5HCP\x40\x00")


Entries = dict[str, int]
# What reaches the disk in one piece. Smaller than a real sector, so that small tests have several.
BLOCK_BYTES = 64


@dataclass
class CrashFiles(WatchedFiles):
    """Files that lose the power at the `lose_power_at`-th call, before it takes effect. What `root` holds is durable.

    Afterwards every call raises `PowerLoss`, and `after_power_loss` shows what a disk could hold.
    """

    root: Path
    lose_power_at: int | None = None
    dead: bool = False
    calls: list[tuple[str, str]] = field(default_factory=list)
    _contents: dict[int, bytes] = field(default_factory=dict)
    _entries: dict[int, Entries] = field(default_factory=dict)
    _renames: list[tuple[tuple[int, str], tuple[int, str]]] = field(default_factory=list)
    _pins: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settle()

    def __del__(self) -> None:
        for descriptor in self._pins.values():
            os.close(descriptor)

    def before(self, call: str, path: Path) -> None:
        if not self.dead:
            super().before(call, path)
            self.dead = len(self.calls) == self.lose_power_at
        if self.dead:
            raise PowerLoss(f"call {len(self.calls)}: {call} {path.name}")

    def sync(self, file: BinaryIO) -> None:
        super().sync(file)
        self._keep_content(Path(f"/proc/self/fd/{file.fileno()}"))

    def sync_path(self, path: Path) -> None:
        super().sync_path(path)
        self._keep_content(path)

    def sync_folder(self, path: Path) -> None:
        super().sync_folder(path)
        inode = self._keep_entries(path)
        self._renames = [pair for pair in self._renames if any(folder != inode for folder, _ in pair)]

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        self._renames.append((_place(source), _place(target)))

    def settle(self) -> None:
        """Makes all that is in the folder durable."""
        for folder, _, names in os.walk(self.root):
            self._keep_entries(Path(folder))
            for name in names:
                self._keep_content(Path(folder, name))

    def after_power_loss(self, target: Path, luck: random.Random | None = None) -> Path:
        """Writes to `target`, which must not exist, what a disk could hold now, and returns it.

        Without `luck` that is the least: everything unsynced is gone. With it, each unsynced name is there or not (the
        two of a rename together), and unsynced bytes are there up to some length, as zeros, or in parts.
        """
        current = {self.root.stat().st_ino: self.root}
        current |= {path.stat().st_ino: path for path in self.root.rglob("*")}
        _Disk(self._contents, self._entries, self._renames, current, luck).write(self.root.stat().st_ino, target)
        return target

    def _keep_content(self, path: Path) -> None:
        self._contents[self._pin(path)] = path.read_bytes()

    def _keep_entries(self, folder: Path) -> int:
        children = list(folder.iterdir())
        inode = self._pin(folder)
        self._entries[inode] = {path.name: self._pin(path) for path in children}
        for path in children:
            if path.is_dir():
                self._entries.setdefault(self._pin(path), {})
        return inode

    def _pin(self, path: Path) -> int:
        """The inode of a path, held open so that the system gives its number to no other file."""
        inode = path.stat().st_ino
        if inode not in self._pins:
            self._pins[inode] = os.open(path, os.O_RDONLY)
        return inode


def _place(path: Path) -> tuple[int, str]:
    return path.parent.stat().st_ino, path.name


@dataclass
class _Disk:
    """One state that a disk could be in. Files and folders are known by their inode numbers."""

    contents: dict[int, bytes]
    entries: dict[int, Entries]
    renames: list[tuple[tuple[int, str], tuple[int, str]]]
    current: dict[int, Path]
    luck: random.Random | None
    decided: dict[tuple[int, str], bool] = field(default_factory=dict)

    def write(self, folder: int, target: Path) -> None:
        target.mkdir()
        for name, inode in self.names(folder).items():
            if self.is_folder(inode):
                self.write(inode, target / name)
            else:
                (target / name).write_bytes(self.content(inode))

    def names(self, folder: int) -> Entries:
        durable = self.entries.get(folder, {})
        path = self.current.get(folder)
        now = {entry.name: entry.stat().st_ino for entry in path.iterdir()} if path else {}
        chosen: Entries = {}
        for name in sorted(durable.keys() | now.keys()):
            source = durable if durable.get(name) == now.get(name) or not self.reached((folder, name)) else now
            if name in source:
                chosen[name] = source[name]
        return chosen

    def reached(self, place: tuple[int, str]) -> bool:
        """Whether the change of a name reached the disk, though nobody synced it."""
        if place not in self.decided:
            reached = self.luck is not None and self.luck.random() < 0.5
            for linked in self.linked(place):
                self.decided[linked] = reached
        return self.decided[place]

    def linked(self, place: tuple[int, str]) -> set[tuple[int, str]]:
        group, grown = {place}, True
        while grown:
            larger = group | {end for pair in self.renames if group & set(pair) for end in pair}
            group, grown = larger, larger != group
        return group

    def is_folder(self, inode: int) -> bool:
        return inode in self.entries or (inode in self.current and self.current[inode].is_dir())

    def content(self, inode: int) -> bytes:
        durable = self.contents.get(inode, b"")
        now = self.current[inode].read_bytes() if inode in self.current else durable
        if self.luck is None:
            return durable
        if not now.startswith(durable):
            return self.luck.choice([durable, now])
        return durable + self.tail(now[len(durable) :], self.luck)

    def tail(self, unsynced: bytes, luck: random.Random) -> bytes:
        cut = unsynced[: luck.randint(0, len(unsynced))]
        zeros = bytes(luck.randint(0, len(unsynced) - len(cut)))
        blocks = [unsynced[at : at + BLOCK_BYTES] for at in range(0, len(unsynced), BLOCK_BYTES)]
        holes = b"".join(block if luck.random() < 0.5 else bytes(len(block)) for block in blocks)
        return luck.choice([cut, cut + zeros, holes])


class _Camera(CrashFiles):
    """Files that are pictured before a call takes effect: what is there then is what a loss of power would leave."""

    picture: Callable[[], None] | None = None

    def before(self, call: str, path: Path) -> None:
        super().before(call, path)
        if self.picture and len(self.calls) % EVERY == 1 % EVERY:
            self.picture()


def disks(root: Path, scratch: Path, work: Callable[[CrashFiles], object], *, lucks: int) -> Iterator[Path]:
    """What the disk may hold when the power is lost at some call of some work, each state once: with nothing that was
    not synced, with some of it, of so many kinds of luck, and with all of it, as after kill -9. The last is that of
    the work done.

    The work is done once, in `root`. Nothing of it runs on after the loss, as with real power.
    """
    files, seen, found, numbers = _Camera(root), set[bytes](), list[Path](), itertools.count()

    def picture() -> None:
        for kind in range(lucks + 2):
            target = scratch / f"disk-{next(numbers)}"
            if kind > lucks:
                shutil.copytree(root, target)
            else:
                files.after_power_loss(target, random.Random(len(files.calls) + kind) if kind else None)
            if (state := _state(target)) in seen:
                shutil.rmtree(target)
            else:
                seen.add(state)
                found.append(target)

    files.picture = picture
    work(files)
    picture()
    for each in found:
        yield each
        shutil.rmtree(each)


def _state(folder: Path) -> bytes:
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        told.update(f"{path.relative_to(folder)} {path.is_file()} {len(content)}\0".encode() + content)
    return told.digest()


def power_losses(
    scratch: Path, workload: Callable[[CrashFiles, list[int]], None]
) -> Iterator[tuple[CrashFiles, list[int]]]:
    """Runs a workload in fresh folders and loses the power at its first call, its second, … until a run gets through.

    The workload appends to its list what it was told is kept. Yields the files and that list after each run.
    """
    for number in itertools.count(1):
        root = scratch / f"run-{number}"
        root.mkdir()
        files, kept = CrashFiles(root, lose_power_at=number), []
        with suppress(PowerLoss):
            workload(files, kept)
        yield files, kept
        if not files.dead:
            return
