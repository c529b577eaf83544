"""Messages of errors as they may be kept: cut, and without what names a person or opens a door.

Programs write into their messages what they held in their hands: an address, a header, a number of a card. What such
things look like is replaced by what they are; the rest of the message stays, so that errors can be told apart.
"""

import re
from typing import Final

LONGEST_MESSAGE: Final = 1_000
"""Characters of a message that are kept: the first lines say what went wrong."""
_NAMES: Final = r"password|passwd|pwd|secret|token|api[_-]?key|authorization|cookie|session[_-]?id|card|ktp|nik|pin|otp"
_PATTERNS: Final = (
    (re.compile(r"\b[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"), "(e-mail)"),
    (re.compile(r"\b(?:bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), "(secret)"),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"), "(secret)"),
    (
        re.compile(rf"(\b(?:{_NAMES})\b[\"']?\s{{0,3}}[=:]\s{{0,3}})[\"']?[^\s\"',;&}}]{{1,200}}", re.IGNORECASE),
        r"\1(secret)",
    ),
    (re.compile(r"(?<![\w+])(?:\+62|0062|08)[\d -]{7,14}\d"), "(phone)"),
    # Cards have 13 to 19 digits, an Indonesian identity number has 16.
    (re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w.])"), "(number)"),
)


def scrubbed(message: str) -> str:
    """The message, cut, with addresses, secrets, telephone and card numbers replaced by what they are.

    >>> scrubbed("no route for ana@example.com, token=abc123")
    'no route for (e-mail), token=(secret)'
    """
    text = message[:LONGEST_MESSAGE]
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text[:LONGEST_MESSAGE]
