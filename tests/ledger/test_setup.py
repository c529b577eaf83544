from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hypercare.app import site
from hypercare.ledger import chain, setup
from hypercare.model.errors import Damaged, Refused
from ledger_places import Place


@pytest.fixture
def bare(new_place: Callable[[], Place]) -> Place:
    """A ledger without tables."""
    place = new_place()
    place.enter()
    return place


def test_migrate_makes_the_tables_once(bare: Place) -> None:
    assert setup.migrate() is True
    assert setup.migrate() is False
    assert chain.verify().ok


def test_migrate_leaves_foreign_keys_in_force(bare: Place) -> None:
    setup.migrate()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_without_tables_the_ledger_says_what_is_wrong(bare: Place) -> None:
    with pytest.raises(Damaged, match="not as this version made it"):
        chain.head()


def test_a_ledger_of_a_newer_version_is_refused(bare: Place) -> None:
    setup.migrate()
    MigrationRecorder(connection).record_applied("ledger", "9999_future")
    with pytest.raises(Refused, match="9999_future"):
        setup.migrate()


def test_the_migrations_make_what_the_models_say(bare: Place) -> None:
    setup.migrate()
    call_command("makemigrations", "ledger", check=True, dry_run=True, verbosity=0)
    site.close()
