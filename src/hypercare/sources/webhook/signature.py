"""Whether a body was signed with a secret: its HMAC-SHA256 in hex or base64, with `sha256=` before it or without."""

import base64
import binascii
import hashlib
import hmac

_PREFIX = "sha256="
_BYTES = hashlib.sha256().digest_size


def is_signed(body: bytes, given: str, secret: str) -> bool:
    """Whether `given` is the signature of the body. Takes as long for a wrong one as for the right one."""
    wanted = hmac.digest(secret.encode(), body, "sha256")
    return hmac.compare_digest(wanted, _digest(given.strip().removeprefix(_PREFIX)))


def _digest(written: str) -> bytes:
    """The digest that a text writes; empty for a text that is none."""
    try:
        if len(written) == 2 * _BYTES:
            return bytes.fromhex(written)
        return base64.b64decode(written, validate=True)
    except (ValueError, binascii.Error):
        return b""
