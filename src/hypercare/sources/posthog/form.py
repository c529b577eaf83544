"""Where in a request PostHog's events are: a JSON body, `data=` in a form or a query; plain, base64, gzip, or both."""

import base64
import binascii
import re
from urllib.parse import parse_qsl

from hypercare.sources.posthog.shapes import HEAD
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.receiver import Request
from hypercare.sources.records import MALFORMED, recombined
from hypercare.sources.request import decompress

# Fields in a form: clients send three, and the work must stay bounded.
_FORM_FIELDS = 100
_GZIP = b"\x1f\x8b\x08"
_URLSAFE = bytes.maketrans(b"-_ ", b"+/+")
# A whole escape at a time: an escaped backslash, a pair of surrogates, half of one.
_ESCAPES = re.compile(
    rb"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def json_of(request: Request) -> bytes:
    """The events of a request as JSON text in UTF-8, empty where there is none.

    Whether a body is compressed is told by its bytes, as PostHog does: browsers leave the word for it out. Raises
    Unfit for what is neither JSON nor base64 of it, BadBody for what does not decompress within the limit.
    """
    fields = dict(request.query)
    text = _data(request, fields)
    if fields.get("compression") in ("lz64", "lz-string"):
        raise Unfit(Reason.INVALID_JSON, "", "compression lz64 is not supported: send gzip-js, base64 or none")
    if not text.startswith((_GZIP, b"{", b"[")) and text:
        text = _from_base64(text)
    if text.startswith(_GZIP):
        text = decompress(text, "gzip")
    return _mended(recombined(text.strip()))


def _data(request: Request, fields: dict[str, str]) -> bytes:
    """The text as it was sent; adds a form's other fields to `fields`."""
    body = request.body
    if not body:
        return fields.get("data", "").encode("utf-8", "surrogateescape").strip()
    if body.startswith((_GZIP, b"{", b"[")):
        return body
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded" and not body.startswith(b"data="):
        return body.strip()
    try:
        posted = parse_qsl(
            body.decode("latin-1"), encoding="utf-8", errors="surrogateescape", max_num_fields=_FORM_FIELDS
        )
    except ValueError:
        raise Unfit(Reason.INVALID_JSON, "", "the form has too many fields") from None
    fields.update(posted)
    return fields.get("data", "").encode("utf-8", "surrogateescape").strip()


def _from_base64(text: bytes) -> bytes:
    """Standard or URL-safe, padded or not. A blank is a `+` that a client did not escape."""
    plain = text.translate(_URLSAFE, b"\r\n\t=")
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        raise Unfit(Reason.INVALID_JSON, "", "the body is neither JSON nor base64 nor gzip of it") from None


def _mended(text: bytes) -> bytes:
    """The text with U+FFFD for each escaped half of a character: what remains when a script cuts a text in two.

    PostHog mends it too; left as it is the event would not be JSON.
    """
    if not _HALF.search(text):
        return text
    try:
        HEAD.decode(text)
    except MALFORMED:
        return _ESCAPES.sub(lambda found: found[1] or rb"\ufffd", text)
    return text
