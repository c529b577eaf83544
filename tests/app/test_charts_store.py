"""Charts kept by the digest of what they show."""

import os
import threading
from pathlib import Path

import pytest

from hypercare.app.charts import Charts, digest_of
from hypercare.model.errors import NotFound

ORDER = {"sizes": {"half": {"mark": "bar"}}}
PNG = b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82"


@pytest.fixture
def charts(tmp_path: Path) -> Charts:
    return Charts(tmp_path)


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def test_what_was_ordered_and_drawn_is_found_again(charts: Charts) -> None:
    digest = charts.keep(ORDER)
    assert charts.drawn(digest) is None
    charts.keep_drawn(digest, {"half": "<svg/>"})
    assert charts.drawn(digest) == {"half": "<svg/>"}
    assert charts.order(digest)["sizes"] == ORDER["sizes"]


def test_the_digest_is_that_of_the_content(charts: Charts) -> None:
    assert charts.keep({"a": 1, "b": 2}) == charts.keep({"b": 2, "a": 1})
    assert charts.keep({"a": 1}) != charts.keep({"a": 2})


@pytest.mark.parametrize("digest", ["", "../../secret", "g" * 32, "a" * 31, "A" * 32, "a" * 30 + "/."])
def test_only_digests_are_looked_for(charts: Charts, digest: str) -> None:
    with pytest.raises(NotFound, match="no such chart"):
        charts.drawn(digest)


def test_a_chart_that_nobody_ordered_is_named(charts: Charts) -> None:
    with pytest.raises(NotFound, match="load the page again"):
        charts.order("a" * 32)


def test_torn_files_count_as_missing_and_are_written_anew(charts: Charts, tmp_path: Path) -> None:
    digest, picture = charts.keep(ORDER), digest_of("picture")
    charts.keep_drawn(digest, {"half": "<svg/>"})
    charts.keep_picture(picture, PNG)
    for path in _files(tmp_path):
        path.write_bytes(path.read_bytes()[:-5])
    assert charts.drawn(digest) is None
    assert charts.picture(picture) is None
    with pytest.raises(NotFound):
        charts.order(digest)
    assert charts.keep(ORDER) == digest
    assert charts.order(digest)["sizes"] == ORDER["sizes"]


def test_what_nobody_asked_for_longest_goes_first(tmp_path: Path) -> None:
    charts = Charts(tmp_path, most_bytes=2500)
    old, used, new = (charts.keep({"name": name}) for name in ("old", "used", "new"))
    for age, digest in ((300, old), (200, used), (100, new)):
        charts.keep_drawn(digest, {"half": "x" * 1000})
        for path in tmp_path.rglob(f"{digest}.*"):
            os.utime(path, (1e9 - age, 1e9 - age))
    charts.drawn(used)
    charts.sweep()
    assert charts.drawn(old) is None
    assert charts.drawn(used) is not None
    assert charts.drawn(new) is not None


def test_the_folder_stays_bounded(tmp_path: Path) -> None:
    charts = Charts(tmp_path, most_bytes=20_000)
    for number in range(200):
        charts.keep_drawn(charts.keep({"name": number}), {"half": "x" * 1000})
    assert sum(each.stat().st_size for each in _files(tmp_path)) <= 40_000


def test_threads_that_keep_the_same_chart_leave_one_whole_file(charts: Charts, tmp_path: Path) -> None:
    digest = charts.keep(ORDER)
    svg = {"half": "<svg>" + "x" * 50_000 + "</svg>"}
    threads = [threading.Thread(target=charts.keep_drawn, args=(digest, svg)) for _ in range(8)]
    for thread in threads:
        thread.start()
    seen = [charts.drawn(digest) for _ in range(200)]
    for thread in threads:
        thread.join()
    assert all(each in (None, svg) for each in seen)
    assert [path.suffix for path in _files(tmp_path)] == [".order", ".svg"]
