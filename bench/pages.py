"""Pages: how long they take and weigh, on the demo and on 20 million events; and what clicking costs the gateway.

`HYPERCARE_BENCH_EVENTS` (a number of millions) makes the second part smaller.
"""

import http.client
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from bench.grown import grow
from bench.ingest import CONNECTIONS, SECONDS, sent
from bench.report import Report
from bench.serving import Server, serving, until
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.demo import demo

LAUNCH = "/launches/biza-bulk-upload"
FINISHED = "/launches/jadwal-jemput"
"""One that was signed."""
PAGES = (
    "/",
    LAUNCH,
    f"{LAUNCH}?day=30",
    f"{LAUNCH}/entrance",
    f"{LAUNCH}/tracking",
    f"{LAUNCH}/tracking?day=30",
    f"{LAUNCH}/gates",
    f"{LAUNCH}/gates?day=30",
    f"{LAUNCH}/evidence/completion",
    f"{LAUNCH}/definition",
    f"{LAUNCH}/outcomes",
    f"{LAUNCH}/guardrails",
    f"{LAUNCH}/retention/shipping_again",
    f"{LAUNCH}/cycle/pro_accounts",
    f"{LAUNCH}/anti-patterns",
    f"{LAUNCH}/decision",
    f"{LAUNCH}/history",
    f"{LAUNCH}/timeline",
    f"{FINISHED}/outcomes",
    f"{FINISHED}/decision",
    "/sources",
    "/live",
    "/audit",
    "/help",
)
ROUNDS = 25
DAYS_LOOKED_AT = 100
"""Of the demo's 102: a day more or less is computed while others are asked for."""
MILLION = 1_000_000
PEOPLE = 2
THINKING_SECONDS = 0.3
LONGEST_S = 1_800.0


def run(report: Report) -> None:
    """Measures on the demo, then on the demo grown to 20 million events."""
    millions = int(os.environ.get("HYPERCARE_BENCH_EVENTS", "20"))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        done = demo.run(House(read_settings({}, data=data)), fresh=False, on_progress=lambda _what, _moved: None)
        with serving(data, "demo") as server:
            _measure(report, server, "demo")
        shutil.copytree(data, Path(folder) / "loaded")
        with serving(Path(folder) / "loaded", "demo") as server:
            _clicking(report, server)
        events = grow(data, 1 + millions * MILLION // done.events)
        with serving(data, "demo") as server:
            _measure(report, server, f"{events / MILLION:.0f} M events")


def _measure(report: Report, server: Server, what: str) -> None:
    began = time.perf_counter()
    until(lambda: _all_there(server), LONGEST_S, every=0.5)
    report.row(f"{what}: until every page has its figures", time.perf_counter() - began, "s", None)
    until(lambda: _looked_at(server) >= DAYS_LOOKED_AT, LONGEST_S, every=0.5)
    report.row(f"{what}: until all days are looked at", time.perf_counter() - began, "s", None)
    used = server.cpu_seconds("web")
    fetched = [_fetch(server, page) for _ in range(ROUNDS) for page in PAGES]
    used = (server.cpu_seconds("web") - used) / len(fetched)
    times = np.array([seconds for seconds, _ in fetched]) * 1000
    sizes = {page: size for page, (_, size) in zip(PAGES, fetched[-len(PAGES) :], strict=True)}
    report.row(f"{what}: page p50", float(np.percentile(times, 50)), "ms", None)
    report.row(f"{what}: page p95", float(np.percentile(times, 95)), "ms", "< 200")
    slowest = max(PAGES, key=lambda page: float(np.median(times[PAGES.index(page) :: len(PAGES)])))
    report.row(f"{what}: slowest page by its median", slowest)
    for page in (f"{LAUNCH}/tracking", f"{LAUNCH}/tracking?day=30"):
        median = float(np.median(times[PAGES.index(page) :: len(PAGES)]))
        report.row(f"{what}: {page.removeprefix(LAUNCH)}, median", median, "ms", None)
    report.row(f"{what}: processor's time of the web process, a page", round(1000 * used, 1), "ms", None)
    report.row(f"{what}: bytes of the overview, compressed", sizes[LAUNCH], "bytes", None)
    report.row(f"{what}: bytes of the largest page, compressed", max(sizes.values()), "bytes", None)
    for role, megabytes in server.megabytes_by_process().items():
        report.row(f"{what}: memory of {role} right after that", round(megabytes), "MB", None)
    until(lambda: server.children("studio") == 0, LONGEST_S, every=0.5)
    report.row(f"{what}: memory of the three processes after that", round(server.megabytes()), "MB", "<= 500")


def _clicking(report: Report, server: Server) -> None:
    """The gateway's answers at full load, alone and while people click through the pages."""
    for people in (0, PEOPLE):
        over = threading.Event()
        threads = [threading.Thread(target=_click, args=(server, over)) for _ in range(people)]
        for thread in threads:
            thread.start()
        told = sent(server.gateway_port, {"mixpanel": server.token}, SECONDS, CONNECTIONS)
        over.set()
        for thread in threads:
            thread.join()
        report.row(f"answered, {people} people clicking", round(told.rate), "events/s", None)
        report.row(f"answer p99, {people} people clicking", round(told.latency_ms(99), 1), "ms", "< 50")


def _click(server: Server, over: threading.Event) -> None:
    page = 0
    while not over.wait(THINKING_SECONDS):
        _fetch(server, PAGES[page % len(PAGES)])
        page += 1


def _fetch(server: Server, page: str) -> tuple[float, int]:
    """Seconds and compressed bytes of one page. Raises RuntimeError where it is not answered."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - began
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{page}: {answer.status}")
    return seconds, len(body)


def _all_there(server: Server) -> bool:
    return max(_fetch(server, page)[0] for page in PAGES) < 1.0


def _looked_at(server: Server) -> int:
    """Days of the launch that have a look."""
    return sum(1 for _ in (server.data / "looks").glob("biza-bulk-upload/*/day-*.json"))
