"""Probes against a production of our own: what comes back, and where they do not go."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from app.production import HOST, Authority, Production, authority, production, raw, resolving, says, silent
from hypercare.app.probing.addresses import Address, Allowed
from hypercare.app.probing.prober import Outcome, Prober
from hypercare.app.probing.secrets import Secret
from hypercare.model.probe import MOST_BODY, Method, Probe, ProbeFailure, Statuses

pytestmark = pytest.mark.slow  # each asks a server
LOOPBACK = Allowed(networks=(ip_network("127.0.0.0/8"),))
HERE = resolving(production_example="127.0.0.1", other_example="127.0.0.1")
REDIRECTS = {
    "/here": says(status=302, Location="/page"),
    "/away": says(status=302, Location="http://other.example/page"),
    "/inside": says(status=302, Location="http://169.254.169.254/latest"),
    "/round": says(status=302, Location="/round"),
    "/nowhere": says(status=302, Location="http://[::1"),
    "/file": says(status=302, Location="file:///etc/passwd"),
    "/trick": says(status=302, Location="http://production.example@other.example/"),
}
PAGES = {
    "/page": says(b"hello world", Content_Type="text/plain; charset=utf-8"),
    "/json": says(b'{"data": {"status": "ok"}}'),
    "/cookie": says(b"hello", Set_Cookie="session=1"),
    "/large": says(b"x" * (MOST_BODY + 10)),
    "/garbage": raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "/cut": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhel"),
    "/endless": raw(b"HTTP/1.1 200 OK\r\n", *[b"X-%d: " % n + b"y" * 1000 + b"\r\n" for n in range(2000)]),
    "/gzip": says(b"\x1f\x8b\x08", Content_Encoding="gzip"),
    **REDIRECTS,
}


@pytest.fixture(scope="module")
def served() -> Iterator[Production]:
    with production(dict(PAGES)) as made:
        yield made


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


def ran(probe: Probe, **prober: Any) -> Outcome:
    (outcome,) = Prober(**{"allowed": LOOPBACK, "resolver": HERE} | prober).run([probe])
    return outcome


def page(served: Production, path: str = "/page", **more: Any) -> Probe:
    return Probe("page", served.url(path), **more)


def test_an_answer_as_declared(served: Production) -> None:
    found = ran(page(served, contains="hello", within=timedelta(seconds=10)))
    assert (found.failure, found.detail) == (None, "")
    assert found.answer is not None
    assert (found.answer.status, found.answer.body, found.answer.certificate_days) == (200, b"hello world", None)
    assert 0 < found.answer.latency_ms < 10_000


@pytest.mark.parametrize(
    ("path", "more", "failure"),
    [
        pytest.param("/none", {}, "status", id="another status"),
        pytest.param("/page", {"contains": "bye"}, "body", id="another body"),
        pytest.param("/json", {"json": {"data.status": "ok"}}, None, id="json"),
        pytest.param("/json", {"json": {"data.status": "down"}}, "json", id="another json"),
        pytest.param("/large", {"contains": "y"}, "body", id="beyond what is read"),
        pytest.param("/gzip", {"contains": "y"}, "body", id="compressed unasked"),
        pytest.param("/garbage", {}, "protocol", id="no http"),
        pytest.param("/cut", {}, "protocol", id="cut off"),
        pytest.param("/endless", {}, "protocol", id="a head without end"),
        pytest.param("/here", {}, "status", id="a redirect is an answer"),
        pytest.param("/here", {"expect": Statuses(((302, 302),))}, None, id="that may be expected"),
        pytest.param("/here", {"follows": True}, None, id="or followed"),
        pytest.param("/away", {"follows": True}, "redirect", id="not to another host"),
        pytest.param("/inside", {"follows": True}, "redirect", id="nor to where clouds keep credentials"),
        pytest.param("/round", {"follows": True}, "redirect", id="nor for ever"),
        pytest.param("/nowhere", {"follows": True}, "redirect", id="nor to nothing"),
        pytest.param("/file", {"follows": True}, "redirect", id="nor to a file"),
        pytest.param("/trick", {"follows": True}, "redirect", id="nor to a host behind a user's name"),
    ],
)
def test_what_comes_back(served: Production, path: str, more: dict[str, Any], failure: str | None) -> None:
    assert ran(page(served, path, **more)).failure == failure


def test_a_body_is_read_up_to_a_limit(served: Production) -> None:
    answer = ran(page(served, "/large")).answer
    assert answer is not None
    assert (len(answer.body), answer.is_whole) == (MOST_BODY, False)


def test_what_is_sent(served: Production) -> None:
    served.asked.clear()
    ran(page(served, "/cookie?a=1"))
    ran(page(served, "/cookie?a=1", method=Method.HEAD))
    (first, head) = served.asked
    assert (first[:2], head[0]) == (("GET", "/cookie?a=1"), "HEAD")
    assert {name.lower(): value for name, value in first[2].items()} == {
        "host": f"{HOST}:{served.port}",
        "user-agent": "hypercare-probe/1",
        "accept": "*/*",
        "accept-encoding": "identity",
        "cache-control": "no-cache",
        "connection": "close",
    }
    assert "Cookie" not in head[2]


def test_the_environments_proxy_is_not_asked(served: Production, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ran(page(served)).failure is None


def test_a_secret_goes_to_its_host_only(served: Production) -> None:
    secrets = {"BULK": Secret(frozenset({HOST}), "Bearer s3cr3t")}
    served.asked.clear()
    assert ran(page(served, headers={"Authorization": "BULK"}), secrets=secrets).failure is None
    assert served.asked[0][2]["Authorization"] == "Bearer s3cr3t"
    other = Probe("other", served.url("/page", host="other.example"), headers={"Authorization": "BULK"})
    found = ran(other, secrets=secrets)
    assert (found.failure, found.detail) == (ProbeFailure.SECRET, "$BULK")
    assert ran(page(served, headers={"X": "NONE"}), secrets=secrets).failure is ProbeFailure.SECRET
    assert len(served.asked) == 1


@pytest.mark.parametrize(
    ("addresses", "failure", "detail"),
    [
        pytest.param("127.0.0.1", "private", "127.0.0.1", id="loopback"),
        pytest.param("93.184.216.34 10.0.0.1", "private", "10.0.0.1", id="one of several"),
        pytest.param("::ffff:169.254.169.254", "private", "::ffff:a9fe:a9fe", id="in another dress"),
    ],
)
def test_with_one_address_that_may_not_be_asked_none_is(addresses: str, failure: str, detail: str) -> None:
    probe = Probe("page", f"http://{HOST}/page")
    found = ran(probe, allowed=Allowed(), resolver=resolving(production_example=addresses))
    assert (found.failure, found.detail, found.answer) == (failure, detail, None)


@pytest.mark.parametrize("written", ["127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_in_any_writing_is_refused(served: Production, written: str) -> None:
    """By the system's own resolver, which reads them all."""
    served.asked.clear()
    (found,) = Prober().run([Probe("page", served.url(host=written))])
    assert found.failure in (ProbeFailure.PRIVATE, ProbeFailure.DNS)
    assert served.asked == []


