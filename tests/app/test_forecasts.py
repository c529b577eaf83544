"""Forecasts of an installation: issued once a day, never changed, replayed, scored when the cycle is over."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from commands import run
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import with_words
from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.judging import forecasting, looking, verdicts
from hypercare.app.usecases.judging.forecasts import FORECAST, SCORE, Scored, forecasts
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.app.usecases.launches import launches
from hypercare.checks.validation.cycle import UNLEARNT
from hypercare.ledger import records

LAUNCH = """
launch: regulars
title: Regulars
live: 2026-09-01T00:00
timezone: UTC
unit: user
segment: Everybody
business_cycle: calendar month
lateness: 0 hours
metrics:
  regular: {cycle: {event: ordered, at_least: 30, every: calendar month}}
gates:
  cycle end:
    regular: {success: 30%, failure: 20%}
"""
LIVE = datetime(2026, 9, 1, tzinfo=UTC)
USERS, DAYS, MEAN = 200, 32, 0.9


def day(number: int) -> datetime:
    return LIVE + timedelta(days=number, hours=6)


def at(house: House, number: int) -> House:
    """The same installation on another day."""
    return House(replace(house.settings, clock=day(number).isoformat()))


def orders(*, copied_from: int = 99) -> str:
    """Users who order about daily for a month; from some day on each order is told twice."""
    rng = np.random.default_rng(11)
    means = rng.gamma(4, MEAN / 4, USERS)
    lines = []
    for user, counts in enumerate(rng.poisson(means[:, None], (USERS, DAYS)).tolist()):
        lines.append({"event": "seen", "time": LIVE.isoformat(), "user": f"u{user}"})
        for number, count in enumerate(counts):
            noon = LIVE + timedelta(days=number, hours=12)
            times = [noon + timedelta(minutes=2 * minute) for minute in range(count)]
            times += [each + timedelta(seconds=1) for each in times if number >= copied_from]
            lines += [{"event": "ordered", "time": each.isoformat(), "user": f"u{user}"} for each in times]
    return "".join(json.dumps(line) + "\n" for line in lines)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The installation after looks on days 5, 25 (twice) and 31, the day after the month."""
    house = told(tmp_path_factory.mktemp("forecasts"), orders())
    for number in (5, 25, 25, 31):
        verdicts.judge(at(house, number), "regulars", day(number))
    verdicts.judge(at(house, 31), "regulars", day(27))
    return house


def told(folder: Path, facts: str) -> House:
    """An installation that knows the launch and some facts."""
    settings = read_settings({"HYPERCARE_CLOCK": day(31).isoformat()}, data=folder / "data")
    house = House(settings)
    (folder / "events.jsonl").write_text(facts)
    imports.import_events(
        house, folder / "events.jsonl", source="web", decoder=None, again=False, on_progress=lambda _: None
    )
    (folder / "regulars.yaml").write_text(LAUNCH)
    launches.add(house, folder / "regulars.yaml", at=LIVE, by="putri")
    return house


def kept(house: House, kind: str) -> list[Any]:
    open_ledger(house)
    return list(reversed(records.of_launch("regulars", kind)))


def test_one_a_day_is_issued_while_the_cycle_runs_and_none_after_the_fact(house: House) -> None:
    found = [record.content["known_until"] for record in kept(house, FORECAST)]

    assert found == ["2026-09-05", "2026-09-25"]


def test_a_forecast_says_what_it_rests_on(house: House) -> None:
    early, late = (record.content for record in kept(house, FORECAST))

    assert [each["id"] for each in early["forecast"]["reasons"]] == ["forecast-too-soon"]
    told = late["forecast"]
    assert told["kind"] == "forecast"
    assert told["basis"]["units"] == USERS
    assert told["interval"]["low"] < told["expected"] < told["interval"]["high"]
    assert late["shock"] == {"sd": UNLEARNT.sd, "learnt_from": 0}
    assert late["over"] == "2026-10-01T00:00:00+00:00"


def test_a_forecast_never_changes_a_word(house: House) -> None:
    said = verdicts.judge(at(house, 25), "regulars", day(25)).document

    assert said["gates"][0]["word"] == "TOO_EARLY"
    assert "forecast" not in json.dumps(said)


def test_it_is_scored_once_when_the_cycle_is_over(house: House) -> None:
    scores = kept(house, SCORE)

    assert [score.content["kind"] for score in scores] == ["abstained", "forecast"]
    actual, score = scores[1].content["actual"], scores[1].content["score"]
    truth = verdicts.judge(at(house, 31), "regulars", day(31)).document["gates"][0]["metrics"][0]["answer"]
    assert (actual["units"], actual["reached"]) == (truth["counts"]["mature"], truth["counts"]["hits"])
    assert scores[0].content["score"] is None
    assert 0 < score["brier"] < 0.1
    assert score["covered"]
    assert sum(each["units"] for each in score["reliability"]) == USERS
    assert sum(each["reached"] for each in score["reliability"]) == actual["reached"]
    assert len(kept(house, SCORE)) == 2


