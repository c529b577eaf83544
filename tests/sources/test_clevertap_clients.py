"""CleverTap's official Node client, unchanged, pointed at a served gateway."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from patience import PATIENCE_S
from sources.doors import Served, served, token_of

pytestmark = pytest.mark.slow

CLIENTS = Path(__file__).parent.parent / "clients"
DEVICE = "-2ce3cca260664f70b82b1c6bb505f462"


def driven(gateway: Served) -> Any:
    """What the client was answered to each of its calls."""
    assert (CLIENTS / "node_modules" / "clevertap").is_dir(), "run: npm install (in tests/clients)"
    node = shutil.which("node")
    assert node, "node is missing, run: apt-get install nodejs npm"
    told = subprocess.run(
        [node, "clevertap_node.js", f"{gateway.base}/clevertap", token_of("clevertap")],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return json.loads(told.stdout)


def test_node_client() -> None:
    with served() as gateway:
        told = driven(gateway)
    check_answers(told)
    rows = gateway.shelf.decoded()
    assert [(row.reason, row.field) for row in rows.rejected] == [("id_placeholder", "identity")]
    names = [row.event for row in rows.events]
    assert names[:5] == ["node_opened", "Charged", "node_anonymous", "node_viewed", "node_partly"]
    assert names[5:] == ["node_many"] * 250
    assert len({row.key for row in rows.events}) == 255
    assert [(row.user_key, row.anon_key) for row in rows.events[:4]] == [
        ("n1", None),
        ("n1", None),
        (None, DEVICE),
        (None, "FBID:34322423"),
    ]
    assert json.loads(rows.events[0].props) == {"rows": 120, "note": "emoji 😺 & ü"}
    assert [item["Category"] for item in json.loads(rows.events[1].props)["Items"]] == ["books", "toys"]
    assert [(row.name, row.op) for row in rows.traits] == [
        ("plan", "set"),
        ("Phone", "set"),
        ("tags", "union"),
        ("logins", "add"),
    ]
    assert [(row.kind, row.key, row.user) for row in rows.aliases] == [("identify", DEVICE, "n1")]


def check_answers(told: Any) -> None:
    assert told["mixed"] == {"status": "success", "processed": 5, "unprocessed": []}
    assert (told["partial"]["status"], told["partial"]["processed"]) == ("partial", 1)
    assert [each["code"] for each in told["partial"]["unprocessed"]] == [523]
    assert [each["processed"] for each in told["many"]] == [100, 100, 50]
    assert (told["events"], told["profiles"]) == ([], [])
    assert told["profile"] == {"status": "success", "record": {}}
    assert [told[each]["code"] for each in ("counts", "deleted", "stranger")] == [403, 403, 401]
    assert told["tokens"]["status"] == "success"
