"""Probes of a launch: run on demand, on schedule, and what the entrance says of them."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import structlog

from app.production import Production, production, resolving, says
from commands import Ran, run
from hypercare.app import site
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.probing.addresses import Allowed
from hypercare.app.probing.prober import Prober
from hypercare.app.probing.runs import APART
from hypercare.app.probing.turns import turns
from hypercare.app.processes.probing import MOST_A_ROUND, Probing
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts.probes import probe_now
from hypercare.ledger import probes
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.probe import Probe, ProbeFailure, ProbeResult

pytestmark = pytest.mark.slow  # each asks a server
LAUNCH = """\
launch: shop
title: Shop
live: {live}
timezone: Asia/Jakarta
unit: user
segment: all
business_cycle: calendar month
sanity:
{checks}
metrics: {{opens: {{count: opened}}}}
gates: {{day 30: {{opens: {{success: 1}}}}}}
"""
PROBER = Prober(Allowed((ip_network("127.0.0.0/8"),)), resolver=resolving(production_example="127.0.0.1"))


@pytest.fixture(scope="module")
def served() -> Iterator[Production]:
    with production({"/page": says(b"hello"), "/down": says(b"oh", 503)}) as made:
        yield made


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(read_settings({}, data=tmp_path / "data"))
    yield made
    site.close()


def declare(house: House, *checks: str, live: datetime | None = None) -> None:
    """Registers a launch that goes live in a month, or at an instant."""
    at = live or datetime.now(UTC) + timedelta(days=30)
    file = house.data.parent / "shop.yaml"
    listed = "\n".join(f"  - {{{each}}}" for each in checks)
    file.write_text(LAUNCH.format(live=f"{at:%Y-%m-%dT%H:%M}", checks=listed))
    ran = run("launch", "add", file, "--at", "2026-01-01", "--data", house.data)
    assert ran.code == 0, ran.err


def page(served: Production, path: str = "/page", name: str = "page answers", **more: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f'name: {name}, get: "{served.url(path)}"{extra}'


def failures(document: Any) -> dict[str, str | None]:
    return {each["name"]: each["failure"] for each in document["probes"]}


def test_on_demand_all_probes_are_run_and_kept(house: House, served: Production) -> None:
    declare(house, page(served), page(served, "/down", "api answers"), "name: label prints, by: E. Lestari")
    found = probe_now(house, "shop", prober=PROBER)
    assert (found["schema"], found["ok"]) == ("hypercare/probe.v1", False)
    assert failures(found) == {"page answers": None, "api answers": "status"}
    items = {
        item["id"]: item for item in run("ready", "shop", "--data", house.data, "--json").json["criteria"][-1]["items"]
    }
    assert {name: item["state"] for name, item in items.items()} == {
        "sanity/page answers": "pass",
        "sanity/api answers": "fail",
        "sanity/label prints": "unknown",
    }
    assert [len(item["history"]) for item in items.values()] == [1, 1, 0]


def test_one_is_run_by_its_name(house: House, served: Production) -> None:
    declare(house, page(served), page(served, "/down", "api answers"))
    assert failures(probe_now(house, "shop", ["page answers"], prober=PROBER)) == {"page answers": None}
    with pytest.raises(NotFound, match="fix: name 'page answers'"):
        probe_now(house, "shop", ["page answer"], prober=PROBER)


def test_a_launch_without_probes_says_so(house: House) -> None:
    declare(house, "name: label prints, by: E. Lestari")
    with pytest.raises(BadInput, match="declares no probe"):
        probe_now(house, "shop", prober=PROBER)


def test_with_a_set_clock_nothing_is_asked(house: House, served: Production) -> None:
    declare(house, page(served))
    frozen = House(replace(house.settings, clock="2026-11-21T12:00Z"))
    served.asked.clear()
    with pytest.raises(Refused, match="production answers now"):
        probe_now(frozen, "shop", prober=PROBER)
    Probing(frozen, structlog.get_logger(), PROBER).run(lambda _: pytest.fail("it does not wait"))
    assert served.asked == []


def test_however_often_it_is_asked_production_is_asked_once(house: House, served: Production) -> None:
    declare(house, page(served))
    served.asked.clear()
    first, second = (probe_now(house, "shop", prober=PROBER) for _ in range(2))
    assert first == second
    assert len(served.asked) == 1


def test_a_changed_question_has_no_answer_yet(house: House, served: Production) -> None:
    declare(house, page(served))
    probe_now(house, "shop", prober=PROBER)
    declare(house, page(served, contains="bye"))
    assert failures(probe_now(house, "shop", prober=PROBER)) == {"page answers": "body"}


def test_two_who_ask_at_once_take_turns(house: House, served: Production) -> None:
    """The second waits for the first, and gets its answer."""
    declare(house, page(served))
    served.asked.clear()
    found: list[Any] = []

    def ask() -> None:
        with closing(_Here(house)) as here:
            found.append(probe_now(here.house, "shop", prober=PROBER))

    with turns(house.data, [("shop", "page answers")], waits=True) as mine:
        assert mine == {("shop", "page answers")}
        with turns(house.data, [("shop", "page answers"), ("shop", "other")], waits=False) as free:
            assert free == {("shop", "other")}
        waiting = threading.Thread(target=ask)
        waiting.start()
        assert served.asked == []
    waiting.join()
    assert (len(found), len(served.asked)) == (1, 1)


class _Here:
    """The same installation in another thread, which has connections of its own."""

    def __init__(self, house: House) -> None:
        self.house = house

    def close(self) -> None:
        from django.db import connections

        connections.close_all()


def probing(house: House) -> Probing:
    open_ledger(house)
    return Probing(house, structlog.get_logger(), PROBER)


def test_on_schedule_what_is_due_is_run(house: House, served: Production) -> None:
    declare(house, page(served), page(served, "/down", "api answers", every="1 hour"))
    worker = probing(house)
    assert {each.probe: each.failure for each in worker.probe()} == {
        "page answers": None,
        "api answers": ProbeFailure.STATUS,
    }
    assert worker.probe() == ()
    later = datetime.now(UTC) + timedelta(minutes=6)
    assert [each.probe.name for each in worker.due(later)] == ["page answers"]


def test_a_round_is_bounded_and_the_next_goes_on(house: House, served: Production) -> None:
    declare(house, *(page(served, name=f"page {number}") for number in range(MOST_A_ROUND + 3)))
    worker = probing(house)
    assert [len(worker.probe()) for _ in range(3)] == [MOST_A_ROUND, 3, 0]


def test_what_is_closed_is_not_probed(house: House, served: Production) -> None:
    declare(house, page(served), live=datetime.now(UTC) - timedelta(days=200))
    assert probing(house).due(datetime.now(UTC)) == ()


def test_one_that_runs_elsewhere_is_left_out(house: House, served: Production) -> None:
    declare(house, page(served), page(served, "/down", "api answers"))
    worker = probing(house)
    with turns(house.data, [("shop", "page answers")], waits=True):
        assert [each.probe for each in worker.probe()] == ["api answers"]


def test_old_results_go_once_an_hour(house: House, served: Production) -> None:
    declare(house, page(served))
    worker = probing(house)
    old = datetime.now(UTC) - timedelta(days=91)
    probes.add([ProbeResult("shop", "page answers", "d" * 64, old)])
    assert (worker.prune(), worker.prune()) == (1, 0)


def test_the_job_goes_on_after_a_failure(house: House, served: Production) -> None:
    class Broken(Prober):
        def run(self, probes: Any) -> Any:
            raise OSError(probes)

    declare(house, page(served))
    waits = iter([False, False, True])
    Probing(house, structlog.get_logger(), Broken()).run(lambda _: next(waits))
    assert next(waits, None) is None
    assert len(probing(house).probe()) == 1


def cli(house: House, *words: str, **environment: str) -> Ran:
    return run("probe", "shop", *words, "--data", house.data, **environment)


def test_the_command_line(house: House, served: Production) -> None:
    here = Production(served.port, served.pages).url("/page", host="127.0.0.1")
    declare(house, f'name: page answers, get: "{here}"', f'name: down, get: "{here[:-4]}down"')
    refused = cli(house, "--only", "page answers", "--json")
    assert (refused.code, failures(refused.json)) == (1, {"page answers": "private"})
    stands = cli(house, "--only", "page answers", "--json", probe_private="127.0.0.1")
    assert stands.json["probes"] == refused.json["probes"], f"run again within {APART}"
    told = cli(house, "--only", "down", probe_private="127.0.0.1")
    assert told.code == 1
    assert "Answered 503; 200 is expected." in told.out
    assert cli(house, clock="2026-09-01T00:00Z").code == 2


def test_probes_of_the_digest_are_told_apart() -> None:
    probe = Probe("page", "https://example.com")
    others = [replace(probe, url="https://example.com/x"), replace(probe, contains="x"), replace(probe, follows=True)]
    assert len({each.digest for each in (probe, *others)}) == 4
    assert replace(probe, name="other", every=timedelta(hours=1)).digest == probe.digest
