"""One request to one address: what is sent, what is read, and why it failed."""

from __future__ import annotations

import re
import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit

from hypercare.app.probing.addresses import Address
from hypercare.model.probe import MOST_BODY, Answer, Method, ProbeFailure

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS: Final = 5.0
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
SECONDS_A_DAY: Final = 86_400
CHARSET: Final = re.compile(r"charset=\"?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
LONGEST_DETAIL: Final = 200


class Failing(Exception):
    """A probe failed, and how: what ends it before there is an answer to be judged."""

    def __init__(self, failure: ProbeFailure, detail: str = "") -> None:
        super().__init__(failure.value)
        self.failure, self.detail = failure, detail


@dataclass(frozen=True)
class Hop:
    """Where a request goes: the parts of its URL. `target` is the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def to(cls, url: str) -> Hop:
        """The hop that a URL means. Raises ValueError for one without a host or with another scheme."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            raise ValueError(f"no address of the web: {url[:80]!r}")
        port = DEFAULT_PORTS[parts.scheme] if parts.port is None else parts.port
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        return cls(parts.scheme, parts.hostname, port, target)

    @property
    def authority(self) -> str:
        """The host as the server is told it, with its port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def at(self, address: Address) -> str:
        """The URL with the address in the place of the name, so that no name is looked up again."""
        place = f"[{address}]" if address.version == 6 else str(address)
        return f"{self.scheme}://{place}:{self.port}{self.target}"


@dataclass(frozen=True)
class Reply:
    """An answer, and where it redirects to: empty for nowhere."""

    answer: Answer
    location: str = ""


async def request(
    method: Method, hop: Hop, address: Address, headers: dict[str, str], *, trust: ssl.SSLContext, began: float
) -> Reply:
    """What an address replies; the server's certificate must be the host's. Raises `Failing`.

    `began` is the instant of the performance counter from which the latency counts. No cookie is kept, no proxy of the
    environment used, no redirect followed; of the body `MOST_BODY` bytes are read.
    """
    http = _http()
    sent = headers | {"Host": hop.authority}
    limits = http.Timeout(None, connect=CONNECT_SECONDS)
    try:
        async with http.AsyncClient(verify=trust, trust_env=False, timeout=limits) as client:
            asked = client.build_request(
                method.value, hop.at(address), headers=sent, extensions={"sni_hostname": hop.host}
            )
            async with _streamed(client, asked) as response:
                return await _reply(response, began)
    except (http.HTTPError, http.InvalidURL, ssl.SSLError, OSError) as error:
        raise _failing(http, error) from error


def default_trust() -> ssl.SSLContext:
    """The authorities that the system trusts, or those of SSL_CERT_FILE and SSL_CERT_DIR."""
    trust: ssl.SSLContext = _http().create_ssl_context()
    return trust


def _http() -> Any:
    """The client's library, imported when the first probe runs: it holds 18 MB, and most processes never probe."""
    import httpx2  # noqa: PLC0415  see above

    return httpx2


class _streamed:  # noqa: N801  reads as the context manager that it is
    """A response whose body is not read yet, closed at the end whatever happened."""

    def __init__(self, client: httpx2.AsyncClient, asked: httpx2.Request) -> None:
        self._client, self._asked = client, asked

    async def __aenter__(self) -> httpx2.Response:
        self._response = await self._client.send(self._asked, stream=True)
        return self._response

    async def __aexit__(self, *_error: object) -> None:
        await self._response.aclose()


async def _reply(response: httpx2.Response, began: float) -> Reply:
    days = _certificate_days(response)
    body, is_whole = await _body(response)
    charset = CHARSET.search(response.headers.get("content-type", ""))
    coding = response.headers.get("content-encoding", "").strip().lower()
    answer = Answer(
        status=response.status_code,
        latency_ms=(time.perf_counter() - began) * 1000,
        body=body,
        is_whole=is_whole,
        encoding="" if coding == "identity" else coding,
        charset=charset[1] if charset else "utf-8",
        certificate_days=days,
    )
    return Reply(answer, response.headers.get("location", ""))


async def _body(response: httpx2.Response) -> tuple[bytes, bool]:
    """The body as it was sent, up to the limit; and whether that is all of it."""
    read = bytearray()
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) > MOST_BODY:
            return bytes(read[:MOST_BODY]), False
    return bytes(read), True


def _certificate_days(response: httpx2.Response) -> int | None:
    """Whole days until the server's certificate ends."""
    stream = response.extensions.get("network_stream")
    tls = None if stream is None else stream.get_extra_info("ssl_object")
    if tls is None:
        return None
    ends = ssl.cert_time_to_seconds(tls.getpeercert()["notAfter"])
    return int((ends - time.time()) // SECONDS_A_DAY)


def _failing(http: Any, error: BaseException) -> Failing:
    """What an error of the client means. Its own words may quote what was sent: only ours and OpenSSL's are kept."""
    for each in _chain(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return Failing(ProbeFailure.TLS, each.verify_message[:LONGEST_DETAIL])
        if isinstance(each, ssl.SSLError):
            return Failing(ProbeFailure.TLS, (each.reason or "no common encryption").lower().replace("_", " "))
    if isinstance(error, http.TimeoutException):
        return Failing(ProbeFailure.TIMEOUT, f"no connection within {CONNECT_SECONDS:g} s")
    if isinstance(error, http.ConnectError):
        is_refused = any(isinstance(each, ConnectionRefusedError) for each in _chain(error))
        return Failing(ProbeFailure.REFUSED, "refused" if is_refused else "no connection")
    return Failing(ProbeFailure.PROTOCOL, "cut off" if isinstance(error, http.NetworkError) else "malformed")


def _chain(error: BaseException | None) -> list[BaseException]:
    """An error and what it came from, groups opened."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or each in found:
            continue
        found.append(each)
        waiting += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
    return found
