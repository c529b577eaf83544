"""What to paste into PostHog's official clients, so that they send here."""

import json

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its language. `url` is the receiver's, as http://127.0.0.1:8701/ingest/posthog."""
    return {
        "browser": f'posthog.init("{token}", {{api_host: "{url}"}});',
        "python": f'posthog = Posthog("{token}", host="{url}")',
        "node": f'const posthog = new PostHog("{token}", {{host: "{url}"}});',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"api_key": token, "event": "hello_hypercare", "distinct_id": "me", "properties": {"from": FROM_CURL}}
    return f"curl -sS {url}/i/v0/e/ -H 'Content-Type: application/json' -d '{json.dumps(event)}'"
