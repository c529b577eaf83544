"""Errors, in families by what the caller should do.

Each says what happened, where, what was expected, and how to fix it.
"""

from dataclasses import dataclass


class HypercareError(Exception):
    """The base of every error that Hypercare raises on purpose.

    `exit_code` is what the command line ends with; `code` is stable and names the error in JSON answers.
    """

    exit_code = 2
    code = "error"

    def __init__(self, what: str, *, where: str = "", expected: str = "", fix: str = "") -> None:
        self.what, self.where, self.expected, self.fix = what, where, expected, fix
        super().__init__(self.line())

    def line(self) -> str:
        """The error in one line: `where: what; expected …; fix: …`, with the parts that there are."""
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        parts += [f"expected {self.expected}"] if self.expected else []
        parts += [f"fix: {self.fix}"] if self.fix else []
        return "; ".join(parts)


class BadInput(HypercareError):
    """What was handed in cannot be used as it is: mend it and try again."""

    code = "bad_input"


class NotFound(BadInput):
    """The thing named does not exist here."""

    code = "not_found"


class Refused(HypercareError):
    """The caller may not do this."""

    code = "refused"


class Unreachable(HypercareError):
    """Something that this needs does not answer, now: try again later."""

    exit_code = 3
    code = "unreachable"


class Busy(Unreachable):
    """Another process holds what this needs."""

    code = "busy"


class Damaged(HypercareError):
    """Stored data do not read back as they were written."""

    exit_code = 1
    code = "damaged"


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file, at its place. `nearest` holds valid names close to a misspelt one."""

    file: str
    line: int
    what: str
    expected: str = ""
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [f"{self.file}:{self.line}: {self.what}"]
        parts += [f"expected {self.expected}"] if self.expected else []
        parts += [f"nearest: {', '.join(self.nearest)}"] if self.nearest else []
        return ", ".join(parts)


class InvalidFile(BadInput):
    """A file with one or more problems, all of them reported at once."""

    code = "invalid_file"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
