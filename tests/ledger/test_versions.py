from datetime import UTC, datetime, timedelta

import pytest

from hypercare.ledger import canonical, chain, records, versions
from hypercare.ledger.models import LaunchVersion
from hypercare.ledger.views import VersionView
from hypercare.model.errors import BadInput, Refused

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("ledger")


def register(text: str, at: datetime = LIVE, launch_id: str = "biza") -> VersionView:
    return versions.register(
        text=text,
        launch_id=launch_id,
        digest=canonical.digest(text),
        file_name="biza.yaml",
        at=at,
        by="putri",
    )


def test_a_version_is_kept_with_its_record() -> None:
    version = register("launch: biza\n")
    assert (version.number, version.text, version.is_new) == (1, "launch: biza\n", True)
    record = records.find(version.record_id)
    assert (record.kind, record.subject, record.at) == ("declaration", "biza", LIVE)
    assert record.content["digest"] == version.digest
    assert versions.version_at("biza", LIVE) == version


def test_the_same_text_again_is_the_same_version() -> None:
    first = register("a")
    again = register("a", LIVE + DAY)
    assert again == first
    assert not again.is_new
    assert chain.head().sequence == 1


def test_going_back_to_an_earlier_text_is_a_version_of_its_own() -> None:
    for day, text in enumerate("aba"):
        register(text, LIVE + day * DAY)
    assert [version.text for version in versions.versions("biza")] == ["a", "b", "a"]
    assert versions.version_at("biza", LIVE + 2 * DAY).number == 3


@pytest.mark.parametrize(
    ("as_of", "text"),
    [
        pytest.param(LIVE - DAY, "a", id="before the first, the first"),
        pytest.param(LIVE, "a", id="at the very instant"),
        pytest.param(LIVE + DAY - timedelta(microseconds=1), "a", id="just before the second"),
        pytest.param(LIVE + DAY, "b", id="from the second on"),
        pytest.param(LIVE + 900 * DAY, "c", id="long after"),
    ],
)
def test_the_version_that_holds(as_of: datetime, text: str) -> None:
    for day, written in enumerate("abc"):
        register(written, LIVE + day * DAY)
    version = versions.version_at("biza", as_of)
    assert version is not None
    assert version.text == text


def test_a_version_registered_for_an_earlier_time_holds_from_then() -> None:
    register("later", LIVE + DAY)
    register("earlier", LIVE)
    assert versions.version_at("biza", LIVE).text == "earlier"
    assert versions.version_at("biza", LIVE + DAY).text == "later"
    assert [version.number for version in versions.versions("biza")] == [2, 1]


def test_two_texts_of_one_instant_the_last_one_holds() -> None:
    register("a")
    register("b")
    assert versions.version_at("biza", LIVE).text == "b"


def test_launches_are_listed_once_each_and_kept_apart() -> None:
    register("a", launch_id="pro")
    register("b", launch_id="biza")
    register("c", LIVE + DAY, launch_id="biza")
    assert versions.launches() == ("biza", "pro")
    assert [version.text for version in versions.versions("pro")] == ["a"]


def test_a_launch_that_was_never_registered_has_no_version() -> None:
    assert versions.version_at("biza", LIVE) is None
    assert versions.versions("biza") == ()
    assert versions.launches() == ()


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800"], ids=["empty", "NUL", "surrogate"])
def test_text_that_cannot_be_kept_leaves_no_trace(text: str) -> None:
    with pytest.raises(BadInput):
        register(text)
    assert chain.head().sequence == 0
    assert versions.launches() == ()


def test_a_naive_time_is_no_instant() -> None:
    naive = LIVE.replace(tzinfo=None)
    with pytest.raises(BadInput, match="zone"):
        register("a", naive)
    with pytest.raises(BadInput, match="zone"):
        versions.version_at("biza", naive)


def test_a_version_is_never_changed() -> None:
    register("a")
    row = LaunchVersion.objects.get()
    row.text = "b"
    with pytest.raises(Refused, match="ledger_launch_version"):
        row.save()
    with pytest.raises(Refused):
        LaunchVersion.objects.all().update(text="b")
    with pytest.raises(Refused):
        LaunchVersion.objects.all().delete()
    assert versions.versions("biza")[0].text == "a"
