"""The table of verbs, and the one place where errors become messages and exit codes."""

import importlib
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hypercare.app.damage import damage_of
from hypercare.cli.show import fail, note, say
from hypercare.model.errors import BadInput, HypercareError, Unreachable

# Typer carries click's errors of usage, but gives no name to their base.
USAGE: type[Any] = typer.BadParameter.__mro__[1]
INTERRUPTED = 130
"""What shells expect of a process that Ctrl-C ended."""


class Bug(HypercareError):
    """Something that should not happen did. Its exit code is that of an answer that is not known."""

    exit_code = 4
    code = "bug"


@dataclass(frozen=True)
class Verb:
    """A verb: its help in one line, and where it is."""

    help: str
    target: str


VERBS: dict[str, Verb | dict[str, Verb]] = {
    "demo": Verb(
        "Seed a simulated launch, run it through the whole system, print its verdicts and serve them.", "demo:demo"
    ),
    "init": Verb("Write a new launch file, from a few questions or from flags.", "launch:init"),
    "validate": Verb(
        "Report every mistake in a launch file, each with its line, and what is worth a second thought.",
        "launch:validate",
    ),
    "launch": {"add": Verb("Register a launch file as the version that holds from now on.", "launch:add")},
    "launches": Verb("The registered launches and their versions.", "launch:launches"),
    "ready": Verb("Whether a launch passes its entrance criteria; exit code 1 if not, 4 if unknown.", "ready:ready"),
    "verify-tracking": Verb(
        "Whether planned events arrive as planned; exit code 1 if not, 4 if unknown.", "tracking:verify_tracking"
    ),
    "waive": Verb("Take an open item of the entrance upon yourself, with a reason and an end.", "ready:waive"),
    "unwaive": Verb("Take a waiver back.", "ready:unwaive"),
    "acknowledge": Verb("Say that you have read the support guide of a launch.", "ready:acknowledge"),
    "check": Verb("Say what you saw at a check that is made by hand.", "ready:check"),
    "probe": Verb("Run a launch's probes now; exit code 1 if production does not answer as declared.", "probe:probe"),
    "drill": Verb("Open a test incident that travels the escalation path of a launch.", "incident:drill"),
    "incident": {
        "list": Verb("The incidents of a launch, drills among them.", "incident:list_incidents"),
        "open": Verb("Open an incident at L1.", "incident:open_incident"),
        "show": Verb("An incident with all its steps.", "incident:show"),
        "raise": Verb("Raise an incident to the next level, or another one.", "incident:raise_to"),
        "ack": Verb("Acknowledge an incident at its level; a drill then goes on to the next.", "incident:ack"),
        "assign": Verb("Say who has an incident.", "incident:assign"),
        "mitigate": Verb("Say that an incident hurts no more, though its cause is still there.", "incident:mitigate"),
        "resolve": Verb("Say that an incident is over.", "incident:resolve"),
        "reopen": Verb("Say that a resolved incident is not over.", "incident:reopen"),
        "note": Verb("Write something down beside an incident.", "incident:add_note"),
    },
    "mark": Verb("Put a deployment, an incident, a campaign or a note on a launch's timeline.", "mark:mark"),
    "unmark": Verb("Take a mark off the timeline; it stays on record.", "mark:unmark"),
    "marks": Verb("What happened around a launch.", "mark:marks"),
    "serve": Verb("Run the pages, the gateway and the worker.", "serve:serve"),
    "status": Verb("Which processes run, what has arrived, how far behind the lake is.", "status:status"),
    "token": {
        "new": Verb("Make an API token for a source; prints the line to paste into its client.", "token:new"),
        "rotate": Verb(
            "Give a token a new secret; the old one holds for a while, so that nothing is lost.", "token:rotate"
        ),
        "set": Verb("Tell a token's receiver more, or give it another scope or rate.", "token:change"),
        "revoke": Verb("End a token; the gateway stops taking it within a second.", "token:revoke"),
    },
    "people": {
        "list": Verb("Who may do what.", "people:people"),
        "invite": Verb("Add a person; prints the link by which they first sign in.", "people:invite"),
        "link": Verb("Make a new sign-in link for a person; earlier ones end.", "people:link"),
        "role": Verb("Give a person another role.", "people:role"),
        "deactivate": Verb("End a person's sessions, links and tokens, at once.", "people:deactivate"),
        "reactivate": Verb("Let a deactivated person sign in again, by a new link.", "people:reactivate"),
    },
    "tokens": Verb("The tokens, without their secrets.", "token:tokens"),
    "sources": Verb("What arrives from where, how fresh it is, and how much was not understood.", "sources:sources"),
    "import": {
        "events": Verb("Bring files of events into the lake; repeatable, resumable.", "imports:import_events"),
        "tickets": Verb("Bring files of support tickets into the lake, in the same way.", "imports:import_tickets"),
        "feedback": Verb(
            "Bring JSON lines of feedback: answers to surveys, reviews, tickets.", "imports:import_feedback"
        ),
        "requests": Verb("Bring files of requests, one by one or counted.", "imports:import_requests"),
        "errors": Verb("Bring files of errors.", "imports:import_errors"),
        "sessions": Verb("Bring files of sessions of an app: how each ended.", "imports:import_sessions"),
    },
    "export": {"events": Verb("Write events as JSON lines, in the shape that import takes.", "facts:export_events")},
    "events": Verb("Count or list the events that are in the lake.", "facts:events"),
    "quarantine": Verb("What could not be understood, by reason, with examples.", "facts:quarantine"),
    "feedback": Verb(
        "What people said: tickets and the like, how they stand, and counts by channel.", "feedback:feedback"
    ),
    "drain": Verb("Return when everything answered so far can be queried.", "facts:drain"),
    "query": Verb("Answer any metric, on the lake or directly on a file.", "query:query"),
    "sql": Verb("Ask the facts in SQL: one SELECT, bounded in time, memory and size.", "sql:sql"),
    "lapsed": Verb("Whom to call: units silent for longer than their own rhythm explains.", "lapsed:lapsed"),
    "verdict": Verb("Judge a launch: every gate, and what follows.", "verdict:verdict"),
    "verdicts": Verb("The recorded verdicts of a launch.", "verdict:verdicts"),
    "exit": {
        "show": Verb("The exit gate of a launch, line by line; exit code 4 while something holds it.", "exit:show"),
        "synthesised": Verb("Say that feedback was read and its findings stand in the backlog.", "exit:synthesised"),
        "accept-peak": Verb("As an approver, accept by name that a required peak is missing.", "exit:accept_peak"),
        "revoke": Verb("Take such an act back by a later record.", "exit:revoke"),
    },
    "sign": Verb("As a named approver, sign what follows: scale, pivot, rollback or hold.", "exit:sign"),
    "decisions": Verb("What was signed about a launch, and what has changed since.", "exit:decisions"),
    "commitments": Verb("What a launch carries on: list, add, done, drop.", "exit:commitments"),
    "antipatterns": Verb(
        "What a launch should not do, and whether it did; exit code 1 if found, 4 if unknown.",
        "antipatterns:antipatterns",
    ),
    "outcome": Verb(
        "What came of a launch: each gate on its way, what peaks carry, what lies ahead.", "outcome:outcome"
    ),
    "forecasts": Verb("What was forecast of business cycles, and how good it was.", "forecasts:forecasts"),
    "explain": Verb("How a number of the verdict came about, in plain words.", "verdict:explain"),
    "replay": Verb("Recompute a recorded verdict and compare every digit.", "verdict:replay"),
    "audit": Verb(
        "Verify the chain of records; names the first broken one (exit code 1), and what was refused.",
        "verdict:audit",
    ),
    "who": Verb("Which keys name one person, and which claims did not count.", "who:who"),
    "forget": Verb("Take a person out of all facts; first says what that would do.", "forget:forget"),
    "clean": Verb("Let go of what is older than the settings keep it; the worker does so daily.", "clean:clean"),
    "launchbench": Verb(
        "Simulate launches with known truth, judge them as real ones, and score the judgement.",
        "launchbench:launchbench",
    ),
    "backup": Verb("Write the whole installation into one file, while it runs.", "backup:backup"),
    "restore": Verb("Make an installation from a backup.", "backup:restore"),
}


