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
