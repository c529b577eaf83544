"""The command line, called as people call it: in this process, or in one of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypercare.app import site
from hypercare.cli.main import outcome

PROGRAM = (sys.executable, "-c", "from hypercare.cli.main import main; main()")


@dataclass(frozen=True)
class Ran:
    """How a verb ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on standard output."""
        return json.loads(self.out)


def run(*words: object, **environment: str) -> Ran:
    """Runs a verb in this process. Settings go by their names without the prefix: `clock="2026-10-22T08:00Z"`."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.StringIO()
    with _set(environment), redirect_stdout(out), redirect_stderr(err):
        try:
            code = outcome([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            site.close()
    written = out.buffer
    assert isinstance(written, io.BytesIO)
    return Ran(code, written.getvalue().decode(), err.getvalue())


def run_apart(*words: object, cwd: Path | None = None, **environment: str) -> Ran:
    """Runs a verb in a process of its own."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)], capture_output=True, cwd=cwd, env=os.environ | _named(environment), check=False
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*words: object, **environment: str) -> subprocess.Popen[bytes]:
    """Starts a verb in a process of its own, and does not wait."""
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | _named(environment),
    )


def _named(environment: Mapping[str, str]) -> dict[str, str]:
    return {f"HYPERCARE_{name.upper()}": value for name, value in environment.items()}


@contextmanager
def _set(environment: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(_named(environment))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
