"""The tokens as the gateway knows them: all active ones, read from the ledger again and again by a thread."""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

# First, because it makes Django ready.
from hypercare.app import site  # noqa: F401
from hypercare.ledger.tokens import active_tokens, hash_of, mark_used
from hypercare.model.errors import HypercareError
from hypercare.model.ports import Credential

# New and revoked tokens must be seen within a second.
REFRESH_SECONDS = 0.5
# Between two writes of when tokens were last used: for people, who look at days.
MARK_EVERY = 60


class LedgerTokenBook:
    """The port `TokenBook` on the ledger. A ledger that does not answer leaves the last known book in force."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._active: Mapping[str, Credential] = {}
        self._used: dict[str, datetime] = {}
        self._is_reachable = True

    def find(self, secret: str) -> Credential | None:
        """What a secret stands for; None for an unknown or revoked one."""
        credential = self._active.get(hash_of(secret))
        if credential is not None:
            self._used[credential.token_id] = datetime.now(UTC)
        return credential

    def refresh(self) -> bool:
        """Reads the ledger; whether it answered."""
        try:
            self._active = active_tokens(datetime.now(UTC))
        except HypercareError as error:
            if self._is_reachable:
                self._log.error("the ledger does not answer; known tokens stay valid", error=error.line())
            self._is_reachable = False
        else:
            if not self._is_reachable:
                self._log.info("the ledger answers again")
            self._is_reachable = True
        return self._is_reachable

    def keep_fresh(self, wait: Callable[[float], bool]) -> None:
        """Reads the ledger twice a second until `wait(seconds)` says that it is over. For a thread of its own."""
        rounds = 0
        while not wait(REFRESH_SECONDS):
            rounds += 1
            if self.refresh() and rounds % MARK_EVERY == 0:
                self._mark()
        self._mark()

    def start(self, wait: Callable[[float], bool]) -> threading.Thread:
        """Starts the thread that keeps the book fresh."""
        thread = threading.Thread(target=self.keep_fresh, args=(wait,), name="tokens", daemon=True)
        thread.start()
        return thread

    def _mark(self) -> None:
        used, self._used = self._used, {}
        try:
            mark_used(used)
        except HypercareError as error:
            self._log.warning("when tokens were last used was not noted", error=error.line())
