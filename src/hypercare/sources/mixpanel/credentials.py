"""Whose data a request brings: Basic authentication, else the token that each record carries."""

import re
from typing import Any

import msgspec

from hypercare.model.ports import Credential, TokenBook
from hypercare.sources import credentials
from hypercare.sources.mixpanel.decode import PROFILES
from hypercare.sources.reasons import Unfit
from hypercare.sources.records import MALFORMED, object_of

VENDOR_NAME = "mixpanel"
_SECRET = re.compile(rb'("\$?token"\s*:\s*)"(?:[^"\\]|\\.)*+"')


class _Holder(msgspec.Struct, gc=False):
    token: str = ""


class _Event(msgspec.Struct, gc=False):
    properties: _Holder


class _Profile(msgspec.Struct, gc=False):
    token: str = msgspec.field(default="", name="$token")


_EVENTS = msgspec.json.Decoder(list[_Event])
_PROFILES = msgspec.json.Decoder(list[_Profile])


def find(secret: str, tokens: TokenBook) -> Credential | None:
    """The credential behind a secret, when it was made for Mixpanel's clients."""
    return credentials.find(secret, VENDOR_NAME, tokens)


def basic_owner(header: str, tokens: TokenBook) -> Credential | None:
    """Whom Basic authentication names.

    Our token stands as the user (a project token) or as the password (a service account's secret).
    """
    return credentials.basic_owner(header, VENDOR_NAME, tokens)


def batch_secrets(path: str, body: bytes) -> list[str] | None:
    """The tokens of all records of a JSON array, read at once; None when some record needs a closer look."""
    try:
        if path in PROFILES:
            return [profile.token for profile in _PROFILES.decode(body)]
        return [event.properties.token for event in _EVENTS.decode(body)]
    except MALFORMED:
        return None


def secret_of(path: str, raw: bytes) -> str | None:
    """The token of one record, empty where there is none; None when the record is not a JSON object."""
    try:
        record = object_of(raw)
    except Unfit:
        return None
    holder: Any = record if path in PROFILES else record.get("properties")
    secret = holder.get("$token" if path in PROFILES else "token") if isinstance(holder, dict) else None
    return secret if isinstance(secret, str) else ""


def blanked(body: bytes, secret: str) -> bytes:
    """The body without this token of ours: a secret stays out of the log, and a new one does not change any digest."""
    try:
        return credentials.blanked(body, secret)
    except ValueError:
        return all_blanked(body)


def all_blanked(body: bytes) -> bytes:
    """The body without any token."""
    return _SECRET.sub(rb'\1""', body) if b'token"' in body else body
