"""What each vendor's client sends: a request with a batch of events of usual size, ready for the wire."""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Stands where a batch has its number, and is replaced by it before it is sent.
NUMBER = b"@@@@@@@@"
NUMBERED = NUMBER.decode()
EVENTS = 50
GA4_EVENTS = 25
"""GA4 takes no more in one request."""


@dataclass(frozen=True)
class Batch:
    """A request's path, body and headers beside the usual ones, and how many events it carries."""

    path: str
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    events: int = EVENTS


def encoded(vendor: str, token: str, sender: int) -> tuple[bytes, int]:
    """The bytes of a request, and its events."""
    batch = BATCHES[vendor](token, sender)
    body = json.dumps(batch.body, separators=(",", ":")).encode()
    head = [
        f"POST /ingest/{vendor}/{batch.path} HTTP/1.1",
        "Host: bench",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in batch.headers.items()),
    ]
    return "\r\n".join([*head, "", ""]).encode() + body, batch.events


def _properties(index: int) -> dict[str, Any]:
    return {
        "company_id": f"c{index % 40}",
        "platform": "android",
        "rows": 120 + index,
        "region": "Jakarta",
        "app_version": "4.12.1",
        "current_url": "https://example.com/orders/bulk",
    }


def _user(sender: int, index: int) -> str:
    return f"user-{sender}-{index}"


def _key(sender: int, index: int) -> str:
    return f"{sender:04d}-{index:02d}-{NUMBERED}"


def _iso() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def _basic(user: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:".encode()).decode()}


def _mixpanel(token: str, sender: int) -> Batch:
    own = {"token": token, "time": int(time.time()), "mp_lib": "python", "$lib_version": "5.1.0"}
    events = [
        {
            "event": f"step_{index % 5}",
            "properties": own
            | {"distinct_id": _user(sender, index), "$insert_id": _key(sender, index)}
            | _properties(index),
        }
        for index in range(EVENTS)
    ]
    return Batch("track", events)


def _clevertap(token: str, sender: int) -> Batch:
    events = [
        {
            "type": "event",
            "identity": _user(sender, index),
            "ts": int(time.time()),
            "evtName": f"step_{index % 5}",
            # The protocol has no key of its own: what is told apart is told apart by what it holds.
            "evtData": _properties(index) | {"order": _key(sender, index)},
        }
        for index in range(EVENTS)
    ]
    headers = {"X-CleverTap-Account-Id": "W9R-486-4W5Z", "X-CleverTap-Passcode": token}
    return Batch("1/upload", {"d": events}, headers)


def _segment(token: str, sender: int) -> Batch:
    context = {"library": {"name": "analytics-python", "version": "2.4.0"}}
    events = [
        {
            "type": "track",
            "userId": _user(sender, index),
            "event": f"step_{index % 5}",
            "timestamp": _iso(),
            "messageId": _key(sender, index),
            "context": context,
            "integrations": {},
            "properties": _properties(index),
        }
        for index in range(EVENTS)
    ]
    return Batch("v1/batch", {"batch": events, "sentAt": _iso()}, _basic(token))


def _posthog(token: str, sender: int) -> Batch:
    events = [
        {
            "event": f"step_{index % 5}",
            "distinct_id": _user(sender, index),
            "uuid": f"00000000-0000-4000-8{sender % 1000:03d}-{index:04d}{NUMBERED}",
            "timestamp": _iso(),
            "properties": {"$lib": "posthog-python", "$lib_version": "7.91.1"} | _properties(index),
        }
        for index in range(EVENTS)
    ]
    return Batch("batch/", {"api_key": token, "batch": events, "sent_at": _iso()})


def _amplitude(token: str, sender: int) -> Batch:
    events = [
        {
            "user_id": _user(sender, index),
            "event_type": f"step_{index % 5}",
            "time": int(time.time() * 1000),
            "insert_id": _key(sender, index),
            "library": "amplitude-python/1.3.0",
            "platform": "android",
            "event_properties": _properties(index),
        }
        for index in range(EVENTS)
    ]
    return Batch("2/httpapi", {"api_key": token, "events": events})


def _ga4(token: str, sender: int) -> Batch:
    events = [
        {
            "name": f"step_{index % 5}",
            "params": {"session_id": "1790042400", "engagement_time_msec": "100", "order": _key(sender, index)}
            | _properties(index),
        }
        for index in range(GA4_EVENTS)
    ]
    path = f"mp/collect?measurement_id=G-ABC123&api_secret={token}"
    body = {"client_id": f"{sender}.1790042400", "user_id": _user(sender, 0), "events": events}
    return Batch(path, body, events=GA4_EVENTS)


def _json(token: str, sender: int) -> Batch:
    events = [
        {
            "event": f"step_{index % 5}",
            "time": _iso(),
            "user": _user(sender, index),
            "key": _key(sender, index),
            "properties": _properties(index),
        }
        for index in range(EVENTS)
    ]
    return Batch("events", events, {"Authorization": f"Bearer {token}"})


BATCHES: Mapping[str, Callable[[str, int], Batch]] = {
    "mixpanel": _mixpanel,
    "clevertap": _clevertap,
    "segment": _segment,
    "rudder": _segment,
    "posthog": _posthog,
    "amplitude": _amplitude,
    "ga4": _ga4,
    "json": _json,
}
