"""The verbs of the exit: an error names the option that it is about, and says what was expected."""

import pytest

from commands import run
from seeded import LAUNCH, demo

NOON = "2026-11-21T05:00:00+00:00"
APPROVER = ("--by", "dewi@example.com")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> object:
    return demo().copy(tmp_path_factory.mktemp("exit") / "data")


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("exit", "accept-peak", LAUNCH, *APPROVER, "--reason", " "), "--reason"),
        (("exit", "accept-peak", LAUNCH, *APPROVER, "--reason", "x", "--peak", "nope"), "--peak"),
        (("exit", "accept-peak", LAUNCH, *APPROVER, "--reason", "x", "--until", "2020-01-01"), "--until"),
        (("exit", "synthesised", LAUNCH, *APPROVER, "--backlog", " "), "--backlog"),
        (("exit", "synthesised", LAUNCH, *APPROVER, "--backlog", "x", "--channel", "nope"), "--channel"),
        (("exit", "revoke", LAUNCH, "f-000001-aaaaaa", *APPROVER, "--reason", "x"), "RECORD"),
        (("sign", LAUNCH, "--action", "scale", *APPROVER, "--at", "2030-01-01"), "--at"),
        (("sign", LAUNCH, "--action", "hold", *APPROVER, "--ground", "x" * 300), "--ground"),
        (("sign", LAUNCH, "--action", "hold", *APPROVER, "--commitment", "soon"), "--commitment"),
        (("commitments", LAUNCH, "add"), "TEXT"),
        (("commitments", LAUNCH, "add", "Mend it"), "--owner"),
        (("commitments", LAUNCH, "add", "Mend it", "--owner", "me"), "--due"),
        (("commitments", LAUNCH, "done", "c-000001-abcdef"), "ID"),
        (("commitments", LAUNCH, "drop"), "ID"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)
def test_an_error_names_the_option_that_it_is_about(data: object, words: tuple[str, ...], where: str) -> None:
    ran = run(*words, "--data", data, "--json", clock=NOON)
    assert ran.code == 2
    assert ran.json["error"]["where"] == where
    assert ran.json["error"]["expected"] or ran.json["error"]["fix"]


def test_a_decision_tells_why_and_what_it_rests_on(data: object) -> None:
    # Cyrillic o: a name that only looks declared is one that is not.
    signed = run(
        *("sign", LAUNCH, "--action", "hold", *APPROVER, "--reason", "Wait\nfor the \x1b[31mfix"),
        *("--ground", "completion", "--ground", "c\u043empletion", "--data", data),
        clock=NOON,
    )
    assert signed.code == 0
    assert f"Not declared by {LAUNCH}, kept and marked so: c\u043empletion" in signed.err
    told = run("decisions", LAUNCH, "--data", data, clock=NOON).out
    assert "rests on: completion, c\u043empletion (not declared)" in told
    assert "because: Wait" in told
    assert "\x1b" not in told


def test_verdicts_tell_instants_where_the_launch_is(data: object) -> None:
    rows = [line for line in run("verdicts", LAUNCH, "--data", data, clock=NOON).out.splitlines() if line[1:2] == "-"]
    assert rows
    assert all(" WIB" in row and "+00:00" not in row for row in rows)
