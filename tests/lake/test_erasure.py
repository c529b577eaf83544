"""Erasure: a person's rows leave every file, of every version, whatever ends the work in between."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from crash_files import CrashFiles, disks
from hypercare.lake.age import Age
from hypercare.lake.compaction import compact
from hypercare.lake.erasure import discard, erase, survey
from hypercare.lake.files import RealFiles
from hypercare.lake.person import Person, Traces
from hypercare.lake.rows import FACTS, to_arrow
from hypercare.lake.table_facts import TableFacts
from hypercare.model.instant import DAY_US
from lake.loading import NOW, NOW_US, Lake, everything, key, said

ANA = "user-ana-1"
# `ana-1` is to go, by both of their keys; `ana-12` and `bob-7` are others.
LOADED = [
    "ana-1 ana-12 own:ana-1b",
    "alias:ana-1 alias:bob-7 trait:ana-1 trait:bob-7",
    "ana-1 rejected:user-ana-1 bob-7 change:ana-1 said:ana-1 said:bob-7",
    "request:ana-1 error:ana-1 error:bob-7 session:ana-1 session:bob-7",
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of several files, an earlier version of which compaction has left behind."""
    lake = Lake(tmp_path_factory.mktemp("template"), RealFiles())
    for number, names in enumerate(LOADED):
        lake.segment(number, names)
        lake.loader.load_ready(NOW)
    compact(lake.commits, small_files=2)
    lake.segment(9, "ana-1c bob-8")
    lake.loader.load_ready(NOW)
    lake.loader.close()
    return lake.root


@pytest.fixture
def lake(template: Path, tmp_path: Path) -> Lake:
    return Lake(Path(shutil.copytree(template, tmp_path / "lake")), RealFiles())


def person(lake: Lake, key: str = ANA) -> Person:
    return Person.known(lake.tables.read("aliases"), [key])


def forget(lake: Lake, who: Person) -> tuple[str, ...]:
    """Everything that is done to the tables, in its order; the files removed."""
    lake.commits.prepare()
    sieve = Traces(who, TableFacts.newest(lake.tables, FACTS))
    found = survey(lake.tables, sieve)
    number = (lake.tables.transaction_version("erased", "erasure/1") or 0) + 1
    erase(lake.commits, sieve, found, keep_keys=("erasure/1", number))
    return discard(lake.commits, found.paths)


def texts_of(lake: Lake) -> str:
    """All that any data file of any version says."""
    rows = [
        pq.read_table(path).to_pylist() for table in FACTS for path in (lake.root / "lake" / table).glob("*.parquet")
    ]
    return json.dumps(rows, default=str)


LEFT = {
    "events": Counter(["ana-12", "ana-1b", "ana-1c", "bob-7", "bob-8"]),
    "aliases": Counter(["bob-7"]),
    "traits": Counter(["bob-7"]),
    "feedback": Counter(["bob-7"]),
    "requests": Counter(["GET /ana-1"]),
    "errors": Counter(["bob-7"]),
    "sessions": Counter(["bob-7"]),
    "quarantine": Counter(),
}


def facts(lake: Lake) -> dict[str, Counter[str]]:
    return {table: lake.names(table) for table in FACTS}


def test_the_rows_of_a_person_leave_every_version(lake: Lake) -> None:
    assert person(lake).keys == {ANA, "anon-ana-1"}
    assert '"user-ana-1"' in texts_of(lake)
    removed = forget(lake, person(lake))
    assert facts(lake) == LEFT
    assert '"user-ana-1"' not in texts_of(lake)
    assert '"anon-ana-1"' not in texts_of(lake)
    assert len([name for name in removed if name.startswith("events/")]) > 1, "files of earlier versions too"


def test_nothing_is_left_to_do_afterwards(lake: Lake) -> None:
    who = person(lake)
    forget(lake, who)
    versions = {table: lake.tables.version(table) for table in FACTS}
    assert forget(lake, who) == ()
    assert {table: lake.tables.version(table) for table in FACTS} == versions