def test_a_name_is_looked_up_once_and_the_address_that_was_checked_is_asked(served: Production) -> None:
    """A name that answers with another address the second time leads nowhere else."""
    looked_up: list[str] = []

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        looked_up.append(host)
        return (ip_address("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2"),)

    only = Allowed(networks=(ip_network("127.0.0.1/32"),))
    assert ran(page(served), allowed=only, resolver=rebinding).failure is None
    assert looked_up == [HOST]


def test_every_hop_of_a_redirect_is_checked(served: Production) -> None:
    looked_up: list[str] = []

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        looked_up.append(host)
        return (ip_address("127.0.0.1" if len(looked_up) == 1 else "127.0.0.2"),)

    only = Allowed(networks=(ip_network("127.0.0.1/32"),))
    found = ran(page(served, "/here", follows=True), allowed=only, resolver=rebinding)
    assert (found.failure, found.detail) == (ProbeFailure.PRIVATE, "127.0.0.2")


def test_the_next_address_is_tried(served: Production) -> None:
    assert ran(page(served), resolver=resolving(production_example="127.0.0.9 127.0.0.1")).failure is None


def test_nothing_listens(served: Production) -> None:
    found = ran(page(served), resolver=resolving(production_example="127.0.0.9"))
    assert (found.failure, found.detail) == (ProbeFailure.REFUSED, "refused")


