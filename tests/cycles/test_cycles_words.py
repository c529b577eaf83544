"""Every phase and every peak has its words in the English catalogue and its line in the manual."""

from importlib import resources
from pathlib import Path

from fluent.syntax import FluentParser, ast

from hypercare.cycles.packs import known_calendars, known_peaks, pack
from hypercare.cycles.peaks import peak_text
from hypercare.cycles.phase import Phase


def test_the_catalogue_has_the_words_of_the_room_and_no_others() -> None:
    catalogue = (resources.files("hypercare") / "locale" / "en" / "cycles.ftl").read_text(encoding="utf-8")
    entries = FluentParser().parse(catalogue).body
    assert not [entry for entry in entries if isinstance(entry, ast.Junk)]
    written = {entry.id.name for entry in entries if isinstance(entry, ast.Message)}
    named = {phase.text.id for phase in Phase}
    named |= {peak_text(name).id for calendar in known_calendars() for name in known_peaks(calendar)}
    named |= {peak_text(name).id for calendar in known_calendars() for name in pack(calendar).holidays}
    named |= {peak_text("our_sale").id}
    assert written == named


def test_the_manual_explains_every_phase_and_every_peak() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "time.md").read_text(encoding="utf-8")
    named = [*Phase, *(name for calendar in known_calendars() for name in known_peaks(calendar))]
    assert [name for name in named if f"| `{name}` |" not in manual] == []
