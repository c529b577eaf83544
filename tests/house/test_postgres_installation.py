"""A whole installation whose ledger is a real PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postgres import PostgresServer

LAUNCH = "biza-bulk-upload"
VERBS = [sys.executable, "-c", "from hypercare.cli.main import main; main()"]


@pytest.mark.slow
def test_the_demo_is_judged_replayed_and_audited_on_postgresql(tmp_path: Path, postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()

    def verb(*words: str, expected: int = 0) -> Any:
        ran = subprocess.run(
            [*VERBS, *words, "--data", str(tmp_path / "data"), "--json"],
            env=os.environ | {"HYPERCARE_DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == expected, ran.stderr
        assert postgres_server.password not in ran.stdout + ran.stderr
        return json.loads(ran.stdout)

    demo = verb("demo", "--no-serve")
    shown = next(each for each in demo["verdicts"] if each["day"] == 60)
    again = verb("verdict", LAUNCH, "--as-of", shown["as_of"], expected=1)
    assert again["recommendation"] == shown["recommendation"]
    replayed = verb("replay", again["id"])
    assert (replayed["same"], replayed["source"]) == (True, "facts")
    assert verb("audit")["ok"]
    assert not (tmp_path / "data" / "hypercare.sqlite3").exists()
