"""A launch whose every name from outside tries something: markup, turned text, great length, signs of all planes."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from commands import run

ID = "hostile-names"
LIVE = datetime.fromisoformat("2026-10-12T00:00+07:00")
SCRIPT = "<script>document.title='owned'</script>"
IMAGE = "\"><img src=x onerror=document.title='owned'>"
ARABIC = "\u0627\u0644\u0623\u0633\u0627\u0633\u064a\u0629\u200f"
TURNED = "abc\u202edcba\u2066"
LONG = "x" * 200
EMOJI = "\N{PACKAGE}\N{FIRE}" * 20
TEMPLATE = "{{ 7|add:7 }}{% now 'Y' %}{ $metric }"
TITLE = f"{SCRIPT} {ARABIC} {EMOJI}"
METRIC = f"{IMAGE} {EMOJI}"
AGAIN = f"{TEMPLATE} {ARABIC}"
OPENED, DONE = f"{SCRIPT} opened", f"{LONG[:190]} done"
SEGMENT = f"plan {TEMPLATE}"
VALUES = (SCRIPT, TURNED, LONG, EMOJI, TEMPLATE, "\x00\x1b[31m\nred")
PEOPLE = 240

FILE = {
    "launch": ID,
    "title": TITLE,
    "live": "2026-10-12T00:00",
    "timezone": "Asia/Makassar",
    "unit": "user",
    "lateness": "6 hours",
    "segment": {"name": f"{LONG[:150]} {SCRIPT}", "expected_units": PEOPLE, "exposure": {"event": OPENED}},
    "business_cycle": "calendar month",
    "metrics": {
        METRIC: {"funnel": [OPENED, DONE], "within": "1 day"},
        LONG: {"rate": TEMPLATE, "per": "1000 active users"},
        AGAIN: {"retention": {"event": OPENED, "brackets": ["1-7", "8-14"]}},
    },
    "primary": [METRIC],
    "gates": {"day 30": {METRIC: {"success": "40%", "failure": "20%"}}},
    "guardrails": {LONG: {"at most": 5, "rollback": 50}},
    "segments": [SEGMENT],
}


def bring(data: Path) -> None:
    """Registers the launch in a data folder, with its events."""
    file = data / "launches" / f"{ID}.yaml"
    file.write_text(json.dumps(FILE, ensure_ascii=False, indent=1))  # JSON is YAML, too
    events = data / "hostile.jsonl"
    events.write_text("".join(f"{json.dumps(each)}\n" for each in _events()))
    for words in (("launch", "add", file), ("import", "events", events)):
        ran = run(*words, "--data", data, clock="2026-11-21T05:00Z")
        wrong = [line for line in ran.err.split("\n") if line and ": warning: " not in line]
        assert (ran.code, wrong) == (0, []), ran
    events.unlink()


def _events() -> Iterator[dict[str, object]]:
    for user in range(PEOPLE):
        value = VALUES[user % len(VALUES)]
        common = {"user": f"{value} {user}", "properties": {SEGMENT: value, TEMPLATE: SCRIPT}}
        at = LIVE + timedelta(days=user % 28, hours=9)
        yield {"event": OPENED, "time": at.isoformat(), **common}
        if user % 3:
            yield {"event": DONE, "time": (at + timedelta(minutes=5)).isoformat(), **common}
        if user % 40 == 0:
            yield {"event": TEMPLATE, "time": (at + timedelta(hours=2)).isoformat(), **common}
