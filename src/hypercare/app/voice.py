"""How the documents and charts speak: the catalogue and the formats of one language, the instants of one zone."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.model.text import Text


@dataclass(frozen=True)
class Speaker:
    """The `Voice` of a language; instants are told in `zone`, by default each in its own."""

    language: str
    zone: tzinfo | None = None

    def say(self, text: Text) -> str:
        return render(text, self.language, prose=True)

    def number(self, value: float, scale: str) -> str:
        return formats.number(value, scale, self.language)

    def level(self, value: float, scale: str) -> str:
        chosen = formats.percent if scale in formats.PERCENTAGES else None
        return chosen(value, self.language) if chosen else formats.number(value, scale, self.language)

    def date(self, day: date) -> str:
        return formats.short_day(day, self.language)

    def moment(self, instant: datetime) -> str:
        return formats.instant(instant, self.language, self.zone)
