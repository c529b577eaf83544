"""The loader against the loss of power: at every call of the file layer, whatever the disk holds afterwards."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crash_files import CrashFiles, PowerLoss, disks
from hypercare.lake import commit, keys, loader
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.wal import ready_segments
from lake.loading import NOW, Lake, everything

# Loaded before the power fails, and while it does. `a` and `c` come twice, in other segments.
BEFORE = ["a b own:o", "alias:a trait:a"]
DURING = ["c a alias:c", "c d own:o own:p rejected:x trait:d"]
LOADED = {
    "events": Counter("abcdop"),
    "aliases": Counter("ac"),
    "traits": Counter("ad"),
    "feedback": Counter(),
    "requests": Counter(),
    "errors": Counter(),
    "sessions": Counter(),
    "quarantine": Counter("x"),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake that has loaded something, with segments waiting."""
    lake = Lake(tmp_path_factory.mktemp("template"), RealFiles())
    for number, names in enumerate(BEFORE):
        lake.segment(number, names)
    lake.loader.load_ready(NOW)
    for number, names in enumerate(DURING, start=len(BEFORE)):
        lake.segment(number, names)
    return lake.root


def survivors(template: Path, scratch: Path, work: Callable[[Lake], object], *, lucks: int) -> Iterator[Lake]:
    """The lakes that a loss of power at any call of some work may leave."""
    root = Path(shutil.copytree(template, scratch / "root"))
    for disk in disks(root, scratch, lambda files: work(Lake(root, files)), lucks=lucks):
        yield Lake(disk, RealFiles())


def check_loaded(lake: Lake) -> None:
    lake.loader.load_ready(NOW)
    assert everything(lake.tables) == LOADED
    assert ready_segments(lake.wal) == []
    again = lake.reopened()
    again.segment(9, "a c own:o p own:p")
    assert again.loader.load_ready(NOW).duplicates == 4


def load_all(lake: Lake) -> None:
    lake.loader.load_ready(NOW)
    lake.loader.close()


def test_power_lost_at_any_call_of_a_load_loses_and_doubles_nothing(template: Path, tmp_path: Path) -> None:
    for lake in survivors(template, tmp_path, load_all, lucks=1):
        check_loaded(lake)


@pytest.mark.slow
def test_power_lost_again_and_again_loses_and_doubles_nothing(template: Path, tmp_path: Path) -> None:
    """Each life begins on what the last one left and dies at a random call; the last one is spared."""
    for seed in range(40):
        luck = random.Random(seed)
        root = tmp_path / f"{seed}-0"
        shutil.copytree(template, root)
        for life in range(1, 6):
            files = CrashFiles(root, lose_power_at=luck.randint(1, 60))
            with suppress(PowerLoss):
                load_all(Lake(root, files))
            root = files.after_power_loss(tmp_path / f"{seed}-{life}", luck)
        check_loaded(Lake(root, RealFiles()))


@pytest.mark.slow
def test_power_lost_while_the_lake_is_made(tmp_path: Path) -> None:
    """From an empty data folder on, with checkpoints and key files at every turn."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    lake = Lake(fresh, RealFiles())
    for number, names in enumerate(BEFORE + DURING):
        lake.segment(number, names)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for survivor in survivors(fresh, scratch, load_all, lucks=2):
        check_loaded(survivor)


@pytest.mark.slow
def test_power_lost_while_a_checkpoint_is_made(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "CHECKPOINT_EVERY", 2)
    monkeypatch.setattr(keys, "FLUSH_KEYS", 1)
    monkeypatch.setattr(loader, "BATCH_ROWS", 1)  # so that commits follow the checkpoint
    for lake in survivors(
        template, tmp_path, load_all, lucks=1
    ):  # an empty checkpoint is passed over, one cut off is not
        check_loaded(lake)


@pytest.mark.slow
def test_power_lost_while_compacting(tmp_path: Path) -> None:
    loaded = Lake(tmp_path / "loaded", RealFiles())
    for number, names in enumerate(BEFORE + DURING):
        loaded.segment(number, names)
        loaded.loader.load_ready(NOW)
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    def work(lake: Lake) -> None:
        lake.commits.prepare()
        compact(lake.commits, small_files=2)

    for lake in survivors(loaded.root, scratch, work, lucks=1):
        check_loaded(lake)
