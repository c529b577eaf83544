"""Waiting for a worker: until everything is loaded, or until nobody loads any more."""

from pathlib import Path

import pytest

from commands import run
from hypercare.app import ingest
from hypercare.app.house import House
from hypercare.app.ingest import wait_for_worker
from hypercare.app.settings import read_settings
from hypercare.model.errors import Unreachable


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(read_settings({}, data=tmp_path)).create()


def test_it_waits_until_few_enough_are_left(house: House) -> None:
    left = iter([9, 9, 7, 4, 2])
    told: list[int] = []
    with house.lock("serve"):
        wait_for_worker(house, lambda: next(left), most=2, on_progress=told.append)
    assert told == [9, 7, 4]


def test_a_server_that_ended_is_not_waited_for(house: House) -> None:
    with pytest.raises(Unreachable, match="3 segments of the log are not being loaded"):
        wait_for_worker(house, lambda: 3)


def test_a_worker_that_does_not_get_on_is_not_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "PATIENCE", ingest.PATIENCE * 0)
    with house.lock("serve"), pytest.raises(Unreachable, match="hypercare status says why"):
        wait_for_worker(house, lambda: 3)


def test_with_nothing_to_load_a_drain_is_done_at_once(house: House) -> None:
    ran = run("drain", "--data", house.data)
    assert (ran.code, ran.out) == (0, "Everything answered so far can be queried.\n")
    with house.lock("serve"):
        assert run("drain", "--data", house.data).code == 0