def test_every_forecast_is_replayed_to_the_same_digits(house: House) -> None:
    for record in kept(house, FORECAST):
        ran = run("replay", record.id, "--data", house.data, "--json")
        assert (ran.code, ran.json["same"], ran.json["source"]) == (0, True, "facts")


def test_the_verb_lists_them_with_their_scores(house: House) -> None:
    ran = run("forecasts", "--launch", "regulars", "--data", house.data, "--json", clock=day(31).isoformat())

    assert ran.code == 0
    assert ran.json["schema"] == "hypercare/forecasts.v1"
    assert [each["known_until"] for each in ran.json["forecasts"]] == ["2026-09-25", "2026-09-05"]
    overall = ran.json["overall"]
    assert (overall["issued"], overall["abstained"], overall["scored"], overall["cycles"]) == (2, 1, 1, 1)
    assert overall["reasons"] == [{"reason": "forecast-too-soon", "forecasts": 1}]
    assert overall["covered"] == 1
    assert ran.json["by_launch"][0] == {"launch": "regulars", **overall}
    jsonschema.validate(ran.json, schema("forecasts"))
    plain = run("forecasts", "--data", house.data, clock=day(31).isoformat())
    assert "2 issued, 1 abstained, 1 scored" in plain.out


@pytest.mark.parametrize("number", [5, 25, 31])
def test_the_look_tells_the_cycle_and_what_was_issued_of_it(house: House, number: int) -> None:
    found = looking.look(at(house, number), "regulars", Moment(instant=day(number)))["outcome"]

    part = schema("outcome")
    shape = {"type": "array", "items": {"$ref": "#/$defs/cycle"}, "$defs": part["$defs"]}
    jsonschema.validate(with_words(found["cycle"], "en"), shape)
    (cycle,) = found["cycle"]
    assert [each["known_until"] for each in cycle["issued"]] == ["2026-09-05", "2026-09-25"][: 1 + (number >= 25)]
    assert cycle["standing"]["curve"][-1]["at_risk"] <= USERS


def schema(name: str) -> Any:
    return json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / f"{name}.v1.json").read_text())


def test_what_came_later_was_not_known_before(house: House) -> None:
    then = forecasts(house, "regulars", day(26))

    assert [each["score"] for each in then["forecasts"]] == [None, None]
    assert forecasts(house, "regulars", day(4))["forecasts"] == []


def test_an_unknown_launch_is_told(house: House) -> None:
    ran = run("forecasts", "--launch", "nobody", "--data", house.data)

    assert ran.code == 2


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation whose client tells each order twice since day 7, after looks on days 25 and 31."""
    house = told(tmp_path_factory.mktemp("broken"), orders(copied_from=7))
    for number in (25, 31):
        verdicts.judge(at(house, number), "regulars", day(number))
    return house


def test_where_orders_come_twice_none_is_given_and_none_scored(broken: House) -> None:
    (record,), (score,) = kept(broken, FORECAST), kept(broken, SCORE)

    assert [each["id"] for each in record.content["forecast"]["reasons"]] == ["forecast-broken", "gate-twice"]
    assert (score.content["kind"], score.content["score"]) == ("abstained", None)
    assert score.content["actual"]["units"] == USERS
    ran = run("replay", record.id, "--data", broken.data, "--json")
    assert (ran.code, ran.json["same"], ran.json["source"]) == (0, True, "facts")


def test_a_record_from_before_there_was_caution_is_recomputed_as_it_was_made(broken: House) -> None:
    (record,) = kept(broken, FORECAST)
    launch, _ = launches.at_version(broken, "regulars", day(25))
    engine = Engine(evidence_for(broken, (launch,)).buckets)
    older = replace(record, content={name: each for name, each in record.content.items() if name != "cautious"})

    now, then = (forecasting.recomputed(launch, each, engine)["forecast"] for each in (record, older))

    assert (now["kind"], then["kind"]) == ("abstained", "forecast")


@pytest.mark.parametrize(
    ("surprises", "sd", "cycles"),
    [
        pytest.param([0.3, -0.3], 0.2, 0, id="two cycles are no rule"),
        pytest.param([0.2, -0.2, 0.2], 0.2, 3, id="as assumed"),
        pytest.param([0.05, -0.05, 0.0, 0.05], 0.1446980, 4, id="calmer"),
        pytest.param([0.6, -0.5, 0.4], 0.3644957, 3, id="wilder"),
        pytest.param([0.2, -0.2, None], 0.2, 0, id="an abstention teaches nothing"),
    ],
)
def test_shocks_are_learnt_from_past_cycles(surprises: list[float | None], sd: float, cycles: int) -> None:
    """Four cycles at the assumed 0.2 weigh as much as four that were seen; the first forecast of each cycle counts."""
    past = [
        Scored(f"f-{number}", f"r-{number}", f"launch-{number}", "pro@2026-01-01", day(late), each, {})
        for number, surprise in enumerate(surprises)
        for late, each in ((60, 9.9 if surprise is not None else None), (40, surprise))
    ]

    found = forecasting.shock_of(past)

    assert (found.sd, found.learnt_from) == (pytest.approx(sd, abs=1e-6), cycles)
