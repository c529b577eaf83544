"""Brings the tables of a ledger up to this version of Hypercare."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from hypercare.ledger.transactions import session, writing
from hypercare.model.errors import Refused

APP = "ledger"


@session
def migrate() -> bool:
    """Makes or updates the tables; True where there was something to do. All or nothing, and any number at once.

    Raises `Refused` for a ledger that a newer version has updated.
    """
    if not _pending():
        return False
    # SQLite's tables can be altered only while foreign keys are off, which must be said before the transaction.
    connection.disable_constraint_checking()
    try:
        with writing():
            executor = MigrationExecutor(connection)
            targets = executor.loader.graph.leaf_nodes(APP)
            executor.migrate(targets)
    finally:
        connection.enable_constraint_checking()
    return True


def level() -> str:
    """The name of the latest change to the tables that this version knows."""
    (leaf,) = MigrationLoader(None).graph.leaf_nodes(APP)
    return str(leaf[1])


def _pending() -> bool:
    loader = MigrationLoader(connection)
    applied = {name for app, name in loader.applied_migrations if app == APP}
    known = {name for app, name in loader.disk_migrations if app == APP}
    if applied - known:
        raise Refused(
            f"the ledger was updated by a newer Hypercare (it has {max(applied - known)})",
            expected=f"at most {max(known)}",
            fix="install that version: pip install --upgrade hypercare",
        )
    return bool(known - applied)
