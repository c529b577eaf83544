"""The key index against a set of keys in memory, and against lost and damaged files."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lake import key_runs, keys
from hypercare.lake.files import RealFiles
from hypercare.lake.key_runs import Keys
from hypercare.lake.keys import DIGEST_DAYS, DIGEST_KEPT_DAYS, KeyIndex
from lake.loading import NOW, Lake

DAY = 20_000
# Few values, some with equal upper halves and some extreme, so that every kind of tie occurs.
VALUES = st.sampled_from([0, 1, 1 << 64, (1 << 64) + 1, (1 << 128) - 1, (1 << 127) + 5, 12345 << 40])
ROWS = st.lists(st.tuples(VALUES, st.integers(0, DIGEST_DAYS), st.booleans()), max_size=40)


def batch(rows: list[tuple[int, int, bool]]) -> Keys:
    """Keys of rows (128-bit value, day, own)."""
    return Keys(
        np.array([value >> 64 for value, _, _ in rows], dtype=np.uint64),
        np.array([value & (1 << 64) - 1 for value, _, _ in rows], dtype=np.uint64),
        np.array([2 * (DAY + day) + own for _, day, own in rows], dtype=np.int64),
    )


class Oracle:
    """The rule, row by row: an own key once for its day, a digest once within 7 days of one that was taken."""

    def __init__(self) -> None:
        self.own: set[tuple[int, int]] = set()
        self.digests: dict[int, list[int]] = {}

    def admit(self, rows: list[tuple[int, int, bool]]) -> list[bool]:
        return [self._is_new(*row) for row in rows]

    def _is_new(self, value: int, day: int, own: bool) -> bool:
        if own:
            is_new = (value, day) not in self.own
            self.own.add((value, day))
            return is_new
        is_new = all(abs(day - other) > DIGEST_DAYS for other in self.digests.get(value, []))
        if is_new:
            self.digests.setdefault(value, []).append(day)
        return is_new


def admit(index: KeyIndex, rows: list[tuple[int, int, bool]], covered: int) -> list[bool]:
    found = batch(rows)
    mask = index.admit(found)
    index.record(found.take(mask), covered=covered)
    return mask.tolist()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so small that few keys are flushed, merged in chunks and levelled."""
    monkeypatch.setattr(keys, "FLUSH_KEYS", 4)
    monkeypatch.setattr(keys, "RUNS_PER_LEVEL", 2)
    monkeypatch.setattr(key_runs, "MERGE_CHUNK_KEYS", 3)


def test_the_first_of_equal_keys_is_admitted(tmp_path: Path) -> None:
    index = KeyIndex(tmp_path, RealFiles())
    assert admit(index, [(1, 0, True), (2, 0, True), (1, 0, True)], 2) == [True, True, False]
    assert admit(index, [(2, 0, True), (3, 0, True)], 4) == [False, True]


@pytest.mark.parametrize(
    ("day", "is_new"),
    [(0, False), (7, False), (8, True), (-7, False), (-8, True)],
    ids=["same day", "seventh day", "eighth day", "clock put back a week", "clock put back further"],
)
@pytest.mark.parametrize("together", [True, False], ids=["one batch", "two batches"])
def test_a_digest_marks_a_retry_for_seven_days(tmp_path: Path, day: int, is_new: bool, together: bool) -> None:
    index = KeyIndex(tmp_path, RealFiles())
    rows = [(1, 10, False), (1, 10 + day, False)]
    found = admit(index, rows, 2) if together else admit(index, rows[:1], 1) + admit(index, rows[1:], 2)
    assert found == [True, is_new]


def test_a_dropped_retry_does_not_prolong_the_seven_days(tmp_path: Path) -> None:
    rows = [(1, 0, False), (1, 5, False), (1, 10, False)]
    assert admit(KeyIndex(tmp_path, RealFiles()), rows, 3) == [True, False, True]


def test_a_retry_dropped_for_an_earlier_batch_does_not_hide_a_later_one(tmp_path: Path) -> None:
    index = KeyIndex(tmp_path, RealFiles())
    admit(index, [(1, 0, False)], 1)
    assert admit(index, [(1, 5, False), (1, 9, False)], 3) == [False, True]


def test_an_own_key_counts_for_as_long_as_there_is_its_event(tmp_path: Path, small: None) -> None:
    index = KeyIndex(tmp_path, RealFiles())
    admit(index, [(1, 0, True)], 1)
    for day in range(1, 40):
        admit(index, [(1000 + day, day, own) for own in (True, False)], day + 1)
    assert admit(index, [(1, 0, True)], 99) == [False]