GROUPS = {
    "launch": "Register launch files.",
    "token": "Make and end API tokens.",
    "people": "Who may do what: list, invite, change, deactivate.",
    "incident": "What broke, who has it, and how it travelled the levels of support.",
    "exit": "What must be true before the watch over a launch ends.",
    "import": "Bring events, tickets and technical health in.",
    "export": "Hand events out.",
}
"""The help of the groups of verbs."""


DEFAULT = "list"
"""What a group with this verb does when no other is named."""


class Verbs(TyperGroup):
    """A group whose commands are imported when they are called, so that help and quick verbs start fast."""

    table: dict[str, Verb | dict[str, Verb]] = VERBS

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if DEFAULT in self.table and (not args or (args[0].startswith("-") and args[0] != "--help")):
            ASKED.add(DEFAULT)
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  the group's interface
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  the group's interface
        entry = self.table.get(cmd_name)
        if isinstance(entry, dict):
            return _group(cmd_name, entry)
        if entry is None:
            return None
        if cmd_name in ASKED:
            tell_only_warnings()
            return command_of(cmd_name, entry)
        return _line(cmd_name, entry)


def tell_only_warnings() -> None:
    """Sends what is logged to standard error, from warnings on: what verbs print is for people and programs."""
    import structlog  # noqa: PLC0415  takes 50 ms, which help does without

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


