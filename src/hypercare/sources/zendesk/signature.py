"""Zendesk's signature: who sent a request, and that nobody changed it or sends it again much later."""

import base64
import hmac
import re
from collections.abc import Iterator
from hashlib import sha256

from hypercare.model.instant import SECOND_US
from hypercare.sources.instants import micros_or_iso
from hypercare.sources.reasons import Unfit
from hypercare.sources.receiver import Request

SIGNATURE, TIMESTAMP = "x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"
HEADERS = (SIGNATURE, TIMESTAMP)
FRESH_US = 3600 * SECOND_US
"""How far the time of the signature may be from the receipt. Zendesk tries again within minutes, and a ticket that is
told twice counts once, so that this only bounds what a recorded request is good for."""
_SECRETS = re.compile(r"[,\s]+")


def secrets_in(setting: str) -> list[str]:
    """The signing secrets of a setting: one for each webhook that sends by the same token."""
    return [secret for secret in _SECRETS.split(setting) if secret]


def signed(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body at a time, as Zendesk sends it."""
    return base64.b64encode(hmac.digest(secret.encode(), timestamp.encode() + body, sha256)).decode()


def is_signed(request: Request, setting: str) -> bool:
    """Whether a request was signed with one of the secrets, about when it came."""
    timestamp = request.headers.get(TIMESTAMP, "").strip()
    given = request.headers.get(SIGNATURE, "").strip().encode()
    # All of them are tried, so that the time it takes says nothing.
    fits = [hmac.compare_digest(each, given) for each in _expected(request, setting, timestamp)]
    return any(fits) and _is_fresh(timestamp, request.received)


def _expected(request: Request, setting: str, timestamp: str) -> Iterator[bytes]:
    return (signed(secret, timestamp, request.body).encode() for secret in secrets_in(setting))


def _is_fresh(timestamp: str, received: int) -> bool:
    try:
        return abs(micros_or_iso(timestamp, TIMESTAMP) - received) <= FRESH_US
    except (Unfit, OverflowError):
        return False
