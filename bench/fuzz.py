"""Fuzzing of every receiver and decoder: valid requests broken in all ways, until so many were tried.

A case must be answered, whatever it is; what was kept must decode; neither may take long or much memory. `./hc test`
tries some hundreds of cases a vendor, this some hundred thousand.
"""

import json
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bench.payloads import BATCHES, NUMBER, encoded
from bench.report import Report
from hypercare.model.facts import Payload
from hypercare.model.ports import Credential
from hypercare.sources.receiver import Request
from hypercare.sources.registry import decoders, receivers

CASES = 20_000
"""A receiver, and half of that a decoder."""
SEED = 20261122
NOW = 1_790_042_400_000_000
WORDS = [
    b"null",
    b"[]",
    b"{}",
    b'""',
    b"-1",
    b"1e999",
    b"9" * 400,
    b"[" * 2_000,
    b'{"a":' * 2_000,
    b"\xff\xfe",
    b"\\ud800",
]


class Book:
    """Every secret opens the door of the vendor that it names."""

    def find(self, secret: str) -> Credential | None:
        vendor = secret.removeprefix("hc_")
        return Credential("t", vendor, vendor) if vendor in receivers() else None


@dataclass
class Tried:
    """What was tried, and the worst of it."""

    cases: int = 0
    kept: int = 0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def time(self, name: str, case: Callable[[], Any]) -> Any:
        """Runs one case; what it raises is a failure."""
        self.cases += 1
        began = time.process_time()
        try:
            return case()
        except Exception as error:  # noqa: BLE001 any at all is what is looked for
            self.failures.append(f"{name}: {type(error).__name__}: {error}"[:200])
            return None
        finally:
            self.slowest = max(self.slowest, time.process_time() - began)


def run(report: Report, cases: int = CASES) -> None:
    """Breaks what each vendor's client sends."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for vendor in sorted(BATCHES):
        _tell(report, f"{vendor} receiver", _received(vendor, cases))
    tried = Tried()
    for name in sorted(decoders()):
        _decoded(name, cases // 2, tried)
    _tell(report, f"{len(decoders())} decoders", tried)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    report.row("fuzz: growth of the most memory", round(grown), "MB", None)


def _tell(report: Report, what: str, tried: Tried) -> None:
    report.row(f"fuzz: {what}: cases", tried.cases, "cases", None)
    report.row(f"fuzz: {what}: failures", len(tried.failures), "cases", "0")
    report.row(f"fuzz: {what}: slowest case", round(tried.slowest * 1000), "ms", None)
    for failure in tried.failures[:5]:
        print(f"  {failure}")


def _received(vendor: str, cases: int) -> Tried:
    tried, rng = Tried(), random.Random(f"{SEED}{vendor}")
    head, _, body = encoded(vendor, f"hc_{vendor}", 1)[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    path, _, query = first.split(" ")[1].removeprefix(f"/ingest/{vendor}/").partition("?")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
    for broken in _broken(body.replace(NUMBER, b"00000001"), rng, cases):
        request = Request("POST", path, asked, headers, broken, NOW)
        outcome = tried.time(vendor, lambda r=request: receivers()[vendor].receive(r, Book()))
        for payload in outcome.payloads if outcome else ():
            tried.kept += 1
            tried.time(vendor, lambda p=payload: decoders()[p.decoder](p))
    return tried


def _decoded(name: str, cases: int, tried: Tried) -> None:
    rng = random.Random(f"{SEED}{name}")
    seed = json.dumps(BATCHES["mixpanel"]("hc_mixpanel", 1).body[:5]).encode()
    for broken in _broken(seed, rng, cases):
        payload = Payload(name, rng.choice(["track", "batch", "events", ""]), "shop", NOW, broken)
        tried.time(name, lambda p=payload: decoders()[p.decoder](p))


def _broken(body: bytes, rng: random.Random, cases: int) -> Iterator[bytes]:
    """The body, broken in one to three places each time; and whole values replaced by others."""
    small = body[: rng.randrange(200, 2_000)]
    for case in range(cases):
        text = bytearray(body if case % 4 else small)
        for _ in range(rng.randrange(1, 4)):
            _break(text, rng)
        yield bytes(text)


def _break(text: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(text)) if text else 0
    kind = rng.randrange(5)
    if kind == 0:
        text[at : at + 1] = bytes([rng.randrange(256)])
    elif kind == 1:
        del text[at : at + rng.randrange(1, 200)]
    elif kind == 2:
        text[at:at] = rng.choice(WORDS)
    elif kind == 3:
        text[at:at] = text[at : at + rng.randrange(1, 400)]
    else:
        _replace_value(text, at, rng)


def _replace_value(text: bytearray, at: int, rng: random.Random) -> None:
    """Puts a word in place of the value behind the next colon."""
    start = text.find(b":", at) + 1
    end = min((place for sign in b",}]" if (place := text.find(bytes([sign]), start)) >= 0), default=-1)
    if start and end > start:
        text[start:end] = rng.choice(WORDS)
