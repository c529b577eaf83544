"""The web process."""

from structlog.typing import FilteringBoundLogger

from hypercare.app.processes.life import Life, listener
from hypercare.app.processes.role import run_role
from hypercare.app.processes.server import Server, run_loop
from hypercare.app.settings import Settings
from hypercare.web.app import web_app
from hypercare.web.installation import here
from hypercare.web.pages.live.stream import hub_of


def web(settings: Settings, life: Life, log: FilteringBoundLogger) -> None:
    """Runs the pages until it is asked to end."""
    app = web_app(settings, log)
    hub_of(here()).end_when(lambda: life.is_ending)
    here().studio.ask_later("warm")
    try:
        run_loop(Server(app, life).serve(sockets=[listener()]))
    finally:
        here().studio.close()


if __name__ == "__main__":
    run_role("web", web)
