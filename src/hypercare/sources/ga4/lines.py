"""What to paste into GA4's clients, so that they send here."""

import json

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client, by its name. `url` is the receiver's. `G-XXXXXXX` and the like are one's own."""
    endpoint = f"{url}/mp/collect?measurement_id=G-XXXXXXX&api_secret={token}"
    return {
        "gtag.js": f'gtag("config", "G-XXXXXXX", {{server_container_url: "{url}", api_secret: "{token}"}});',
        "measurement protocol": f"POST {endpoint}",
        "ga4mp (Python)": f'ga = GtagMP("{token}", "G-XXXXXXX", client_id); ga._base_domain = "{url}/mp/collect"',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    body = json.dumps({"client_id": "me.1", "events": [{"name": "hello_hypercare", "params": {"from": FROM_CURL}}]})
    endpoint = f"{url}/mp/collect?measurement_id=G-XXXXXXX&api_secret={token}"
    return f"curl -sS '{endpoint}' -H 'Content-Type: application/json' -d '{body}'"
