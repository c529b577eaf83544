import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from hypercare.app import site
from hypercare.ledger import chain, setup
from hypercare.model.errors import BadInput, Damaged, Refused, Unreachable
from postgres import PostgresServer

PASSWORD = "s3cr3t-pa55"


@pytest.fixture(autouse=True)
def _closed() -> object:
    yield
    site.close()


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_ledger_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    site.configure(tmp_path / "new" / "data", None)
    assert setup.migrate()
    assert (tmp_path / "new" / "data" / "hypercare.sqlite3").is_file()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("journal_mode", "wal", id="readers and a writer at once"),
        pytest.param("synchronous", 2, id="a commit survives power loss"),
        pytest.param("foreign_keys", 1, id="references hold"),
        pytest.param("busy_timeout", 30_000, id="writers wait for each other"),
    ],
)
def test_sqlite_keeps_what_it_was_given(tmp_path: Path, name: str, value: object) -> None:
    site.configure(tmp_path, None)
    assert pragma(name) == value


def test_configuring_again_keeps_the_connection(tmp_path: Path) -> None:
    site.configure(tmp_path, None)
    connection.ensure_connection()
    before = connection.connection
    site.configure(tmp_path, None)
    assert connection.connection is before


def test_another_folder_is_another_ledger(tmp_path: Path) -> None:
    for name in ("a", "b"):
        site.configure(tmp_path / name, None)
        assert setup.migrate()
        assert connection.settings_dict["NAME"] == str(tmp_path / name / "hypercare.sqlite3")


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    site.configure(tmp_path / "a", None)
    secret = (tmp_path / "a" / "secret").read_text()
    assert secret == settings.SECRET_KEY
    assert len(secret) > 50
    assert stat.S_IMODE((tmp_path / "a" / "secret").stat().st_mode) == 0o600
    site.configure(tmp_path / "b", None)
    assert secret != settings.SECRET_KEY
    site.configure(tmp_path / "a", None)
    assert secret == settings.SECRET_KEY
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["secret"]


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    found: list[str] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        found.append(site._secret(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 8


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreachable, match="file/data"):
        site.configure(tmp_path / "file" / "data", None)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "hypercare.sqlite3").write_bytes(b"no database at all, but long enough to be one" * 100)
    site.configure(tmp_path, None)
    with pytest.raises(Damaged, match=r"hypercare\.sqlite3.*restore"):
        chain.head()


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(f"mysql://ana:{PASSWORD}@db/ledger", id="another engine"),
        pytest.param(f"postgresql://ana:{PASSWORD}@db", id="no database"),
        pytest.param(f"postgresql://ana:{PASSWORD}/x@db:5432/ledger", id="slash in the password"),
        pytest.param(f"postgresql://ana:{PASSWORD}@db:port/ledger", id="port that is no number"),
        pytest.param(f"postgresql://[ana:{PASSWORD}@db/ledger", id="torn address"),
        pytest.param(PASSWORD, id="no address"),
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match="HYPERCARE_DATABASE_URL") as caught:
        site.configure(tmp_path, url)
    assert PASSWORD not in _all_said(caught.value)


def test_an_address_is_taken_apart(tmp_path: Path) -> None:
    site.configure(tmp_path, "postgresql://a%40b:p%2Fw%3A@db.example.com:6432/led%20ger?sslmode=require")
    known = connection.settings_dict
    assert [known[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *("a@b", "p/w:", "db.example.com", "6432", "led ger")
    ]
    assert known["OPTIONS"]["sslmode"] == "require"
    assert known["OPTIONS"]["pool"]


@pytest.mark.slow
def test_a_wrong_password_says_so_without_quoting_it(
    tmp_path: Path, postgres_server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    site.configure(tmp_path, postgres_server.url("postgres").replace(postgres_server.password, PASSWORD))
    with pytest.raises(Unreachable, match="password authentication failed") as caught:
        chain.head()
    assert PASSWORD not in _all_said(caught.value)
    assert PASSWORD not in caplog.text


@pytest.mark.slow
def test_a_user_who_may_not_make_tables_is_told(tmp_path: Path, postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    with psycopg.connect(url) as owner:
        owner.execute("DROP ROLE IF EXISTS guest")
        owner.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    site.configure(tmp_path, url.replace(f"keeper:{postgres_server.password}", "guest:guest"))
    with pytest.raises(Refused, match="owner of the database"):
        setup.migrate()


@pytest.mark.slow
def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    site.configure(tmp_path, f"postgresql://ana:{PASSWORD}@127.0.0.1:1/ledger")
    with pytest.raises(Unreachable, match=r"ana@127\.0\.0\.1:1/ledger.*refused") as caught:
        chain.head()
    assert PASSWORD not in _all_said(caught.value)


@pytest.mark.slow
def test_connections_that_the_server_cut_are_replaced(tmp_path: Path, postgres_server: PostgresServer) -> None:
    site.configure(tmp_path, postgres_server.new_database())
    setup.migrate()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    connection.close()
    postgres_server.cut(process)
    assert chain.head().sequence == 0


def _all_said(error: BaseException | None) -> str:
    """What a traceback would show: the error, and what it came from."""
    said = ""
    while error is not None:
        said += repr(error) + str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return said


START = """
import sys
sys.modules[{missing!r}] = None
from pathlib import Path
from hypercare.app import site
from hypercare.model.errors import BadInput
try:
    site.configure(Path({folder!r}), "postgresql://ana:pw@db/ledger")
except BadInput as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["psycopg", "psycopg_pool"])
def test_a_missing_driver_names_the_line_that_installs_it(tmp_path: Path, missing: str) -> None:
    code = START.format(missing=missing, folder=str(tmp_path))
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert missing in said.stdout
    assert "pip install 'hypercare[postgres]'" in said.stdout


START_UP = """
from pathlib import Path
from hypercare.app import site
site.configure(Path({folder!r}), None)
from hypercare.ledger import chain
chain.head()
import sys
print(*sorted(name for name in sys.modules if name.startswith(("psycopg", "numpy", "hypercare.lake"))))
"""


@pytest.mark.slow
def test_a_question_to_sqlite_loads_no_other_driver(tmp_path: Path) -> None:
    site.configure(tmp_path, None)
    setup.migrate()
    environment = {name: value for name, value in os.environ.items() if name != "HYPERCARE_DATABASE_URL"}
    said = subprocess.run(
        [sys.executable, "-c", START_UP.format(folder=str(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert said.stdout.strip() == ""
