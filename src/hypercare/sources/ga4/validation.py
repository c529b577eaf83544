"""What GA4's validation server would say of a request: rules that Google Analytics has, and Hypercare has not.

Hypercare keeps what breaks them. The codes are the documented ones, the sentences our own.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

# Documented limits of a request, and of names and values in it.
EVENTS, PARAMS, USER_PROPERTIES, REQUEST_BYTES = 25, 25, 25, 130_000
NAME, VALUE, USER_NAME, USER_VALUE = 40, 100, 24, 36
LONGER_VALUES = {"page_location": 1_000, "page_referrer": 420, "page_title": 300}
RESERVED_PREFIXES = ("_", "firebase_", "ga_", "google_", "gtag.")
RESERVED_USER_PROPERTIES = frozenset(
    ("first_open_time", "first_visit_time", "last_deep_link_referrer", "user_id", "first_open_after_install")
)
RESERVED_EVENTS = frozenset(
    (
        *("ad_activeview", "ad_click", "ad_exposure", "ad_query", "ad_reward", "adunit_exposure"),
        *("app_background", "app_clear_data", "app_exception", "app_remove", "app_store_refund"),
        *("app_update", "app_upgrade", "dynamic_link_app_open", "dynamic_link_app_update"),
        *("dynamic_link_first_open", "error", "firebase_campaign", "firebase_in_app_message_action"),
        *("firebase_in_app_message_dismiss", "firebase_in_app_message_impression", "first_open"),
        *("first_visit", "in_app_purchase", "notification_dismiss", "notification_foreground"),
        *("notification_open", "notification_receive", "notification_send", "os_update", "session_start"),
        *("session_start_with_rollout", "user_engagement"),
    )
)
# Letters of any language; no name begins with a digit or an underscore.
_NAME = re.compile(r"[^\W\d_]\w*")
MOST_MESSAGES = 200
"""Messages that are told one by one."""


@dataclass(frozen=True)
class Message:
    """One thing that is wrong: where, what, and one of Google's codes."""

    path: str
    says: str
    code: str

    def document(self) -> Mapping[str, str]:
        """In the form of GA4's answer."""
        return {"fieldPath": self.path, "description": self.says, "validationCode": self.code}


def messages(body: bytes, query: Mapping[str, str]) -> Iterator[Message]:
    """What GA4 has against a request of the Measurement Protocol, beside what cannot be read at all."""
    if not query.get("measurement_id") and not query.get("firebase_app_id"):
        yield Message("measurement_id", "Measurement requires a measurement_id or a firebase_app_id.", "VALUE_REQUIRED")
    if len(body) > REQUEST_BYTES:
        yield Message("", f"The request must have at most {REQUEST_BYTES} bytes.", "VALUE_OUT_OF_BOUNDS")
    twice: list[str] = []
    try:
        said = json.loads(body, object_pairs_hook=lambda pairs: _object(pairs, twice))
    except (ValueError, RecursionError):
        return
    yield from (Message(name, f"The name {name} is given more than once.", "NAME_DUPLICATED") for name in twice)
    if isinstance(said, dict):
        yield from _user_properties(said.get("user_properties"))
        yield from _events(said.get("events"))


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs) and len(twice) < MOST_MESSAGES:
        counts = Counter(name for name, _ in pairs)
        twice += islice((name for name, count in counts.items() if count > 1), MOST_MESSAGES)
    return found


def _events(events: Any) -> Iterator[Message]:
    listed = [events] if isinstance(events, dict) else events if isinstance(events, list) else []
    if len(listed) > EVENTS:
        yield Message("events", f"A request must have at most {EVENTS} events.", "EXCEEDED_MAX_ENTITIES")
    for index, event in enumerate(listed):
        if isinstance(event, dict):
            yield from _event(event, index)


def _event(event: Mapping[str, Any], index: int) -> Iterator[Message]:
    name, params = event.get("name"), event.get("params")
    if isinstance(name, str) and name:
        yield from _named(name, NAME, "events", f"Event at index: [{index}]")
        if name in RESERVED_EVENTS:
            yield Message("events", f"Event at index: [{index}] has reserved name [{name[:NAME]}].", "NAME_RESERVED")
    if not isinstance(params, dict):
        return
    if len(params) > PARAMS:
        says = f"Event at index: [{index}] must have at most {PARAMS} parameters."
        yield Message("events.params", says, "EXCEEDED_MAX_ENTITIES")
    for param, value in params.items():
        path = f"events.params.{param[:NAME]}"
        yield from _named(param, NAME, path, f"Parameter of the event at index: [{index}]")
        yield from _valued(value, LONGER_VALUES.get(param, VALUE), path, f"Parameter [{param[:NAME]}]")


def _user_properties(given: Any) -> Iterator[Message]:
    if not isinstance(given, dict):
        return
    if len(given) > USER_PROPERTIES:
        says = f"A request must have at most {USER_PROPERTIES} user properties."
        yield Message("user_properties", says, "EXCEEDED_MAX_ENTITIES")
    for name, value in given.items():
        path = f"user_properties.{name[:NAME]}"
        yield from _named(name, USER_NAME, path, "User property")
        if name in RESERVED_USER_PROPERTIES:
            yield Message(path, f"User property has reserved name [{name}].", "NAME_RESERVED")
        plain = value.get("value") if isinstance(value, dict) else value
        yield from _valued(plain, USER_VALUE, path, f"User property [{name[:NAME]}]")


def _named(name: str, longest: int, path: str, what: str) -> Iterator[Message]:
    shown = name[:NAME]
    if name.startswith(RESERVED_PREFIXES) and path != "events":
        yield Message(path, f"{what} has reserved name [{shown}].", "NAME_RESERVED")
    elif not _NAME.fullmatch(name):
        says = f"{what} has invalid name [{shown}]. Names begin with a letter and hold letters, digits and underscores."
        yield Message(path, says, "NAME_INVALID")
    elif name.startswith(RESERVED_PREFIXES):
        yield Message(path, f"{what} has reserved name [{shown}].", "NAME_RESERVED")
    if len(name) > longest:
        yield Message(path, f"{what} has a name of more than {longest} characters [{shown}].", "VALUE_OUT_OF_BOUNDS")


def _valued(value: Any, longest: int, path: str, what: str) -> Iterator[Message]:
    if isinstance(value, str) and len(value) > longest:
        yield Message(path, f"{what} has a value of more than {longest} characters.", "VALUE_OUT_OF_BOUNDS")
