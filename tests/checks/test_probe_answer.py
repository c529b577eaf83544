"""What an answer of production must be: status, certificate, body, JSON, latency."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.checks.entrance.probe_answer import LONGEST_SHOWN, failed
from hypercare.model.probe import MOST_BODY, Answer, Probe, ProbeFailure, Statuses

ASK = Probe("page", "https://example.com/x")
JSON = '{"data": {"status": "ok", "items": [{"id": 3}], "ready": true, "left": null, "0": "zero"}, "a b": 1}'
OK = Answer(200, 120.0, JSON.encode(), certificate_days=30)


def probe(**changes: Any) -> Probe:
    return replace(ASK, **changes)


@pytest.mark.parametrize(
    ("asked", "answer", "failure"),
    [
        pytest.param(ASK, OK, None, id="as declared"),
        pytest.param(ASK, replace(OK, status=503), "status", id="another status"),
        pytest.param(probe(expect=Statuses(((200, 299), (404, 404)))), replace(OK, status=404), None, id="of a list"),
        pytest.param(probe(expect=Statuses(((200, 299),))), replace(OK, status=300), "status", id="beyond a range"),
        pytest.param(probe(within=timedelta(milliseconds=120)), OK, None, id="in time"),
        pytest.param(probe(within=timedelta(milliseconds=119)), OK, "latency", id="late"),
        pytest.param(probe(certificate=timedelta(days=30)), OK, None, id="certificate holds"),
        pytest.param(probe(certificate=timedelta(days=31)), OK, "certificate", id="certificate ends too soon"),
        pytest.param(probe(contains='"ok"'), OK, None, id="contains"),
        pytest.param(probe(contains="OK"), OK, "body", id="contains it in other letters"),
        pytest.param(probe(contains='"ok"'), replace(OK, encoding="gzip"), "body", id="cannot be read"),
        pytest.param(probe(contains="é"), replace(OK, body=b"\xe9", charset="latin-1"), None, id="by its charset"),
        pytest.param(probe(contains="é"), replace(OK, body="é".encode(), charset="nonsense"), None, id="no charset"),
        pytest.param(probe(json={"data.status": "ok", "data.items.0.id": 3}), OK, None, id="json"),
        pytest.param(probe(json={"data.items.0.id": 3.0}), OK, None, id="3 is 3.0"),
        pytest.param(probe(json={"data.ready": 1}), OK, "json", id="true is no 1"),
        pytest.param(probe(json={"data.ready": True}), OK, None, id="true"),
        pytest.param(probe(json={"data.gone": "x"}), OK, "json", id="missing"),
        pytest.param(probe(json={"data.items.1.id": 3}), OK, "json", id="beyond the end"),
        pytest.param(probe(json={"data.items.-1.id": 3}), OK, "json", id="no place"),
        pytest.param(probe(json={"data.0": "zero"}), OK, None, id="a number may be a key"),
        pytest.param(probe(json={"data": "ok"}), OK, "json", id="an object is no text"),
        pytest.param(probe(json={"a": 1}), replace(OK, body=b"<html>"), "json", id="no json"),
        pytest.param(probe(json={"a": 1}), replace(OK, is_whole=False), "json", id="cut"),
        pytest.param(probe(json={"a": 1}), replace(OK, body=b"[" * 100_000), "json", id="nested without end"),
        pytest.param(probe(json={"0": 1}), replace(OK, body=b"9" * 5000), "json", id="a number without end"),
        pytest.param(
            probe(json={"data.status": "no"}, within=timedelta(milliseconds=1)),
            OK,
            "json",
            id="what is said goes first",
        ),
    ],
)
def test_answers(asked: Probe, answer: Answer, failure: str | None) -> None:
    found = failed(asked, answer)
    assert (None if found is None else found[0].value) == failure


def test_a_found_value_is_shown_in_one_line_and_cut() -> None:
    body = b'{"a": "' + b"\xe2\x80\xae" + b"x" * 500 + b'"}'
    found = failed(probe(json={"a": "y"}), replace(OK, body=body))
    assert found is not None
    assert found[0] is ProbeFailure.JSON
    assert found[1].startswith('a: "?xxx')
    assert len(found[1]) == len("a: ") + LONGEST_SHOWN + 1


@given(
    st.builds(
        Answer,
        status=st.integers(100, 599),
        latency_ms=st.floats(0, 20_000),
        body=st.binary(max_size=200) | st.just(b"[{}]"),
        is_whole=st.booleans(),
        encoding=st.sampled_from(["", "gzip", "\x00"]),
        charset=st.text(max_size=8),
        certificate_days=st.none() | st.integers(-9, 400),
    ),
    st.text(min_size=1, max_size=9),
)
def test_any_answer_is_judged(answer: Answer, path: str) -> None:
    asked = probe(contains="x", json={path: "ok"}, certificate=timedelta(days=3), within=timedelta(seconds=1))
    found = failed(asked, answer)
    assert found is None or (found[0] in ProbeFailure and len(found[1]) < MOST_BODY)
    assert found is not None or (answer.status == 200 and answer.latency_ms <= 1000)
