"""What to paste into RudderStack's official clients, so that they send here."""

import json

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its language. `url` is the receiver's, as http://127.0.0.1:8701/ingest/rudder."""
    return {
        "browser": f'rudderanalytics.load("{token}", "{url}", {{configUrl: "{url}"}});',
        "python": f'rudder_analytics.write_key, rudder_analytics.dataPlaneUrl = "{token}", "{url}"',
        "node": f'const client = new RudderAnalytics("{token}", {{dataPlaneUrl: "{url}"}});',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"userId": "me", "event": "hello_hypercare", "properties": {"from": FROM_CURL}}
    return f"curl -sS {url}/v1/track -u {token}: -H 'Content-Type: application/json' -d '{json.dumps(event)}'"
