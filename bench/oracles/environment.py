"""Runs programs where the oracles are installed: chdb (embedded ClickHouse) and DuckDB. Hypercare imports none."""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def python() -> Path:
    """The Python of the oracles' environment. The first call installs what `requirements/oracles.txt` locks.

    Raises CalledProcessError where that fails; what went wrong stands on standard error.
    """
    made = subprocess.run([ROOT / "hc", "oracles"], stdout=subprocess.PIPE, text=True, check=True)
    return Path(made.stdout.strip())


def run(program: Path, arguments: Sequence[str | Path] = (), *, given: bytes = b"") -> bytes:
    """What a program prints that is run there with some arguments and `given` on its standard input.

    Raises CalledProcessError where it fails.
    """
    return subprocess.run([python(), program, *arguments], input=given, stdout=subprocess.PIPE, check=True).stdout
