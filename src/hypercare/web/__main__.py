"""The web process."""

from structlog.typing import FilteringBoundLogger

from hypercare.app.processes.life import Life, listener
from hypercare.app.processes.role import run_role
from hypercare.app.processes.server import WEB_GRACE_SECONDS, Server, run_loop
from hypercare.app.settings import Settings
from hypercare.web.app import web_app
from hypercare.web.installation import here
from hypercare.web.pages.live.stream import hub_of

ANSWER_SECONDS = 2.0
"""What the studio has not answered so long after the end was asked for, it does not: who waits for it is told so."""


def web(settings: Settings, life: Life, log: FilteringBoundLogger) -> None:
    """Runs the pages until it is asked to end."""
    app = web_app(settings, log)
    hub_of(here()).end_when(lambda: life.is_ending)
    here().studio.ask_later("warm")
    life.when_asked(here().studio.close, after=ANSWER_SECONDS)
    try:
        run_loop(Server(app, life, grace=WEB_GRACE_SECONDS).serve(sockets=[listener()]))
    finally:
        here().studio.close()


if __name__ == "__main__":
    run_role("web", web)
