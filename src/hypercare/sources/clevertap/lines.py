"""What to paste into CleverTap's clients, so that they send here."""

import json

from hypercare.sources.receiver import FROM_CURL


def client_lines(url: str, token: str) -> dict[str, str]:
    """The line for each client. `url` is the receiver's, as http://127.0.0.1:8701/ingest/clevertap."""
    headers = {"X-CleverTap-Account-Id": "any", "X-CleverTap-Passcode": token}
    return {
        "node": f'const clevertap = CleverTap.init("any", "{token}"); clevertap.api.apiEndpoint = "{url}/1";',
        "python": f'httpx.post("{url}/1/upload", headers={json.dumps(headers)}, json={{"d": records}})',
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one event, for a shell."""
    event = {"type": "event", "identity": "me", "evtName": "hello_hypercare", "evtData": {"from": FROM_CURL}}
    headers = f"-H 'X-CleverTap-Account-Id: any' -H 'X-CleverTap-Passcode: {token}'"
    body = json.dumps({"d": [event]})
    return f"curl -sS {url}/1/upload {headers} -H 'Content-Type: application/json' -d '{body}'"
