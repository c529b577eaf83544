"""Details of metrics, computed once and kept beside the looks."""

import json
from pathlib import Path

import pytest

from hypercare.app.details import About, Details, Part, told_apart
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging import detailing
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import NotFound
from seeded import LAUNCH, demo

DAY_60 = "2026-11-21T12:00+07:00"
FUNNEL = "completion"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    data = demo().copy(tmp_path_factory.mktemp("details") / "data")
    return House(read_settings({"HYPERCARE_CLOCK": DAY_60}, data=data))


def found(house: House, part: Part, moment: Moment | None = None) -> dict[str, object]:
    answer: dict[str, object] = detailing.refresh(house, LAUNCH, moment or Moment(), part)["answers"][0]
    return answer


def test_a_detail_is_kept_and_stands_while_the_facts_do(house: House) -> None:
    first = detailing.refresh(house, LAUNCH, Moment(20), Part(FUNNEL))
    assert detailing.refresh(house, LAUNCH, Moment(20), Part(FUNNEL)) == first
    assert Details(house.data).find(LAUNCH, first["version"], Moment(20), Part(FUNNEL)) == first


def test_each_part_is_kept_on_its_own(house: House) -> None:
    parts = [
        Part(FUNNEL),
        Part(FUNNEL, About.DROP_OFF),
        Part(FUNNEL, About.BY, "platform"),
        Part(FUNNEL, About.BY, "platform", "first"),
        Part(FUNNEL, About.OVER, "week"),
    ]
    keys = [{"detail", "drop_off", "by", "over"} & found(house, part).keys() for part in parts]
    assert keys == [{"detail"}, {"drop_off"}, {"by"}, {"by"}, {"over"}]


def test_a_torn_detail_is_computed_anew(house: House) -> None:
    kept = detailing.refresh(house, LAUNCH, Moment(21), Part(FUNNEL))
    newest = max(house.data.glob("looks/*/*/details/*.json"), key=lambda path: path.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes()[:100])
    assert detailing.refresh(house, LAUNCH, Moment(21), Part(FUNNEL))["answers"] == kept["answers"]


def test_no_unit_is_named_in_what_is_kept(house: House) -> None:
    kept = detailing.refresh(house, LAUNCH, Moment(), Part(FUNNEL, About.DROP_OFF))
    steps = kept["answers"][0]["drop_off"]["steps"]
    assert [step["interview"] for step in steps] == [None] * len(steps)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Part(FUNNEL, About.BY, "platform"), id="by value"),
        pytest.param(Part(FUNNEL, About.BY, "platform", "step 1"), id="by value at a step"),
        pytest.param(Part(FUNNEL, About.OVER, "week"), id="over time"),
        pytest.param(Part("uploading_again", About.BY, "region"), id="of a retention"),
    ],
)
def test_both_sides_of_a_comparison_hold_at_once(house: House, part: Part) -> None:
    answer = json.loads(json.dumps(found(house, part)))
    sides = [*(answer.get("by") or {}).get("values", []), *(answer.get("over") or {}).get("periods", [])]
    known = [each for each in sides if each["answer"]["kind"] == "estimate"]
    assert known
    for each in known:
        interval, side = each["answer"]["interval"], each["side"]
        assert side["level"] == pytest.approx(0.975)
        assert side["low"] < interval["low"] < interval["high"] < side["high"]


def test_activity_needs_no_metric(house: House) -> None:
    everything = json.loads(json.dumps(found(house, Part("", at="week"))))["detail"]
    one = json.loads(json.dumps(found(house, Part("", key="upload_submitted", at="week"))))["detail"]
    assert {each["event"] for each in one["usage"]} == {"upload_submitted"}
    assert one["units"] < everything["units"]


def test_an_unknown_metric_is_no_detail(house: House) -> None:
    with pytest.raises(NotFound, match="no metric 'nothing'"):
        detailing.refresh(house, LAUNCH, Moment(), Part("nothing"))


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    details = Details(tmp_path, most_bytes=3000)
    parts = [Part(f"metric{number}") for number in range(4)]
    for part in parts:
        details.keep("launch", "digest", Moment(), part, {"filler": "x" * 900})
    details.sweep()
    there = [details.find("launch", "digest", Moment(), part) is not None for part in parts]
    assert there == [False, True, True, True]


def test_segments_come_before_what_is_tracked(house: House) -> None:
    launch, _ = at_version(house, LAUNCH, house.clock.now())
    assert told_apart(launch) == ("platform", "region", "account_type"), "numbers are not told apart by value"
    assert told_apart(launch, launch.metrics["pro_accounts"]) == ("platform", "region")
