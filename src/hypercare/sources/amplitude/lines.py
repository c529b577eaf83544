"""What to paste into Amplitude's official clients, so that they send here."""

import json

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its language. `url` is the receiver's."""
    browser = f'{{serverUrl: "{url}/2/httpapi", remoteConfig: {{fetchRemoteConfig: false}}}}'
    return {
        "browser": f'amplitude.init("{token}", {browser});',
        "node": f'amplitude.init("{token}", {{serverUrl: "{url}/2/httpapi"}});',
        "python": f'client = Amplitude("{token}", Config(server_url="{url}/2/httpapi"))',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"event_type": "hello_hypercare", "user_id": "me@example.com", "event_properties": {"from": FROM_CURL}}
    body = json.dumps({"api_key": token, "events": [event]})
    return f"curl -sS {url}/2/httpapi -H 'Content-Type: application/json' -d '{body}'"