def test_no_such_name(served: Production) -> None:
    assert ran(page(served), resolver=resolving()).failure is ProbeFailure.DNS


def test_a_server_that_says_nothing_is_given_up(served: Production) -> None:
    release = threading.Event()
    served.pages["/silent"] = silent(release)
    try:
        found = ran(page(served, "/silent"), total_seconds=0.2)
    finally:
        release.set()
    assert (found.failure, found.answer) == (ProbeFailure.TIMEOUT, None)


def test_a_server_that_drips_is_given_up(served: Production) -> None:
    """No single read takes long; all of them together do."""
    release = threading.Event()

    def drip(handler: Any) -> None:
        handler.close_connection = True
        with contextlib.suppress(OSError):
            while not release.wait(0.02):
                handler.wfile.write(b"H")

    served.pages["/drip"] = drip
    try:
        found = ran(page(served, "/drip"), total_seconds=0.3)
    finally:
        release.set()
    assert found.failure is ProbeFailure.TIMEOUT


def test_probes_come_back_in_their_order(served: Production) -> None:
    asked = [page(served, "/page" if n % 3 else "/none") for n in range(20)]
    found = Prober(LOOPBACK, resolver=HERE).run(asked)
    assert [each.failure is None for each in found] == [bool(n % 3) for n in range(20)]


@pytest.mark.parametrize(
    ("host", "days", "least", "failure", "left"),
    [
        pytest.param(HOST, 30.5, 14, None, 30, id="holds"),
        pytest.param(HOST, 10.5, 14, "certificate", 10, id="ends too soon"),
        pytest.param(HOST, -0.5, None, "tls", None, id="is over"),
        pytest.param("other.example", 30.5, None, "tls", None, id="is another's"),
    ],
)
def test_certificates(
    signer: Authority, host: str, days: float, least: int | None, failure: str | None, left: int | None
) -> None:
    certificate = None if least is None else timedelta(days=least)
    with production(PAGES, tls=signer.server(host, days=days)) as secure:
        probe = Probe("page", secure.url("/page", scheme="https"), certificate=certificate)
        found = ran(probe, authorities=signer.file)
    assert found.failure == failure
    assert (found.answer and found.answer.certificate_days) == left


def test_a_certificate_that_nobody_vouches_for_is_refused(signer: Authority) -> None:
    with production(PAGES, tls=signer.server(HOST, days=30)) as secure:
        found = ran(Probe("page", secure.url("/page", scheme="https")))
    assert found.failure is ProbeFailure.TLS
    assert "certificate" in found.detail


def test_https_to_http_is_refused(signer: Authority, served: Production) -> None:
    down = says(status=301, Location=served.url("/page"))
    with production({"/down": down}, tls=signer.server(HOST, days=30)) as secure:
        probe = Probe("page", secure.url("/down", scheme="https"), follows=True)
        found = ran(probe, authorities=signer.file)
    assert (found.failure, found.detail) == (ProbeFailure.REDIRECT, "from https to http")


def test_plain_http_behind_https_is_no_encryption(served: Production) -> None:
    assert ran(Probe("page", served.url("/page", scheme="https"))).failure is ProbeFailure.TLS
