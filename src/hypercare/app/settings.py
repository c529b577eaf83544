"""Settings: a name, a default, one sentence. The default install runs with none set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from hypercare.app.data_folder import USUAL
from hypercare.app.probing.addresses import OFF, Allowed, read_allowed
from hypercare.app.probing.secrets import Secret, read_secrets
from hypercare.model.errors import BadInput

DEMO_FOLDER = ".hypercare-demo"
VISITORS: Final = ("off", "read-only")
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened on


@dataclass(frozen=True)
class Setting:
    """One setting: the environment variable that sets it, its default as text, and what it is."""

    name: str
    default: str
    sentence: str


SETTINGS = (
    Setting(
        "HYPERCARE_DATA",
        USUAL,
        "The folder that holds everything: ledger, lake and log. Without it `demo` takes `.hypercare-demo`.",
    ),
    Setting(
        "HYPERCARE_DATABASE_URL", "", "The ledger's PostgreSQL, as postgresql://user:password@host/name; else SQLite."
    ),
    Setting("HYPERCARE_LAKE_URL", "", "Where the lake's tables are; else the folder `lake` in the data folder."),
    Setting("HYPERCARE_HOST", "127.0.0.1", "The address that the servers listen on."),
    Setting("HYPERCARE_PORT", "8700", "The port of the pages and of the API."),
    Setting("HYPERCARE_GATEWAY_PORT", "8701", "The port of the gateway, which receives from the SDKs."),
    Setting("HYPERCARE_CLOCK", "", "The instant taken for now (ISO 8601 with its offset); else the system's."),
    Setting("HYPERCARE_LANGUAGE", "en", "The language of messages on the command line."),
    Setting("HYPERCARE_LAUNCHES", "launches", "The folder in which launch files are looked for by their id."),
    Setting(
        "HYPERCARE_PUBLIC_URL",
        "",
        "The address by which people reach the pages, such as https://hypercare.example.com.",
    ),
    Setting(
        "HYPERCARE_PUBLIC_GATEWAY_URL",
        "",
        "The address by which clients reach the gateway, such as https://events.example.com.",
    ),
    Setting("HYPERCARE_VISITORS", "off", "Whether the pages can be read without signing in: `off` or `read-only`."),
    Setting("HYPERCARE_OIDC_ISSUER", "", "The address of an OpenID Connect provider by which people may sign in."),
    Setting("HYPERCARE_OIDC_CLIENT_ID", "", "What the provider calls this installation."),
    Setting("HYPERCARE_OIDC_CLIENT_SECRET", "", "The secret that goes with it; empty for a public client."),
    Setting("HYPERCARE_OIDC_NAME", "OpenID Connect", "What the button of that provider is called."),
    Setting("HYPERCARE_OIDC_DOMAIN", "", "A mail domain whose people become viewers when they first sign in by it."),
    Setting(
        "HYPERCARE_PROBE_PRIVATE",
        OFF,
        "Networks and hosts that may be probed beside public addresses: `10.0.0.0/8, staging.internal`.",
    ),
    Setting(
        "HYPERCARE_PROBE_SECRET_NAME",
        "",
        "A secret that probes may send as `$NAME`: the host that it is for, a blank, the value. One setting a name.",
    ),
    Setting("HYPERCARE_KEEP_EVENTS", "", "For how many days events are kept, by their own time; else for good."),
    Setting("HYPERCARE_KEEP_TRAITS", "", "The same for changes of traits; one that still held goes, too."),
    Setting("HYPERCARE_KEEP_ALIASES", "", "The same for aliases; what they joined is told apart again."),
    Setting("HYPERCARE_KEEP_FEEDBACK", "", "The same for tickets and other feedback, by the time of each change."),
    Setting("HYPERCARE_KEEP_REQUESTS", "", "The same for requests, by when they began."),
    Setting("HYPERCARE_KEEP_ERRORS", "", "The same for errors, by when they happened."),
    Setting("HYPERCARE_KEEP_SESSIONS", "", "The same for sessions, by the time of each update."),
    Setting("HYPERCARE_KEEP_QUARANTINE", "", "The same for records in quarantine, by their receipt."),
)
KEEP: Final = "HYPERCARE_KEEP_"
"""How the names of the settings begin that say for how long a table's rows are kept."""


LONGEST_KEPT_DAYS: Final = 36_500
"""A century: more is a slip."""


