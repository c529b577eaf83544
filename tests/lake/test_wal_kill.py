"""kill -9 of a real process that writes a log, while a loader drains it."""

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hypercare.lake.files import RealFiles
from hypercare.lake.wal.segment import read_segment
from hypercare.lake.wal.wal import ready_segments, remove_drained, retire

ROUNDS = 12
SENDERS = 8

# Prints each row after its append returned; line-buffered by hand, so that a printed line is a whole one.
WRITER = """
import asyncio, itertools, os, sys
from pathlib import Path
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.log import Limits, Log
from hypercare.model.facts import Payload

rows = itertools.count(int(sys.argv[2]))

async def sender(log):
    for row in rows:
        await log.append(Payload("mixpanel", "track", "app", row, bytes(row % 5000), first_row=row))
        os.write(1, b"%d\\n" % row)

async def main():
    log = Log.open(Path(sys.argv[1]), RealFiles(), now_us=0, limits=Limits(segment_bytes=100_000, rotate_after_s=0.01))
    await asyncio.gather(*(sender(log) for _ in range(int(sys.argv[3]))))

asyncio.run(main())
"""


def drain(wal: Path) -> list[int]:
    rows = []
    for ref in ready_segments(wal):
        contents = read_segment(ref.path)
        assert contents.damage is None
        rows += [each.first_row for each in contents.payloads]
        retire(ref, RealFiles())
    return rows


def killed_session(wal: Path, first_row: int, lines: int) -> tuple[list[int], list[int]]:
    """The rows that a writer was answered before it was killed, and those loaded meanwhile and afterwards."""
    arguments = [sys.executable, "-c", WRITER, str(wal), str(first_row), str(SENDERS)]
    loaded: list[int] = []
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        answered = []
        for _ in range(lines):
            answered.append(int(writer.stdout.readline()))
            if len(answered) % 50 == 0:
                loaded += drain(wal)
        writer.kill()
        answered += [int(line) for line in writer.stdout.read().splitlines()]
        writer.wait()
    return answered, loaded + drain(wal)


@pytest.mark.slow
def test_kill_9_loses_nothing_answered_and_doubles_nothing(tmp_path: Path) -> None:
    luck = random.Random(8)
    for number in range(ROUNDS):
        answered, loaded = killed_session(tmp_path / "wal", number * 1_000_000, luck.randint(1, 1000))
        counts = Counter(loaded)
        assert [row for row in answered if counts[row] != 1] == []
        assert max(counts.values()) == 1
        assert len(remove_drained(tmp_path / "wal")) == 1
