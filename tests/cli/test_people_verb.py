"""The verbs of people."""

import json
import sqlite3
from pathlib import Path

import pytest

from commands import run

PUTRI = "putri@example.com"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_an_invitation_prints_its_link_and_nothing_else(data: Path) -> None:
    made = run("people", "invite", PUTRI, "--role", "admin", "--name", "A. Putri", "--data", data)
    assert made.code == 0
    assert made.out.startswith("http://127.0.0.1:8700/sign-in/")
    assert made.out.count("\n") == 1
    assert "once" in made.err
    secret = made.out.strip().rpartition("/")[2]
    with sqlite3.connect(data / "hypercare.sqlite3") as ledger:
        assert secret not in "\n".join(ledger.iterdump())
    ledger.close()


def test_people_are_listed_and_changed(data: Path) -> None:
    run("people", "invite", "dewi@example.com", "--role", "admin", "--data", data)
    run("people", "invite", PUTRI, "--data", data)
    assert run("people", "role", "PUTRI@example.com", "approver", "--data", data).code == 0
    listed = run("people", "--data", data, "--json").json["people"]
    assert {each["email"]: each["role"] for each in listed} == {"dewi@example.com": "admin", PUTRI: "approver"}
    assert run("people", "deactivate", PUTRI, "--data", data).code == 0
    assert "deactivated" in run("people", "--data", data).out
    assert run("people", "link", PUTRI, "--data", data).code == 2
    assert run("people", "reactivate", PUTRI, "--data", data).code == 0
    assert run("people", "link", PUTRI, "--data", data).out.startswith("http")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "no address"), "no e-mail address"),
        (("invite", PUTRI, "--role", "king"), "king"),
        (("link", "nobody@example.com"), "nobody@example.com"),
        (("role", "dewi@example.com", "viewer"), "last admin"),
        (("deactivate", "dewi@example.com"), "last admin"),
        (("invite", "dewi@example.com"), "known already"),
    ],
    ids=["no address", "no role", "nobody", "last admin demoted", "last admin gone", "twice"],
)
def test_what_cannot_be_done_says_why(data: Path, words: tuple[str, ...], said: str) -> None:
    run("people", "invite", "dewi@example.com", "--role", "admin", "--data", data)
    refused = run("people", *words, "--data", data, "--json")
    assert refused.code == 2
    assert said in json.dumps(refused.json["error"])


def test_without_a_folder_there_is_nobody_to_list(data: Path) -> None:
    assert run("people", "--data", data).code == 2


def test_a_link_leads_to_the_public_address(data: Path) -> None:
    made = run("people", "invite", PUTRI, "--data", data, public_url="https://hc.example.com/")
    assert made.out.startswith("https://hc.example.com/sign-in/")


def test_a_token_for_a_program_says_how_to_ask(data: Path) -> None:
    made = run("token", "new", "api", "--source", "nightly", "--role", "contributor", "--data", data, "--json").json
    assert (made["vendor"], made["source"], made["role"]) == ("api", "nightly", "contributor")
    assert made["token"] in made["line"]
    assert run("token", "new", "api", "--role", "admin", "--data", data).code == 2
