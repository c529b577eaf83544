"""A real PostgreSQL for tests: started once in a folder of its own, on a free loopback port, gone at the end."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from patience import PATIENCE_S
from ports import free_port

BINARIES = Path("/usr/lib/postgresql")
PACKAGE_LINE = "no PostgreSQL here to test with. Fix: apt-get install postgresql"
USER = "keeper"
# Nothing of this server outlives the tests, so it need not sync.
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=40"


@dataclass(frozen=True)
class PostgresServer:
    """A running server. Its password is asked for, as on a real one."""

    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"ledger_{secrets.token_hex(4)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def cut(self, process: int) -> None:
        """Ends the server's process behind a connection, as a restart of the server would."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(%s)", [process])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="hypercare-postgres-"))
    run = _Runner(folder)
    try:
        server = PostgresServer(port=free_port(), password=secrets.token_hex(12))
        password_file = folder / "password"
        password_file.write_text(server.password)
        run.own(folder, password_file)
        data = folder / "data"
        run(
            *(binaries / "initdb", "-D", data, "-U", USER, "--pwfile", password_file),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )
        options = f"-p {server.port} -h 127.0.0.1 -k {folder} {SETTINGS}"
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield server
        finally:
            run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


class _Runner:
    """Runs PostgreSQL's programs as somebody who is not root: they refuse to run as root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.user = pwd.getpwnam(_unprivileged()) if os.geteuid() == 0 else None

    def own(self, *paths: Path) -> None:
        for path in paths if self.user else ():
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def __call__(self, *command: str | Path) -> None:
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        done = subprocess.run(
            [str(word) for word in command],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_S,
            check=False,
            **who,
        )
        if done.returncode:
            pytest.fail(f"{Path(str(command[0])).name} failed: {done.stderr}", pytrace=False)


def _binaries() -> Path:
    found = [path.parent for path in BINARIES.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail(PACKAGE_LINE, pytrace=False)
    return max(found, key=lambda path: float(path.parent.name)) if found else Path(on_path).parent


def _unprivileged() -> str:
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
