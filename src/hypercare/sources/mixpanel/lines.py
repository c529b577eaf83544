"""What to paste into Mixpanel's official clients, so that they send here."""

import json
from urllib.parse import urlsplit

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its language. `url` is the receiver's, as http://127.0.0.1:8701/ingest/mixpanel."""
    parts = urlsplit(url)
    ends = {"events_url": "track", "people_url": "engage", "groups_url": "groups", "import_url": "import"}
    consumer = ", ".join(f'{name}="{url}/{end}"' for name, end in ends.items())
    node = f'{{host: "{parts.netloc}", path: "{parts.path}", protocol: "{parts.scheme}"}}'
    return {
        "python": f'mp = Mixpanel("{token}", consumer=Consumer({consumer}))',
        "node": f'const mixpanel = Mixpanel.init("{token}", {node});',
        "browser": f'mixpanel.init("{token}", {{api_host: "{url}"}});',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"event": "hello_hypercare", "properties": {"token": token, "distinct_id": "me", "from": FROM_CURL}}
    return f"curl -sS {url}/track -H 'Content-Type: application/json' -d '{json.dumps([event])}'"
