"""What people said of the simulated launch: as many, as content and as early as the truth says."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros
from hypercare.simulate.demo import simulate
from hypercare.simulate.feedback import Feedback, feedback
from hypercare.simulate.timeline import day_start
from hypercare.sources.files.feedback_lines import decode
from simulate.told import company

SMALL = 60


@pytest.fixture(scope="module")
def told() -> Feedback:
    return feedback(company()[0])


def test_csat_and_nps_are_as_planted(told: Feedback) -> None:
    truth = told.truth
    assert (truth.csat_answers, round(truth.csat_mean, 1)) == (212, 4.4)
    assert (truth.nps_answers, round(truth.nps)) == (96, 31)
    assert truth.tickets == company()[0].truth.tickets.after == 143


def test_the_lines_hold_what_the_truth_says(told: Feedback) -> None:
    lines = [json.loads(line) for line in told.lines]
    scores = [each["score"] for each in lines if each["channel"] == "csat"]
    assert (len(scores), sum(scores) / len(scores)) == (told.truth.csat_answers, told.truth.csat_mean)
    begun, over = int(day_start(0)), int(day_start(61))
    surveyed = [each for each in lines if each["channel"] != "tickets"]
    assert all(begun <= each["time"] < over for each in surveyed)
    most = Counter((each["channel"], each["groups"]["company_id"]) for each in surveyed).values()
    assert max(most) == 1, "an account answers a survey once"
    opened = {each["id"] for each in lines if each["channel"] == "tickets" and begun <= each["opened"] < over}
    assert len(opened) == told.truth.tickets


def test_every_line_can_be_imported_and_is_known_when_it_was_said() -> None:
    simulation = simulate(accounts=SMALL)
    lines = feedback(simulation).lines
    found = decode(
        Payload("import.feedback", "f", "file", to_micros(datetime(2027, 1, 2, tzinfo=UTC)), b"".join(lines))
    )
    assert not found.rejected
    assert len(found.feedback) == len(lines) == len({each.key for each in found.feedback})
    assert all(each.ts_known == each.ts_event >= each.ts_opened for each in found.feedback)
    assert not found.events
    assert feedback(simulation).lines == lines


def test_a_line_without_its_channel_goes_to_quarantine() -> None:
    whole = b'{"channel": "csat", "id": "a-2", "time": "2026-10-02T10:00:00Z"}'
    body = b'{"id": "a-1", "time": "2026-10-02T10:00:00Z"}\n' + whole
    found = decode(Payload("import.feedback", "f", "file", to_micros(datetime(2027, 1, 2, tzinfo=UTC)), body))
    assert [each.reason for each in found.rejected] == ["feedback_invalid"]
    assert [each.id for each in found.feedback] == ["a-2"]
