"""Failed attempts: counted by key, forgotten in time."""

import pytest

from hypercare.app import attempts
from hypercare.app.attempts import Attempts


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def test_a_key_waits_after_its_limit_until_the_first_failure_is_old(time: Time) -> None:
    counted = Attempts(3, 60, time)
    for second in (0, 10, 20):
        time.now = second
        assert counted.wait_seconds("putri") == 0
        counted.failed("putri")
    assert counted.wait_seconds("putri") == 40
    assert counted.wait_seconds("dewi") == 0
    time.now = 59.5
    assert counted.wait_seconds("putri") == 0.5
    time.now = 60
    assert counted.wait_seconds("putri") == 0
    counted.failed("putri")
    assert counted.wait_seconds("putri") == 10, "the second failure counts on"


def test_success_and_forgetting_begin_anew(time: Time) -> None:
    counted = Attempts(1, 60, time)
    for again in (lambda: counted.succeeded("putri"), counted.forget):
        counted.failed("putri")
        assert counted.wait_seconds("putri") == 60
        again()
        assert counted.wait_seconds("putri") == 0


def test_memory_is_bounded(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_KEYS", 3)
    counted = Attempts(1, 60, time)
    for key in "abcd":
        counted.failed(key)
    assert [key for key in "abcd" if counted.wait_seconds(key)] == ["b", "c", "d"]
