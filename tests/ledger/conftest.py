"""An empty ledger for every test, on each engine in turn."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from hypercare.app import site
from hypercare.ledger import setup
from hypercare.ledger.dump import TABLES
from hypercare.ledger.models import Session
from ledger_places import Place, Tamper
from postgres import PostgresServer


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def new_place(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Place]:
    """Makes places of the engine, without tables yet."""

    def make() -> Place:
        folder = tmp_path_factory.mktemp("ledger")
        if engine == "sqlite":
            return Place(folder, None)
        server: PostgresServer = request.getfixturevalue("postgres_server")
        return Place(folder, server.new_database())

    return make


@pytest.fixture(scope="module")
def module_place(new_place: Callable[[], Place]) -> Place:
    place = new_place()
    place.enter()
    setup.migrate()
    return place


@pytest.fixture
def clear() -> Callable[[], None]:
    """Removes all rows of the ledger in use, by SQL: the models refuse."""

    def remove() -> None:
        with connection.cursor() as cursor:
            for model in (Session, *reversed(TABLES.values())):
                cursor.execute(f"DELETE FROM {model._meta.db_table}")

    return remove


@pytest.fixture
def tamper() -> Tamper:
    """Runs statements that the models would refuse, as somebody with access to the database may."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return run


@pytest.fixture
def ledger(module_place: Place, clear: Callable[[], None]) -> Iterator[Place]:
    """A ledger with tables and no rows, configured as the one in use."""
    module_place.enter()
    clear()
    yield module_place
    site.close()
