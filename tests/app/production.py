"""A production of our own: a server on loopback, with certificates, that answers what a test tells it to."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hypercare.app.probing.addresses import Address
from hypercare.app.probing.resolving import Resolver
from patience import PATIENCE_S

Write = Callable[[BaseHTTPRequestHandler], None]
HOST = "production.example"


@dataclass
class Production:
    """A server that runs. `asked` are the requests that it got: method, path, headers."""

    port: int
    pages: dict[str, Write]
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", *, scheme: str = "http", host: str = HOST) -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def says(body: bytes = b"hello", status: int = 200, **headers: str) -> Write:
    """A page that answers so. Headers are named with underscores."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            with contextlib.suppress(OSError):  # who has read enough hangs up
                handler.wfile.write(body)

    return write


def raw(*parts: bytes) -> Write:
    """Bytes that are no answer of any server's library."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        with contextlib.suppress(OSError):
            for part in parts:
                handler.wfile.write(part)
                handler.wfile.flush()

    return write


def silent(release: threading.Event) -> Write:
    """Never answers, until it is released."""

    def write(_: BaseHTTPRequestHandler) -> None:
        release.wait(PATIENCE_S)

    return write


@contextlib.contextmanager
def production(pages: dict[str, Write], *, tls: ssl.SSLContext | None = None) -> Iterator[Production]:
    """A server with these pages on a free port of 127.0.0.1, without a path its page."""
    made = Production(0, pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append((self.command, self.path, dict(self.headers)))
            made.pages.get(self.path, says(b"none", 404))(self)

        do_HEAD = do_GET  # noqa: N815  the server's naming

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the server's naming
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # handshakes that are refused are the test
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def resolving(**hosts: str) -> Resolver:
    """Stands in for the name servers: names with underscores for dots, addresses with blanks between."""
    known = {name.replace("_", "."): addresses.split() for name, addresses in hosts.items()}

    async def look_up(host: str, port: int) -> tuple[Address, ...]:
        del port
        if host not in known:
            raise OSError(host)
        return tuple(map(ip_address, known[host]))

    return look_up


@dataclass(frozen=True)
class Authority:
    """Whoever signs certificates for tests. `file` is what a client trusts."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    @property
    def file(self) -> str:
        return str(self.folder / "authority.pem")

    def server(self, host: str, *, days: float) -> ssl.SSLContext:
        """What a server of that host presents: a certificate that ends in so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        ends = datetime.now(UTC) + timedelta(days=days)
        begun = min(datetime.now(UTC), ends) - timedelta(days=1)
        made = _certificate(self.name, _named(host), key, begun, ends).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
        file = self.folder / f"{host}-{days}.pem"
        file.write_bytes(_pem(key) + made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def authority(folder: Path) -> Authority:
    """A new one, whose files are in a folder."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _named("authority of tests")
    now = datetime.now(UTC)
    made = _certificate(name, name, key, now - timedelta(days=2), now + timedelta(days=400)).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    found = Authority(folder, key, name)
    Path(found.file).write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return found


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePrivateKey, begun: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), begun, ends)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
