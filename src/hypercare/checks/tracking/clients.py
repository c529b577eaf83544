"""Which platform and which version of an app sent an event, by the names that the vendors' clients use."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from hypercare.checks.tracking.facts import Row

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
VERSION_NAMES: Final = (
    "app_version",
    "$app_version_string",
    "$app_version",
    "version_name",
    "App Version",
    "CT App Version",
    "context.app.version",
    "app_info.version",
    "$app_build_number",
    "$app_build",
)
"""Where clients tell the version of the app."""
KNOWN: Final = (
    ("android", re.compile(r"android|kotlin|java(?!script)", re.IGNORECASE)),
    ("ios", re.compile(r"\bios\b|-ios|iphone|ipad|swift|objective-?c|cocoa", re.IGNORECASE)),
    ("web", re.compile(r"\bweb\b|browser|\bjs\b|-js|\.js|javascript|analytics\.js|gtag", re.IGNORECASE)),
)
"""How clients write the three platforms that launches are made for; another one is taken as it is written."""
NUMBERS: Final = re.compile(r"\d{1,9}")


def platform_of(row: Row, name: str = "") -> str:
    """The platform that sent an event, in small letters; empty where nothing tells it. `name`: only by this property.

    `iPhone OS`, `posthog-ios` and `iOS` are `ios`; the name of the library that sent it is looked at last.
    """
    names = (name,) if name else PLATFORM_NAMES
    for value in chain((value_at(row.properties, each) for each in names), () if name else (row.lib,)):
        if isinstance(value, str) and value.strip():
            return plain_platform(value)
    return ""


@lru_cache(1_000)
def plain_platform(written: str) -> str:
    """The platform that a client's word names: `iPhone OS` is `ios`."""
    return next((platform for platform, like in KNOWN if like.search(written)), written.strip().casefold())


def version_of(row: Row, name: str = "") -> str:
    """The version of the app that sent an event; empty where nothing tells it."""
    for each in (name,) if name else VERSION_NAMES:
        value = value_at(row.properties, each)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and NUMBERS.search(str(value)):
            return str(value)
    return ""


def value_at(properties: Mapping[str, Any], name: str) -> Any:
    """The value under a name, else at the path that it is: `context.app.version`. None where there is none."""
    if name in properties or "." not in name:
        return properties.get(name)
    head, _, rest = name.partition(".")
    inner = properties.get(head)
    return value_at(inner, rest) if isinstance(inner, Mapping) else None


def parts(version: str) -> tuple[int, ...]:
    """The numbers of a version, without zeros at the end: `v4.12.0-beta` is (4, 12)."""
    found = [int(number) for number in NUMBERS.findall(version.partition("-")[0].partition("+")[0])]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def is_from(version: str, least: str) -> bool:
    """Whether a version is that one or a later one."""
    return parts(version) >= parts(least)


def newest(versions: Iterable[str]) -> str:
    """The latest of some versions; empty for none."""
    return max(versions, key=parts, default="")
