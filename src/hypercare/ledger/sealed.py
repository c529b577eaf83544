"""Small secrets that must be read again, such as a vendor's signing secret: kept sealed, never as they are.

The key comes from the installation's own secret, which does not stand in the ledger: a copy of the database alone tells
nothing.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from hypercare.model.errors import Damaged

# Read twice a second by the gateway, for every token there is; a token has a handful of settings.
_KEPT = 1_000


def seal(values: Mapping[str, str]) -> str:
    """The values as text that nobody can read without the installation's secret; empty for none."""
    return _fernet(settings.SECRET_KEY).encrypt(json.dumps(dict(values)).encode()).decode() if values else ""


def unseal(text: str) -> Mapping[str, str]:
    """The values of `seal`. Raises `Damaged` for what another installation sealed."""
    return _unsealed(text, settings.SECRET_KEY) if text else {}


@lru_cache(_KEPT)
def _unsealed(text: str, secret: str) -> Mapping[str, str]:
    try:
        values: Mapping[str, str] = json.loads(_fernet(secret).decrypt(text.encode()))
    except InvalidToken:
        raise Damaged(
            "the settings of a token cannot be read: they were sealed with another installation's secret",
            where="ledger_token",
            fix="bring back the data folder's `secret`, or hypercare token set ID NAME=VALUE",
        ) from None
    return values


@lru_cache(8)
def _fernet(secret: str) -> Fernet:
    # The secret is random and long, so that one digest is enough to make a key of it.
    digest = hashlib.sha256(b"hypercare settings of tokens\n" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
