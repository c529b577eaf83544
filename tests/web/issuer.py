"""A small OpenID Connect provider on this machine: discovery, authorization code with PKCE, tokens signed by RS256."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "hypercare", "a secret of the client"
KEY_ID = "the-key"


@dataclass
class Issuer:
    """The provider. `claims` is what it says of whoever comes; `key` signs, and `published` is what it publishes."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    published: rsa.RSAPrivateKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any] | str]:
        """What is answered: a document, or the address to go to."""
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._configuration()
            case "/authorize":
                code = secrets.token_urlsafe()
                self.asked[code] = query
                back = urlencode({"code": code, "state": query["state"]})
                return 302, f"{query['redirect_uri']}?{back}"
            case "/token":
                return self._token(query)
            case "/jwks":
                return 200, {"keys": [self._public()]}
            case "/userinfo":
                return 200, self.user_info
        return 404, {}

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _public(self) -> dict[str, Any]:
        public = (self.published or self.key).public_key()
        document: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public))
        return document | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}

    def _token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Tokens for a code that is used for the first time, by who asked for it."""
        asked = self.asked.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or (asked.get("code_challenge_method"), asked.get("code_challenge")) != ("S256", challenge)
        ):
            return 400, {"error": "invalid_grant"}
        claims = {"iss": self.url, "aud": CLIENT, "sub": "7", "exp": time.time() + 60, **self.claims}
        told = jwt.encode(claims, self.key, "RS256", headers={"kid": KEY_ID})
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": told}


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Runs a provider on a free port."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._reply(parts.path, parts.query)

        def do_POST(self) -> None:
            self._reply(self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

        def _reply(self, path: str, query: str) -> None:
            status, found = issuer.answer(path, {name: values[0] for name, values in parse_qs(query).items()})
            body = b"" if isinstance(found, str) else json.dumps(found).encode()
            self.send_response(status)
            self.send_header(
                "Location" if isinstance(found, str) else "Content-Type",
                str(found) if isinstance(found, str) else "application/json",
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