@dataclass(frozen=True)
class Oidc:
    """A provider by which people sign in. `domain` is lower case, empty where everybody has to be invited."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    domain: str


@dataclass(frozen=True)
class Settings:
    """The settings of one process, read and checked."""

    data: Path
    database_url: str | None
    lake_url: str | None
    host: str
    port: int
    gateway_port: int
    clock: str | None
    language: str
    launches: Path
    public_url: str | None
    has_visitors: bool
    oidc: Oidc | None
    public_gateway_url: str | None = None
    keep_days: Mapping[str, int] = field(default_factory=dict)
    """By table for how many days its rows are kept; one that is not named is kept for good."""
    probe_allowed: Allowed = Allowed()
    probe_secrets: Mapping[str, Secret] = field(default_factory=dict, repr=False)

    @property
    def origin(self) -> str:
        """The address by which people reach the pages, without a slash at its end."""
        return self.public_url or f"http://{host_name(self.host)}:{self.port}"

    @property
    def lake_root(self) -> str:
        """Where the lake's tables are."""
        return self.lake_url or str(self.data / "lake")

    @property
    def environment(self) -> dict[str, str]:
        """What a child process must be told of these settings beside its parent's environment."""
        return {
            "HYPERCARE_DATA": str(self.data),
            "HYPERCARE_CLOCK": self.clock or "",
            "HYPERCARE_HOST": self.host,
            "HYPERCARE_PORT": str(self.port),
            "HYPERCARE_GATEWAY_PORT": str(self.gateway_port),
            "HYPERCARE_LAUNCHES": str(self.launches),
            "HYPERCARE_VISITORS": VISITORS[self.has_visitors],
            **{f"{KEEP}{table.upper()}": str(days) for table, days in self.keep_days.items()},
        }


def read_settings(environment: Mapping[str, str] | None = None, *, data: Path | None = None) -> Settings:
    """The settings from the environment; `data` is what a verb was told. Raises `BadInput` for an unusable one."""
    environment = os.environ if environment is None else environment
    found = {each.name: environment.get(each.name) or each.default for each in SETTINGS}
    return Settings(
        data=(data or Path(found["HYPERCARE_DATA"])).absolute(),
        database_url=found["HYPERCARE_DATABASE_URL"] or None,
        lake_url=found["HYPERCARE_LAKE_URL"] or None,
        host=found["HYPERCARE_HOST"],
        port=_port(found, "HYPERCARE_PORT"),
        gateway_port=_port(found, "HYPERCARE_GATEWAY_PORT"),
        clock=found["HYPERCARE_CLOCK"] or None,
        language=found["HYPERCARE_LANGUAGE"],
        launches=Path(found["HYPERCARE_LAUNCHES"]),
        public_url=_origin(found["HYPERCARE_PUBLIC_URL"], "HYPERCARE_PUBLIC_URL"),
        has_visitors=_visitors(found["HYPERCARE_VISITORS"]),
        oidc=_oidc(found),
        public_gateway_url=_origin(found["HYPERCARE_PUBLIC_GATEWAY_URL"], "HYPERCARE_PUBLIC_GATEWAY_URL"),
        keep_days=_keep_days(found),
        probe_allowed=read_allowed(found["HYPERCARE_PROBE_PRIVATE"]),
        probe_secrets=read_secrets(environment),
    )


def host_name(host: str) -> str:
    """How an address that servers listen on stands in a URL."""
    return "localhost" if host in EVERYWHERE else f"[{host}]" if ":" in host else host


def _visitors(text: str) -> bool:
    if text not in VISITORS:
        raise BadInput(f"{text!r} is not known", where="HYPERCARE_VISITORS", expected=" or ".join(VISITORS))
    return text == VISITORS[True]


def _origin(text: str, name: str) -> str | None:
    """A URL of scheme, host and port. Raises `BadInput` for anything else."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_origin = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_origin = is_origin and parts.path in ("", "/") and not parts.query and (parts.port is None or parts.port > 0)
    except ValueError:
        is_origin = False
    if not is_origin:
        raise BadInput(
            f"{text!r} is no address of a site", where=name, expected="such as https://hypercare.example.com"
        )
    return text.rstrip("/").lower()


def _keep_days(found: Mapping[str, str]) -> dict[str, int]:
    """Days by table. Raises `BadInput` for what is no number of days: better nothing is removed than too much."""
    given = {name: text for name, text in found.items() if name.startswith(KEEP) and text}
    for name, text in given.items():
        if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= LONGEST_KEPT_DAYS:
            raise BadInput(
                f"{text[:20]!r} is no number of days",
                where=name,
                expected=f"1 to {LONGEST_KEPT_DAYS}, or nothing to keep everything",
            )
    return {name.removeprefix(KEEP).lower(): int(text) for name, text in given.items()}


def _oidc(found: Mapping[str, str]) -> Oidc | None:
    issuer, client = found["HYPERCARE_OIDC_ISSUER"].rstrip("/"), found["HYPERCARE_OIDC_CLIENT_ID"]
    if not issuer:
        return None
    if not _is_safe(issuer):
        raise BadInput(f"{issuer!r} is not safe", where="HYPERCARE_OIDC_ISSUER", expected="an https:// address")
    if not client:
        raise BadInput("the provider's name for us is missing", where="HYPERCARE_OIDC_CLIENT_ID", expected="an id")
    domain = found["HYPERCARE_OIDC_DOMAIN"].removeprefix("@").lower()
    return Oidc(issuer, client, found["HYPERCARE_OIDC_CLIENT_SECRET"], found["HYPERCARE_OIDC_NAME"], domain)


def _is_safe(issuer: str) -> bool:
    """Whether what a provider says cannot be changed on its way here."""
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in LOOPBACK)


def _port(found: Mapping[str, str], name: str) -> int:
    text = found[name]
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadInput(f"{text!r} is no port", where=name, expected="a number from 1 to 65535", fix=f"unset {name}")
    return int(text)
