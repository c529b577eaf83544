"""What to write to send JSON here, in the languages that most have at hand."""

import json
from typing import Any

from hypercare.sources.receiver import FROM_CURL


def _event(client: str) -> dict[str, Any]:
    return {"event": "hello_hypercare", "user": "me", "properties": {"from": client}}


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each language. `url` is the receiver's, as http://127.0.0.1:8701/ingest/json."""
    headers = json.dumps({"Authorization": f"Bearer {token}"})
    told = json.dumps({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    python, browser = json.dumps([_event("python")]), json.dumps([_event("javascript")])
    return {
        "curl": try_line(url, token),
        "python": f'httpx.post("{url}/events", headers={headers}, json={python})',
        "javascript": f'fetch("{url}/events", {{method: "POST", headers: {told}, body: JSON.stringify({browser})}})',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    body = json.dumps(_event(FROM_CURL))
    return f"curl -sS {url}/events -H 'Authorization: Bearer {token}' -d '{body}'"
