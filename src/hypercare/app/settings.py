"""Settings: a name, a default, one sentence. The default install runs with none set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypercare.model.errors import BadInput

DEMO_FOLDER = ".hypercare-demo"


@dataclass(frozen=True)
class Setting:
    """One setting: the environment variable that sets it, its default as text, and what it is."""

    name: str
    default: str
    sentence: str


SETTINGS = (
    Setting("HYPERCARE_DATA", ".hypercare", "The folder that holds everything: ledger, lake and log."),
    Setting(
        "HYPERCARE_DATABASE_URL", "", "The ledger's PostgreSQL, as postgresql://user:password@host/name; else SQLite."
    ),
    Setting("HYPERCARE_LAKE_URL", "", "Where the lake's tables are; else the folder `lake` in the data folder."),
    Setting("HYPERCARE_HOST", "127.0.0.1", "The address that the servers listen on."),
    Setting("HYPERCARE_PORT", "8700", "The port of the health and metrics pages."),
    Setting("HYPERCARE_GATEWAY_PORT", "8701", "The port of the gateway, which receives from the SDKs."),
    Setting("HYPERCARE_CLOCK", "", "The instant taken for now (ISO 8601 with its offset); else the system's."),
    Setting("HYPERCARE_LANGUAGE", "en", "The language of messages on the command line."),
    Setting("HYPERCARE_LAUNCHES", "launches", "The folder in which launch files are looked for by their id."),
)


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
    )


def _port(found: Mapping[str, str], name: str) -> int:
    text = found[name]
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadInput(f"{text!r} is no port", where=name, expected="a number from 1 to 65535", fix=f"unset {name}")
    return int(text)
