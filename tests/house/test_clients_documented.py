"""The clients that the manual says are run are those that are locked, at their versions."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = re.findall(r"`([@a-z0-9/-]+)` (\d+\.\d+\.\d+)", (ROOT / "docs/receivers.md").read_text())


def locked() -> tuple[dict[str, str], dict[str, str]]:
    python = dict(re.findall(r"^([a-z0-9-]+)==([0-9.]+)", (ROOT / "requirements/dev.txt").read_text(), re.MULTILINE))
    node = json.loads((ROOT / "tests/clients/package.json").read_text())["dependencies"]
    return python, node


@pytest.mark.parametrize(("client", "version"), TABLE)
def test_a_documented_client_is_locked_at_its_version(client: str, version: str) -> None:
    assert version in {found.get(client) for found in locked()}


def test_every_locked_client_is_documented() -> None:
    _, node = locked()
    assert set(node) <= {client for client, _ in TABLE}
