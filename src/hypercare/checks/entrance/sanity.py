"""ENTRY-SANITY: the sanity checks in production must have been cleared."""

from hypercare.checks.check import Check
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.launch import Launch, SanityCheck
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-SANITY",
    title="Sanity checks in production are cleared",
    looks_for=(
        "a result of every request under `sanity`. No result of any is collected yet, so that each is unknown: "
        "what nobody ran is never cleared"
    ),
    why="the page that answers with 500 in production answered on every test machine",
    trips="no sanity check is declared",
    passes="every declared request was answered with its expected status, within the last day",
    source="docs/entrance.md, sanity",
)
NAME = "sanity"


def judge(launch: Launch) -> EntranceCriterion:
    """Where the criterion stands."""
    items = tuple(map(_not_run, launch.sanity)) or (_none(),)
    return EntranceCriterion(CHECK.id, NAME, items)


def _not_run(probe: SanityCheck) -> EntranceItem:
    todo = Text("entry-sanity-run", {"url": probe.get, "status": probe.expect})
    return EntranceItem(
        f"{NAME}/{probe.name}", probe.name, EntranceState.UNKNOWN, Text("entry-sanity-not-run"), None, todo
    )


def _none() -> EntranceItem:
    todo = Text("entry-sanity-declare")
    return EntranceItem(NAME, "sanity", EntranceState.UNKNOWN, Text("entry-sanity-not-declared"), None, todo)
