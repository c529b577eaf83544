"""The gateway's journal on a disk that takes nothing at first."""

import asyncio
import time
from pathlib import Path

import pytest

from hypercare.app.processes.gateway import now_us
from hypercare.app.processes.journal import RETRY_SECONDS, Journal
from hypercare.lake.wal.segment import read_segment
from hypercare.lake.wal.wal import ready_segments
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload


def test_log_is_opened_when_the_disk_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wal = tmp_path / "wal"
    wal.write_text("in the way")
    journal, payload, now = (
        Journal(wal, now_us),
        Payload("mixpanel", "track", "shop", now_us(), b"[]"),
        time.monotonic(),
    )

    async def story() -> None:
        for _ in range(2):
            with pytest.raises(Unreachable, match="cannot be written"):
                await journal.append(payload)
        wal.unlink()
        with pytest.raises(Unreachable):
            await journal.append(payload)
        monkeypatch.setattr(time, "monotonic", lambda: now + 10 * RETRY_SECONDS)
        await journal.append(payload)
        await journal.close()

    asyncio.run(story())
    (ref,) = ready_segments(wal)
    assert read_segment(ref.path).payloads == (payload,)


def test_journal_that_never_opened_closes(tmp_path: Path) -> None:
    asyncio.run(Journal(tmp_path / "wal", now_us).close())
    assert list(tmp_path.iterdir()) == []
