"""What arrives, handed to many readers: every row once, and nothing asked while nobody looks."""

import asyncio
import random
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import ExitStack
from typing import Any

import pytest

from hypercare.model.cursor import Cursor
from hypercare.model.errors import Refused, Unreachable
from hypercare.web.pages.live.hub import MOST_READERS, MOST_READERS_EACH, Hub
from hypercare.web.pages.live.ring import News
from patience import PATIENCE_S

KEPT = 5
PAUSE = 0.01


class Lake:
    """A lake to which rows are added, and which counts how often it is asked."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Cursor]] = []
        self.end = Cursor()
        self.asked: list[dict[str, Any]] = []
        self.is_gone = False

    def add(self, *kinds: str) -> None:
        for kind in kinds:
            events, quarantine = self.end.events, self.end.quarantine
            number = max(events, quarantine) + 1
            self.end = Cursor(number, quarantine) if kind == "event" else Cursor(events, number)
            self.rows.append((kind, self.end))

    def ask(self, name: str, *, after: str | None, limit: int) -> "Future[Any]":
        self.asked.append({"name": name, "after": after})
        future: Future[Any] = Future()
        if self.is_gone:
            future.set_exception(Unreachable("the studio ended"))
        else:
            future.set_result(self._tail(Cursor() if after is None else Cursor.parse(after), after is None, limit))
        return future

    def _tail(self, start: Cursor, is_first: bool, limit: int) -> dict[str, Any]:
        new = [row for row in self.rows if _number(*row) > _number(row[0], start)]
        rows, cursor = [], start
        for kind, here in new:
            cursor = (
                Cursor(here.events, cursor.quarantine) if kind == "event" else Cursor(cursor.events, here.quarantine)
            )
            rows.append({"kind": kind, "cursor": str(cursor)})
        skipped = 0 if is_first else max(0, len(rows) - limit)
        return {"rows": rows[-limit:], "cursor": str(self.end), "skipped": skipped}


def _number(kind: str, cursor: Cursor) -> int:
    return cursor.events if kind == "event" else cursor.quarantine


class Reader:
    """Somebody who looks, until he is told to stop."""

    def __init__(self, hub: Hub, cursor: Cursor | None = None, name: str = "putri") -> None:
        self.hub, self.cursor, self.name = hub, cursor, name
        self.seen: list[str] = []
        self.skipped = self.beats = 0
        self.task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Reader":
        readers = self.hub.readers
        self.task = asyncio.create_task(self.read())
        await until(lambda: self.hub.readers > readers and self.cursor is not None)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def read(self, seconds: float = 60, beat: float = 60) -> None:
        with self.hub.seat(self.name):
            async for news in self.hub.follow(self.cursor, seconds=seconds, beat=beat):
                self.take(news)

    def take(self, news: News | None) -> None:
        if news is None:
            self.beats += 1
            return
        self.seen += [row["cursor"] for row in news.rows]
        self.skipped += news.skipped
        self.cursor = news.cursor


async def until(ready: Any) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not ready():
            await asyncio.sleep(PAUSE / 4)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


@pytest.fixture
def lake() -> Lake:
    return Lake()


@pytest.fixture
def hub(lake: Lake) -> Hub:
    return Hub(lake.ask, pause=PAUSE, kept=KEPT)


def test_a_reader_sees_what_arrives_from_then_on(lake: Lake, hub: Hub) -> None:
    async def story() -> None:
        lake.add("event", "event")
        async with Reader(hub) as reader:
            lake.add("event", "quarantine")
            await until(lambda: len(reader.seen) == 2)
            assert reader.seen == ["2.-1", "2.3"]

    run(story())


def test_many_readers_cost_one_question(lake: Lake, hub: Hub) -> None:
    async def story() -> None:
        async with Reader(hub, name="a") as first, Reader(hub, name="b") as second:
            before = len(lake.asked)
            await asyncio.sleep(20 * PAUSE)
            assert len(lake.asked) - before <= 21
            lake.add("event")
            await until(lambda: first.seen == second.seen == ["0.-1"])

    run(story())


def test_nothing_is_asked_while_nobody_looks(lake: Lake, hub: Hub) -> None:
    async def story() -> None:
        async with Reader(hub):
            assert lake.asked
        await until(lambda: hub.readers == 0)
        before = len(lake.asked)
        await asyncio.sleep(10 * PAUSE)
        assert (len(lake.asked), hub.readers) == (before, 0)

    run(story())


def test_who_comes_back_gets_exactly_what_he_missed(lake: Lake, hub: Hub) -> None:
    async def story() -> None:
        lake.add("event")
        async with Reader(hub) as reader:
            lake.add("event")
            await until(lambda: len(reader.seen) == 1)
        lake.add("quarantine", "event", "event")
        async with Reader(hub, reader.cursor) as again:
            await until(lambda: len(again.seen) == 3)
            lake.add("event")
            await until(lambda: len(again.seen) == 4)
        assert again.seen == ["1.2", "3.2", "4.2", "5.2"]
        assert again.skipped == 0

    run(story())


def test_of_more_than_is_kept_the_rest_is_counted(lake: Lake, hub: Hub) -> None:
    async def story() -> None:
        lake.add("event")
        async with Reader(hub) as live:
            lake.add(*["event"] * (KEPT + 3))
            await until(lambda: live.skipped)
        assert (len(live.seen), live.skipped) == (KEPT, 3)
        async with Reader(hub, Cursor(0, -1)) as late:
            await until(lambda: late.seen)
        assert (late.seen, late.skipped) == (live.seen, 3)

    run(story())


@pytest.mark.parametrize("seed", range(8))
def test_every_row_once_whoever_comes_and_goes(lake: Lake, hub: Hub, seed: int) -> None:
    rng = random.Random(seed)

    async def story() -> None:
        lake.add("event", "quarantine")
        cursor, seen, skipped = lake.end, [], 0
        async with Reader(hub, name="other"):
            for _ in range(12):
                async with Reader(hub, cursor) as reader:
                    for _ in range(rng.randrange(4)):
                        lake.add(*rng.choices(["event", "quarantine"], k=rng.randrange(1, KEPT)))
                        await asyncio.sleep(rng.random() * 3 * PAUSE)
                lake.add(*rng.choices(["event", "quarantine"], k=rng.randrange(2 * KEPT)))
                cursor, seen, skipped = reader.cursor, seen + reader.seen, skipped + reader.skipped
            async with Reader(hub, cursor) as last:
                await until(lambda: last.cursor == lake.end)
        seen, skipped = seen + last.seen, skipped + last.skipped
        assert len(seen) == len(set(seen))
        assert len(seen) + skipped == len(lake.rows) - 2

    run(story())


def test_streams_end_with_the_server(hub: Hub) -> None:
    async def story() -> None:
        ending = [False]
        hub.end_when(lambda: ending[0])
        async with Reader(hub) as reader:
            ending[0] = True
            assert reader.task is not None
            await asyncio.wait_for(reader.task, PATIENCE_S)
        assert hub.readers == 0

    run(story())


def test_a_stream_beats_while_nothing_arrives(hub: Hub) -> None:
    async def story() -> None:
        reader = Reader(hub, Cursor())
        reading = asyncio.create_task(reader.read(beat=PAUSE))
        await until(lambda: reader.beats >= 3)
        reading.cancel()

    run(story())


def test_a_stream_ends_by_itself(hub: Hub) -> None:
    async def story() -> None:
        await asyncio.wait_for(Reader(hub, Cursor()).read(seconds=3 * PAUSE), PATIENCE_S)
        assert hub.readers == 0

    run(story())


def test_a_studio_that_is_gone_is_asked_again(lake: Lake, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hypercare.web.pages.live.hub.FAILED_PAUSE_SECONDS", PAUSE)

    async def story() -> None:
        lake.is_gone = True
        async with Reader(hub, Cursor()) as reader:
            await until(lambda: hub.is_failing)
            lake.is_gone = False
            lake.add("event")
            await until(lambda: reader.seen == ["0.-1"])
        assert not hub.is_failing

    run(story())


def test_nobody_opens_too_many(hub: Hub) -> None:
    with ExitStack() as everybody:
        with ExitStack() as hers:
            for _ in range(MOST_READERS_EACH):
                hers.enter_context(hub.seat("putri"))
            with pytest.raises(Refused, match="too many live pages"), hub.seat("putri"):
                pass
            for number in range(MOST_READERS - MOST_READERS_EACH):
                everybody.enter_context(hub.seat(f"p{number}"))
            assert not hub.has_room("budi")
        assert hub.has_room("budi")
    assert hub.readers == 0
