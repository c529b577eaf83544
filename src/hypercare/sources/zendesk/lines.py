"""What to enter in Zendesk, so that its webhooks send here."""

import json

from hypercare.sources.zendesk.torn import FIELDS

PLACEHOLDERS = {
    "ticket_id": "ticket.id",
    "created_at": "ticket.created_at_with_timestamp",
    "updated_at": "ticket.updated_at_with_timestamp",
    "status": "ticket.status",
    "priority": "ticket.priority",
    "via": "ticket.via",
    "tags": "ticket.tags",
    "group": "ticket.group.name",
    "satisfaction": "satisfaction.current_rating",
    "language": "ticket.requester.language",
    "requester_id": "ticket.requester.id",
    "requester_external_id": "ticket.requester.external_id",
    "requester_email": "ticket.requester.email",
    "organization": "ticket.organization.name",
    "organization_external_id": "ticket.organization.external_id",
    "subject": "ticket.title",
    "description": "ticket.description",
}


def trigger_body() -> str:
    """The JSON body of a trigger, to paste: a field a line."""
    return json.dumps({name: "{{" + PLACEHOLDERS[name] + "}}" for name in FIELDS}, indent=2)


def client_lines(url: str, token: str) -> dict[str, str]:
    """What to enter where. `url` is the receiver's, as http://127.0.0.1:8701/ingest/zendesk."""
    return {
        "webhook": f"Endpoint URL {url}/  POST, JSON, Authentication: Bearer token {token}",
        "then": "hypercare token set ID signing_secret=-   (Zendesk shows it once the webhook is made)",
        "trigger": json.dumps({name: "{{" + PLACEHOLDERS[name] + "}}" for name in FIELDS}),
    }


def try_line(url: str, token: str) -> str:
    """A command that sends one ticket, for a shell; it asks for the signing secret where $SECRET is not set."""
    body = json.dumps({"ticket_id": "1", "status": "open", "subject": "hello from curl"})
    sign = 'printf %s "$T$B" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64'
    headers = (
        f"-H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' "
        f'-H "X-Zendesk-Webhook-Signature-Timestamp: $T" -H "X-Zendesk-Webhook-Signature: $({sign})"'
    )
    ask = '[ "$SECRET" ] || { printf "Signing secret: "; read -r SECRET; }'
    return f"{ask}; T=$(date -u +%Y-%m-%dT%H:%M:%SZ); B='{body}'; curl -sS {url}/ {headers} -d \"$B\""