ASKED: set[str] = set()
"""The words of this call: only the verbs among them are imported."""


def _group(name: str, table: dict[str, Verb]) -> Any:
    nested = type(f"Verbs_{name}", (Verbs,), {"table": table})
    return nested(name=name, help=GROUPS[name], no_args_is_help=True)


def _root() -> Any:
    options = typer.Typer(add_completion=False)
    options.command()(_told_version)
    params = [each for each in typer.main.get_command(options).params if each.name == "version"]
    sentence = "Runs the ninety days after a feature goes live."
    return Verbs(name="hypercare", help=sentence, no_args_is_help=True, params=params)


def _tell_version(asked: bool) -> None:
    if asked:
        say(metadata.version("hypercare"))
        raise typer.Exit


def _told_version(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=_tell_version, is_eager=True, expose_value=False
        ),
    ] = False,
) -> None:
    """Carries the option of the whole program."""


def _line(name: str, verb: Verb) -> Any:
    """The verb as its line in the help, without importing it."""
    app = typer.Typer(add_completion=False)
    app.command(name, help=verb.help)(_nothing)
    return typer.main.get_command(app)


def _nothing() -> None:
    """Stands for a verb in the list of verbs."""


def command_of(name: str, verb: Verb) -> Any:
    """The command of a verb, imported."""
    module, function = verb.target.split(":")
    app = typer.Typer(add_completion=False)
    app.command(name, help=verb.help)(getattr(importlib.import_module(f"hypercare.cli.verbs.{module}"), function))
    command = typer.main.get_command(app)
    command.help = verb.help
    return command


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line. Ends the process with the exit codes of the docs."""
    raise SystemExit(outcome(list(sys.argv[1:] if arguments is None else arguments)))


def outcome(given: list[str]) -> int:
    """Runs a verb and returns the exit code; every error ends here, in words."""
    ASKED.update(given)
    try:
        code = _called(given)
        sys.stdout.flush()
    except HypercareError as error:
        return fail(error, as_json="--json" in given)
    except BrokenPipeError:
        # Who read our output has enough of it. Nothing may be left to flush when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return fail(_refused_by_the_system(error), as_json="--json" in given)
    except Exception as error:  # noqa: BLE001  the edge: a bug is told apart from a verdict that is bad
        return fail(damage_of(error) or _bug(error), as_json="--json" in given)
    return code


def _called(given: list[str]) -> int:
    root = _root()
    # Not by `root.main`, which ends with 1 where a pipe breaks: here that is the code of a bad verdict.
    try:
        with root.make_context("hypercare", list(given)) as context:
            root.invoke(context)
        return 0
    except typer.Exit as ended:
        return ended.exit_code
    except (typer.Abort, KeyboardInterrupt):
        note("hypercare: stopped")
        return INTERRUPTED
    except USAGE as error:
        message = error.format_message().rstrip(".")
        if not message:  # a group of verbs without one: its help was shown
            return BadInput.exit_code
        raise BadInput(message, fix=f"{error.ctx.command_path if error.ctx else 'hypercare'} --help") from None


def _refused_by_the_system(error: OSError) -> Unreachable:
    return Unreachable(error.strerror or str(error), where=str(error.filename or ""))


def _bug(error: Exception) -> Bug:
    traceback.print_exception(error)
    return Bug(f"{type(error).__name__}: {error}", fix="report it, with the lines on standard error")
