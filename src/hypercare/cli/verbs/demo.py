"""The demo."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.house import House
from hypercare.app.settings import DEMO_FOLDER
from hypercare.app.usecases.demo import demo as demos
from hypercare.cli.flags import Json
from hypercare.cli.progress import progress
from hypercare.cli.show import emit, say, table
from hypercare.cli.verbs.serve import GatewayPort, Port, serve_until_asked, serving_settings
from hypercare.cli.verdict_text import Tongue, show_verdict

Folder = Annotated[
    Path | None, typer.Option("--data", help=f"The demo's folder (else HYPERCARE_DATA, else {DEMO_FOLDER}).")
]


def demo(
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the demo afterwards, as on its day 60; never with --json.")
    ] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Seed it anew.")] = False,
    port: Port = None,
    gateway_port: GatewayPort = None,
    data: Folder = None,
    as_json: Json = False,
) -> None:
    usual = None if os.environ.get("HYPERCARE_DATA") else Path(DEMO_FOLDER)
    here = House(serving_settings(port, gateway_port, None, data or usual))
    with progress("Seeding the demo", quiet=as_json) as moved:
        done = demos.run(here, fresh=fresh, on_progress=lambda _what, how_far: moved(how_far))
    document = with_words(demos.document(done), here.settings.language)
    if as_json:
        emit(document)
        return
    _tell(document, done, here.settings.language)
    if serve:
        say()
        shown = demos.at_day(here, done.launch, demos.SHOWN_DAY)
        serve_until_asked(replace(shown.settings, has_visitors=True), "demo")


def _tell(document: Document, done: demos.Demo, language: str) -> None:
    """The days in a table, then the verdict of the day on which the demo opens."""
    say(f"{done.launch.title}: {done.events:,} events, seeded in {done.seconds:.1f} s")
    gates = [gate.name for gate in done.launch.gates]
    rows = []
    for judged in done.verdicts:
        words = {gate.gate: Tongue(language).word(gate.word) for gate in judged.verdict.gates}
        rows.append((str(judged.verdict.day), *(words[name] for name in gates), judged.verdict.recommendation.action))
    table(("DAY", *(f"GATE {name.upper()}" for name in gates), "RECOMMENDATION"), rows)
    say()
    shown = next(each for each in document["verdicts"] if each["day"] >= demos.SHOWN_DAY)
    show_verdict(shown, language)
    _tell_launches(document)
    say()
    say(f"Ask further: hypercare verdict {done.launch.id} --as-of 2026-11-01 --data {done.file.parent.parent}")


def _tell_launches(document: Document) -> None:
    """All launches of the demo on the day on which it opens, in a table."""
    say()
    rows = [
        (each["launch"], str(each["day"]), ", ".join(each["phases"]), each["recommendation"], _signed(each["decision"]))
        for each in document["launches"]
    ]
    table(("LAUNCH", "DAY", "PHASE", "RECOMMENDATION", "SIGNED"), rows)


def _signed(decision: Document | None) -> str:
    return f"{decision['action']} by {decision['by']['name']}, {decision['at'][:10]}" if decision else "-"
