"""What to paste into Segment's official clients, so that they send here."""

import json
from urllib.parse import urlsplit

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its language. `url` is the receiver's, as http://127.0.0.1:8701/ingest/segment."""
    parts = urlsplit(url)
    key = json.dumps({"integrations": {"Segment.io": {"apiKey": token}}})
    host = json.dumps(
        {"integrations": {"Segment.io": {"apiHost": f"{parts.netloc}{parts.path}/v1", "protocol": parts.scheme}}}
    )
    node = f'host: "{parts.scheme}://{parts.netloc}", path: "{parts.path}/v1/batch"'
    return {
        "python": f'analytics.write_key, analytics.host = "{token}", "{url}"',
        "node": f'const analytics = new Analytics({{writeKey: "{token}", {node}}});',
        "browser": f'const analytics = AnalyticsBrowser.load({{writeKey: "{token}", cdnSettings: {key}}}, {host});',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"userId": "me", "event": "hello_hypercare", "properties": {"from": FROM_CURL}}
    return f"curl -sS {url}/v1/track -u {token}: -H 'Content-Type: application/json' -d '{json.dumps(event)}'"
