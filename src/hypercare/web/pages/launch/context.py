"""What the overview of a launch shows at one moment: the answer first, then what needs people, then the numbers.

A text is an id of the catalogue with its parameters; instants are ISO 8601 in the launch's zone.
"""

from datetime import datetime
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.exit import review_document
from hypercare.app.documents.texts import Document
from hypercare.app.looks import Moment
from hypercare.app.usecases.acts import audit
from hypercare.app.usecases.acts.timeline import timeline
from hypercare.cycles.day import DAY, local_date
from hypercare.model.launch import Launch
from hypercare.rituals.upcoming import reviews_ahead
from hypercare.web.asked import LaunchAsked
from hypercare.web.goes_on import GoesOn, goes_on
from hypercare.web.installation import here
from hypercare.web.pages.anti_patterns.context import AntiPatternShown
from hypercare.web.pages.entrance.context import EntranceJudged, entrance_judged
from hypercare.web.pages.launch.cards import Card, cards_of
from hypercare.web.pages.launch.rail import Rail, rail_of
from hypercare.web.status import OF_ACTION, OF_LEVEL, Status, named

DIGEST_SHOWN: Final = 8
CRITERIA: Final[dict[str, Status]] = {"met": "ok", "open": "early", "unknown": "none", "not declared": "none"}


class Slider(Schema):
    """Which days can be looked at, and which one is."""

    day: int = Field(description="The day that is looked at; negative before go-live.")
    value: int = Field(description="The same within what can be chosen.")
    first: int = Field(description="0, or the present day before go-live.")
    last: int = Field(description="The last day of which something is known, at most the last of the timeline.")
    today: int = Field(description="The present day.")
    is_now: bool = Field(description="Whether the present instant is looked at, and not the end of a day.")
    date: str = Field(description="The local date of the day, ISO 8601.")


class Answer(Schema):
    """The sentence, and what it rests on."""

    action: str | None = Field(description="HOLD, SCALE, PIVOT or ROLLBACK; null before go-live.")
    status: Status = Field(description="How the action is drawn.")
    lead: Document = Field(description="What to do, as a text.")
    clauses: list[Document] = Field(description="What says so, as texts, most telling first.")
    reasons: list[Document] = Field(description="Why, by the table of recommendations, as texts.")
    row: int = Field(description="The row of the table of recommendations that held.")
    until: str | None = Field(description="Until when to hold.")


class Decision(Schema):
    """What an approver signed."""

    action: str
    status: Status
    overrides: bool = Field(description="Whether it is not what was recommended.")
    recommended: str
    reason: str = Field(description="In the approver's words.")
    by: str
    at: str
    record: str = Field(description="The record in the ledger.")


class Finding(Schema):
    """Something that needs people."""

    kind: str = Field(description="What kind of finding this is.")
    status: Status = Field(description="How loudly it is shown.")
    text: Document
    hint: Document = Field(description="What to do about it, as a text.")
    page: str = Field(description="The page that it opens, by its route's name.")
    params: dict[str, str] = Field(description="What that page is asked for.")


class OverviewCriterion(Schema):
    """An exit criterion."""

    name: str
    state: str = Field(description="met, open, unknown or not declared.")
    status: Status
    reason: Document
    until: str | None


class Member(Schema):
    """Somebody of the squad."""

    name: str
    initials: str = Field(description="At most two letters.")
    roles: list[str] = Field(description="driver, engineering, analyst, support_lead, designer, fixer, approver.")


class Freshness(Schema):
    """What the numbers rest on."""

    as_of: str
    facts_until: str | None = Field(description="The latest event that is counted; null without facts.")
    computed_at: str
    version: str = Field(description="The launch version's digest, in hex, cut.")
    head: str = Field(description="The hash at the head of the ledger, in hex, cut.")


class Overview(Schema):
    """`hypercare/overview.v1`: a launch at a glance."""

    launch: str
    title: str
    timezone: str
    live: str
    phases: list[Document] = Field(description="The phases that it is in, as texts.")
    slider: Slider
    rail: Rail = Field(description="Phases, cycles, gates and what happened, by their places in days.")
    answer: Answer
    decision: Decision | None = Field(description="What was signed; null where nothing was.")
    health: Document = Field(description="`word` and `reason`.")
    entrance: EntranceJudged | None = Field(description="Before go-live, whether it is ready; null from then on.")
    attention: list[Finding] = Field(description="At most five, most pressing first.")
    antipatterns: list[AntiPatternShown] = Field(description="What the launch should not have done, the bad first.")
    cards: list[Card] = Field(description="One for each declared metric: those that decide first.")
    criteria: list[OverviewCriterion]
    squad: list[Member]
    ritual: Document | None = Field(description="The next ritual: kind, name, at.")
    reviews: list[Document] = Field(description="The next review and the extended one, as in `hypercare/exit.v1`.")
    goes_on: GoesOn | None = Field(
        description="What goes on after the outcome; null before, and where nothing is signed."
    )
    freshness: Freshness

    @property
    def is_live(self) -> bool:
        """Whether go-live is past."""
        return self.slider.day >= 0

    @property
    def has_facts(self) -> bool:
        """Whether anything has come in."""
        return self.freshness.facts_until is not None

    @property
    def anti_patterns_found(self) -> int:
        """How many of the anti-patterns were found: one may be found in several ways."""
        return len({each.check for each in self.antipatterns})

    @property
    def hero(self) -> Card | None:
        """The metric whose course over the days is shown large: the first that decides and has a value, else the first.

        A guardrail is never it.
        """
        deciding = [card for card in self.cards if card.primary and not card.guardrail]
        return next((card for card in deciding if card.value is not None), next(iter(deciding), None))

    @property
    def funnel(self) -> Card | None:
        """The first funnel whose steps have been gone through."""
        return next((card for card in self.cards if card.kind == "funnel" and card.counts and card.counts.units), None)


