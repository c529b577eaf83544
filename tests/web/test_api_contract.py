"""The API keeps what its OpenAPI description says, whatever it is asked."""

import json
from http.client import SERVICE_UNAVAILABLE
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja import Schema
from schemathesis.specs.openapi.checks import response_schema_conformance

from app.running import until
from hypercare.model.role import Role
from hypercare.web.api.app import api
from seeded import LAUNCH, demo
from web.visiting import Browser, site

pytestmark = pytest.mark.slow
DESCRIPTION = json.loads(json.dumps(api.get_openapi_schema()))
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DESCRIPTION).get_all_operations()]
READING = [each for each in OPERATIONS if each.method == "get"]
THERE = {"launch_id": LAUNCH, "metric": "completion"}
"""So that half of the questions are about something that there is."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return site(demo().copy(tmp_path_factory.mktemp("contract") / "data")).member(Role.ADMIN)


@pytest.mark.parametrize("operation", READING, ids=[each.label for each in READING])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_answers_are_as_described_and_errors_have_one_shape(operation: Any, browser: Browser, data: Any) -> None:
    case = data.draw(operation.as_strategy())
    if data.draw(st.booleans()):
        case.path_parameters = {name: THERE.get(name, value) for name, value in (case.path_parameters or {}).items()}
    answer = _answered(browser, _address(case))
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert set(answer.json()) == {"error"}
        assert {"code", "message", "where", "expected", "fix"} <= set(answer.json()["error"])
    else:
        case.validate_response(answer, checks=[response_schema_conformance])


@pytest.mark.parametrize("path", ["/api/v1/query", f"/api/v1/launches/{LAUNCH}/exit/acts"])
def test_a_method_that_is_not_there_is_an_error_of_the_same_shape(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json()["error"] | {"fix": ""} == {
        "code": "bad_input", "message": "there is no GET here", "where": path, "expected": "POST", "fix": "",
    }  # fmt: skip


def _answered(browser: Browser, address: str) -> Any:
    """The answer of a server that has time for it: on a full machine it says 503 and to ask again."""
    answers = []
    until(lambda: answers.append(browser.get(address)) or answers[-1].status_code != SERVICE_UNAVAILABLE, address)
    return answers[-1]


def _address(case: Any) -> str:
    path = case.operation.full_path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    return f"{path}?{urlencode(case.query or {}, doseq=True)}"


def test_every_operation_says_what_it_is_for() -> None:
    assert [each.label for each in OPERATIONS if not each.definition.raw.get("summary")] == []


def test_no_two_values_of_the_api_share_a_name() -> None:
    """The description holds each shape by its class's name: of two that share one, one would be described wrongly."""
    found: dict[str, set[str]] = {}
    for shape in _below(Schema):
        if shape.__module__.startswith("hypercare."):
            found.setdefault(shape.__name__, set()).add(shape.__module__)
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}


def _below(shape: type) -> set[type]:
    return {shape}.union(*(_below(each) for each in shape.__subclasses__()))
