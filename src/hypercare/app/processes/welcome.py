"""The sign-in link that a server prints when it is ready, made by a process of its own: the supervisor stays small."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Literal

from hypercare.app.settings import Settings

Occasion = Literal["first", "demo"]
"""Whom the link is for: the first admin, where there is none yet; or whoever wants to do everything in the demo."""
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Link:
    """A link, and until when it can be used (ISO 8601)."""

    url: str
    until: str


@dataclass(frozen=True)
class Welcome:
    """What whoever starts a server should know: how to sign in, and which launch files are not the versions that hold.

    `link` is None where nobody needs one, or where it cannot be made: people can be invited by hand.
    """

    link: Link | None = None
    edited: tuple[str, ...] = ()


def welcome(settings: Settings, occasion: Occasion) -> Welcome:
    """Makes a link where one is needed, and compares the launch files with the registry."""
    command, environment = [sys.executable, "-m", __name__, occasion], os.environ | settings.environment
    try:
        told = json.loads(subprocess.check_output(command, env=environment, text=True, timeout=PATIENCE_SECONDS))
    except (subprocess.SubprocessError, OSError):  # the server runs without it
        return Welcome()
    return Welcome(told["link"] and Link(**told["link"]), tuple(told["edited"]))


def main(occasion: str) -> None:
    """Prints what there is to know as JSON."""
    from hypercare.app.house import House  # noqa: PLC0415  the supervisor imports this module, and holds none of that
    from hypercare.app.settings import read_settings  # noqa: PLC0415
    from hypercare.app.usecases.access.sign_in import demo_link, first_link  # noqa: PLC0415
    from hypercare.app.usecases.launches.definition import edited_files  # noqa: PLC0415

    house = House(read_settings())
    made = demo_link(house) if occasion == "demo" else first_link(house)
    link = None if made is None else {"url": made.url, "until": f"{made.link.expires_at:%Y-%m-%d %H:%M} UTC"}
    sys.stdout.write(json.dumps({"link": link, "edited": [str(path) for path in edited_files(house)]}))


if __name__ == "__main__":
    main(sys.argv[1])