def test_own_keys_and_digests_are_apart(tmp_path: Path) -> None:
    assert admit(KeyIndex(tmp_path, RealFiles()), [(1, 0, True), (1, 0, False)], 1) == [True, True]


@given(batches=st.lists(ROWS, max_size=12))
def test_admission_is_what_row_by_row_comparison_says(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[tuple[int, int, bool]]]
) -> None:
    index, oracle = KeyIndex(tmp_path_factory.mktemp("keys"), RealFiles()), Oracle()
    for number, jittered in enumerate(batches):
        rows = [(value, 2 * number + day, own) for value, day, own in jittered]
        assert admit(index, rows, number) == oracle.admit(rows)


def test_admission_through_flushes_and_merges_is_what_row_by_row_comparison_says(tmp_path: Path, small: None) -> None:
    random = np.random.default_rng(7)
    index, oracle = KeyIndex(tmp_path, RealFiles()), Oracle()
    for number in range(120):
        values, owns = random.integers(0, 400, 6).tolist(), (random.random(6) < 0.5).tolist()
        rows = [(value << 58, number // 10, own) for value, own in zip(values, owns, strict=True)]
        assert admit(index, rows, number) == oracle.admit(rows)
    assert 2 <= len(list((tmp_path / "events").glob("*.high"))) <= 8


def test_digests_older_than_their_window_leave_the_files(tmp_path: Path, small: None) -> None:
    index = KeyIndex(tmp_path, RealFiles())
    for day in range(40):
        admit(index, [(day << 64, day, False), ((1 << 100) + day, day, False)] * 2, day)
    days = {shelf >> 1 for run in index._runs() for shelf in run.spans}
    assert DAY + 39 - DIGEST_KEPT_DAYS in days
    assert DAY not in days


@pytest.fixture
def loaded(tmp_path: Path, small: None) -> Lake:
    """A lake whose keys lie in files, some of them, and in memory."""
    lake = Lake(tmp_path, RealFiles())
    for number in range(12):
        lake.segment(number, f"a{number} own:b{number}")
        lake.loader.load_ready(NOW)
    assert list((tmp_path / "keys" / "events").glob("*.high"))
    return lake


RETRY = " ".join(f"a{number} own:b{number}" for number in range(12)) + " new"


def duplicates_in_retry(lake: Lake) -> int:
    lake.segment(99, RETRY)
    return lake.loader.load_ready(NOW).duplicates


def test_keys_survive_a_restart(loaded: Lake) -> None:
    assert duplicates_in_retry(loaded.reopened()) == 24


def test_only_rows_since_the_last_flush_are_read_again(loaded: Lake) -> None:
    assert loaded.keys.catch_up(loaded.tables) < 8
    loaded.loader.close()
    assert loaded.reopened().keys.catch_up(loaded.tables) == 0


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("pattern", ["*.high", "*.low", "state.json"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="missing"),
        pytest.param(_flip, id="one bit"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-8]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    ],
)
def test_a_damaged_index_is_rebuilt_from_the_table(loaded: Lake, pattern: str, damage) -> None:
    for path in list((loaded.root / "keys" / "events").glob(pattern))[:1]:
        damage(path)
    again = loaded.reopened()
    assert again.keys.catch_up(again.tables) == 24
    assert duplicates_in_retry(again) == 24


def test_an_index_ahead_of_its_table_is_rebuilt(loaded: Lake, tmp_path: Path) -> None:
    """The table was put back to an earlier state by a restore: what it does not hold must be admitted."""
    loaded.loader.close()
    older = Lake(tmp_path / "older", RealFiles())
    older.segment(1, "a0 own:b0")
    older.loader.load_ready(NOW)
    (loaded.root / "keys").rename(tmp_path / "newer-keys")
    index = KeyIndex(tmp_path / "newer-keys", RealFiles())
    assert index.catch_up(older.tables) == 2


def test_an_index_of_another_table_is_rebuilt(loaded: Lake, tmp_path: Path) -> None:
    loaded.loader.close()
    other = Lake(tmp_path / "other", RealFiles())
    other.segment(1, " ".join(f"x{number}" for number in range(50)))
    other.loader.load_ready(NOW)
    (loaded.root / "keys").rename(tmp_path / "foreign-keys")
    assert KeyIndex(tmp_path / "foreign-keys", RealFiles()).catch_up(other.tables) == 50


def test_files_of_an_unfinished_flush_are_removed(loaded: Lake) -> None:
    stray = loaded.root / "keys" / "events" / "0123.high"
    stray.write_bytes(b"half")
    loaded.reopened().keys.catch_up(loaded.tables)
    assert not stray.exists()
