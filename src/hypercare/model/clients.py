"""Which platform's client sent an event, by the names and the words that the vendors' clients use."""

import re
from functools import lru_cache
from typing import Final

PLATFORM_NAMES: Final = (
    "platform",
    "Platform",
    "$lib",
    "mp_lib",
    "context.library.name",
    "context.device.type",
    "$os",
    "os",
    "OS",
    "os_name",
    "context.os.name",
    "device_info.operating_system",
    "device.operating_system",
)
"""Where clients tell the platform, the first that does: by name, or by a path into objects. A client's own name goes
before the operating system's: a page that is read on an Android phone is the web."""
ANDROID, IOS, WEB = "android", "ios", "web"
CLIENTS: Final = (ANDROID, IOS, WEB)
"""The platforms whose clients send events from the hands of users, sorted."""
KNOWN: Final = (
    (ANDROID, re.compile(r"android|kotlin|java(?!script)", re.IGNORECASE)),
    (IOS, re.compile(r"\bios\b|-ios|iphone|ipad|swift|objective-?c|cocoa", re.IGNORECASE)),
    (WEB, re.compile(r"\bweb\b|browser|\bjs\b|-js|\.js|javascript|analytics\.js|gtag", re.IGNORECASE)),
)
"""How clients write the three platforms that launches are made for; another one is taken as it is written."""
BACKENDS: Final = re.compile(r"node|server|\bjava\b(?!.*android)", re.IGNORECASE)
"""Libraries of backends whose names look like those of a client."""


@lru_cache(1_000)
def plain_platform(written: str) -> str:
    """The platform that a client's word names: `iPhone OS` is `ios`."""
    return next((platform for platform, like in KNOWN if like.search(written)), written.strip().casefold())


@lru_cache(1_000)
def client_named(written: str) -> str | None:
    """The one of `CLIENTS` that a word names; None for another platform and for a backend's library."""
    platform = plain_platform(written)
    return platform if platform in CLIENTS and not BACKENDS.search(written) else None
