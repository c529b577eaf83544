"""Whose turn it is to run a probe: of one installation, never two at once, in whatever process."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

Named = tuple[str, str]
"""A probe by its launch and its name."""


@contextmanager
def turns(data: Path, probes: Sequence[Named], *, waits: bool) -> Iterator[frozenset[Named]]:
    """Those of the probes that nobody else is running; while this is held, nobody else runs them.

    With `waits` all of them, once the others have done. They are taken in the same order everywhere, so that two who
    wait do not wait for each other. Gone with the process that holds them.
    """
    folder = data / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        yield frozenset(each for each in sorted(set(probes)) if _taken(folder, each, held, waits=waits))


def _taken(folder: Path, probe: Named, held: ExitStack, *, waits: bool) -> bool:
    name = hashlib.sha256("\0".join(probe).encode()).hexdigest()[:32]
    descriptor = os.open(folder / f"probe-{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(descriptor)
        return False
    held.callback(os.close, descriptor)
    return True
