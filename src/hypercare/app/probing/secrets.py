"""Secrets that probes send in headers. They are settings of the server, each bound to the hosts it may be sent to.

Who may declare a launch may name a secret; only the host that it was set for ever sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hypercare.model.errors import BadInput

PREFIX: Final = "HYPERCARE_PROBE_SECRET_"


@dataclass(frozen=True)
class Secret:
    """The value of a header, and the hosts that it may be sent to. Neither `str` nor `repr` shows it."""

    hosts: frozenset[str]
    value: str = field(repr=False)


def read_secrets(environment: Mapping[str, str]) -> dict[str, Secret]:
    """The secrets by name, of `HYPERCARE_PROBE_SECRET_NAME="host[,host] value"`. Raises `BadInput`, without a value."""
    named = ((name.removeprefix(PREFIX), text) for name, text in environment.items() if name.startswith(PREFIX))
    return {name: _secret(name, text.strip()) for name, text in named if text.strip()}


def _secret(name: str, text: str) -> Secret:
    hosts, _, value = text.partition(" ")
    value = value.strip()
    if not value or not value.isascii() or not value.isprintable() or "/" in hosts:
        raise BadInput(
            "this is no secret of a probe",
            where=f"{PREFIX}{name}",
            expected="the host that it is for, a blank, and the value of the header, in printable ASCII",
        )
    return Secret(frozenset(hosts.lower().split(",")) - {""}, value)