def test_feedback_goes_by_conversation_and_others_words_are_blanked(lake: Lake) -> None:
    later = replace(said("ana-1"), key=key("later"), user_key=None, body="thanks", state="solved")
    other = replace(said("bob-7"), key=key("other"), title=f"as {ANA} said", body="x\ny", props=f'{{"by":"{ANA}"}}')
    accounted = replace(said("eve"), key=key("third"), groups='{"company_id": "acme"}')
    lake.commits.append(
        "feedback", to_arrow("feedback", [later, other, accounted], [90, 91, 92]), transaction=("test", 1)
    )
    forget(lake, person(lake))
    assert lake.names("feedback") == Counter({"bob-7": 2, "eve": 1})
    kept = next(row for row in lake.tables.read("feedback").to_pylist() if row["title"])
    assert (kept["title"], kept["body"], kept["props"]) == ("as (erased) said", "x\ny", '{"by":null}')
    forget(lake, Person(frozenset(), frozenset({("company_id", "acme")})))
    assert lake.names("feedback") == Counter({"bob-7": 2})


RESENT = "ana-1 own:ana-1b bob-7 change:ana-1"


def rebuilt(lake: Lake) -> None:
    shutil.rmtree(lake.root / "keys")


def behind(lake: Lake) -> None:
    """As if the last flush of the keys had been lost with the power."""
    (lake.root / "keys" / "events" / "state.json").unlink()


@pytest.mark.parametrize("loss", [lambda _: None, rebuilt, behind], ids=["keys kept", "keys lost", "keys behind"])
def test_an_erased_event_that_is_sent_again_does_not_come_back(lake: Lake, loss: object) -> None:
    forget(lake, person(lake))
    assert callable(loss)
    loss(lake)
    again = lake.reopened()
    again.segment(20, RESENT)
    assert again.loader.load_ready(NOW).duplicates == 4
    assert facts(again) == LEFT


def test_arrival_numbers_are_not_given_twice(lake: Lake) -> None:
    newest = lake.tables.last_arrival()
    forget(lake, person(lake, "user-bob-8"))
    assert lake.names()["bob-8"] == 0
    assert lake.tables.last_arrival() == newest


def check_resumed(lake: Lake) -> None:
    """A reader finds each table whole, old or new; a second run finds the rest by what is left."""
    lake.commits.prepare()
    loaded = {"events": 6, "aliases": 2, "traits": 3, "feedback": 2, "requests": 1, "errors": 2, "sessions": 2}
    loaded |= {"quarantine": 1}
    held = facts(lake)
    assert all(sum(held[table].values()) in (loaded[table], sum(LEFT[table].values())) for table in FACTS)
    forget(lake, Person(frozenset({ANA, "anon-ana-1"})))
    assert facts(lake) == LEFT
    assert '"user-ana-1"' not in texts_of(lake)
    again = lake.reopened()
    again.segment(20, RESENT)
    assert again.loader.load_ready(NOW).duplicates == 4


def test_power_lost_at_any_call_of_an_erasure_leaves_the_old_rows_or_the_new(template: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(template, tmp_path / "root"))

    def work(files: CrashFiles) -> None:
        lake = Lake(root, files)
        forget(lake, person(lake))

    for disk in disks(root, tmp_path, work, lucks=1):
        check_resumed(Lake(disk, RealFiles()))


def test_rows_beyond_their_age_leave_every_version(lake: Lake) -> None:
    lake.segment(30, "bob-9")
    lake.loader.load_ready(NOW)
    sieve = Age.of({"events": 3}, NOW_US + 3 * DAY_US)
    assert survey(lake.tables, sieve).files == ()
    sieve = Age.of({"events": 3, "feedback": 3, "errors": 3, "quarantine": 4}, NOW_US + 4 * DAY_US)
    found = survey(lake.tables, sieve)
    erase(lake.commits, sieve, found, keep_keys=None)
    discard(lake.commits, found.paths)
    assert {table: sum(names.values()) for table, names in everything(lake.tables).items()} == {
        "events": 0,
        "aliases": 2,
        "traits": 3,
        "feedback": 0,
        "requests": 1,
        "errors": 0,
        "sessions": 2,
        "quarantine": 1,
    }
    assert list((lake.root / "lake" / "events").glob("*.parquet")) == []
    before = lake.tables.last_arrival()
    again = lake.reopened()
    again.segment(31, "carl-1")
    again.loader.load_ready(NOW)
    assert again.tables.files("events")[0].first_arrival == before + 1
