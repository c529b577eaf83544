"""The web process."""

from structlog.typing import FilteringBoundLogger

from hypercare.app.processes.life import Life, listener
from hypercare.app.processes.role import run_role
from hypercare.app.processes.server import Server, run_loop
from hypercare.app.settings import Settings
from hypercare.web.app import web_app


def web(settings: Settings, life: Life, _log: FilteringBoundLogger) -> None:
    """Runs the pages until it is asked to end."""
    run_loop(Server(web_app(settings.data), life).serve(sockets=[listener()]))


if __name__ == "__main__":
    run_role("web", web)
