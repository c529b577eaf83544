"""The first start of a new installation: nothing is open, and one link leads in."""

import re
from pathlib import Path

import httpx
import pytest

from app.running import serving
from patience import PATIENCE_S

LINK = re.compile(r"sign in  (http://\S+/sign-in/\S+)   \(once, until [^)]+, to become its admin\)")
pytestmark = pytest.mark.slow


def test_the_printed_link_makes_the_first_admin_and_is_printed_no_more(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (server, process):
        assert process.stdout is not None
        found = None
        while found is None:
            found = LINK.search(process.stdout.readline())
        with httpx.Client(trust_env=False, timeout=PATIENCE_S, base_url=f"http://127.0.0.1:{server.port}") as browser:
            assert browser.get("/").headers["location"] == "/sign-in"
            page = browser.get(found[1])
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
            assert token is not None
            fields = {"csrfmiddlewaretoken": token[1], "email": "putri@example.com", "name": "A. Putri"}
            answer = browser.post(found[1], data=fields, headers={"Origin": f"http://127.0.0.1:{server.port}"})
            assert (answer.status_code, answer.headers["location"]) == (302, "/")
            assert browser.get("/api/v1/me").json()["role"] == "admin"
            assert browser.post("/sign-in", data={"email": "x", "password": "y"}).status_code == 403, "no token"
    with serving(tmp_path / "data") as (_, process):
        assert process.stdout is not None
        line = ""
        while "Ctrl-C" not in line:
            line = process.stdout.readline()
            assert "sign in" not in line
