"""Which platform and which version of an app sent an event, by the names that the vendors' clients use."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Final

from hypercare.checks.tracking.facts import Row
from hypercare.model.clients import PLATFORM_NAMES, plain_platform

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