def overview_of(asked: LaunchAsked) -> Overview | None:
    """The overview of a request; None while the facts are being looked at."""
    look = asked.look
    if look is None:
        return None
    as_of = datetime.fromisoformat(look["as_of"])
    told = timeline(asked.here.house, asked.launch.id, as_of)
    return Overview(
        launch=asked.launch.id,
        title=asked.launch.title,
        timezone=asked.launch.timezone,
        live=told["live"],
        phases=[each["name"] for each in told["phases"] if each["current"]],
        slider=_slider(asked.launch, look, asked.moment, int(told["end_day"]) - 1),
        rail=rail_of(told, look["verdict"]["gates"]),
        answer=_answer(look),
        decision=_decision(look["decision"]) if look["decision"] else None,
        health=look["health"],
        entrance=entrance_judged(look["entrance"]) if look["entrance"] else None,
        attention=[_finding(each) for each in look["attention"]],
        antipatterns=[AntiPatternShown.model_validate(each) for each in look["antipatterns"]],
        cards=cards_of(look, asked.launch),
        criteria=[_criterion(each) for each in look["verdict"]["criteria"]],
        squad=_squad(asked.launch),
        ritual=look["ritual"],
        reviews=[review_document(each, asked.launch.zone) for each in reviews_ahead(asked.launch, as_of)],
        goes_on=goes_on(look),
        freshness=freshness_of(look),
    )


def _slider(launch: Launch, look: Document, moment: Moment, end: int) -> Slider:
    day, today = look["verdict"]["day"], look["today"]
    first, last = min(0, today), max(min(look["last_day"], end), min(0, today))
    date = local_date(launch.live, launch.zone) + day * DAY
    is_now = moment == Moment() or (moment.day == today and moment.instant is None)
    return Slider(
        day=day,
        value=min(max(day, 0), max(last, 0)),
        first=first,
        last=last,
        today=today,
        is_now=is_now,
        date=date.isoformat(),
    )


def _answer(look: Document) -> Answer:
    said, headline = look["verdict"]["recommendation"], look["headline"]
    action = said["action"] if look["verdict"]["day"] >= 0 else None
    if look["decision"]:
        action = look["decision"]["action"]
    return Answer(
        action=action,
        status=OF_ACTION[action] if action else "none",
        lead=headline["lead"],
        clauses=headline["clauses"],
        reasons=[named(each) for each in said["reasons"]],
        row=said["row"],
        until=said["until"],
    )


def _decision(signed: Document) -> Decision:
    return Decision(
        action=signed["action"],
        status=OF_ACTION[signed["action"]],
        overrides=signed["overrides"],
        recommended=signed["recommended"],
        reason=signed["reason"],
        by=signed["by"]["name"] or signed["by"]["email"],
        at=signed["at"],
        record=signed["record"],
    )


def _finding(found: Document) -> Finding:
    return Finding(
        kind=found["id"],
        status=OF_LEVEL[found["level"]],
        text=found["text"],
        hint=found["hint"],
        page=found["page"],
        params=found["params"],
    )


def _criterion(found: Document) -> OverviewCriterion:
    return OverviewCriterion(**found, status=CRITERIA[found["state"]])


def _squad(launch: Launch) -> list[Member]:
    """Everybody once, by the role that comes first."""
    squad = launch.squad
    alone = {
        "driver": squad.driver,
        "analyst": squad.analyst,
        "support_lead": squad.support_lead,
        "designer": squad.designer,
        "fixer": squad.fixer,
    }
    filled = [(role, who) for role, who in alone.items() if who is not None]
    filled += [("engineering", who) for who in squad.engineering]
    filled += [("approver", who) for who in squad.approvers]
    roles: dict[str, list[str]] = {}
    for role, who in filled:
        roles.setdefault(who.name or who.email, []).append(role)
    return [Member(name=name, initials=_initials(name), roles=held) for name, held in roles.items()]


def _initials(name: str) -> str:
    parts = [part[0] for part in name.partition("@")[0].split() if part]
    return "".join([*parts[:1], *parts[1:][-1:]]).upper()


def freshness_of(look: Document) -> Freshness:
    """What the numbers of a look rest on."""
    facts = look["facts_until"]
    known = facts and min(facts, look["as_of"], key=datetime.fromisoformat)
    return Freshness(
        as_of=look["as_of"],
        facts_until=known,
        computed_at=look["computed_at"],
        version=look["verdict"]["version"][:DIGEST_SHOWN],
        head=audit.head(here().house)[:DIGEST_SHOWN],
    )
