# Who is active, and how
activity-lead-user = { $count } users have been active since they became part of the launch.
activity-lead-account = { $count } accounts have been active since they became part of the launch.
activity-lead-device = { $count } devices have been active since they became part of the launch.
activity-rule = Counted from each unit’s exposure on, in local days; weeks begin on Monday. A period that is not over is hollow.
activity-per = By
activity-event = Active by
activity-event-any = any event
activity-nobody = Nobody has been active yet
activity-nobody-text = As soon as an exposed unit does anything, it shows here.
activity-nobody-event = No exposed unit has done this event. Another event, or any, may tell more.
activity-active = Active units
activity-in-day = Active in a day
activity-in-week = Active in a week
activity-in-month = Active in a month
activity-not-over = None is over yet
activity-running = not over yet
activity-sticky = Stickiness
activity-sticky-of = Of a month’s units, on an average day of { $date }. In an average week: { $weekly }.
activity-sticky-early = Too early
activity-sticky-when = It takes one whole month.
activity-sticky-months = Stickiness by month
activity-sticky-why = Which share of a month’s active units is there on an average day, and in an average week.
activity-sticky-daily = Day of month
activity-sticky-weekly = Week of month
activity-lifecycle = Lifecycle
activity-lifecycle-how = Above the axis who was active: for the first time, again after the period before, or again after a break. Below it who was active in the period before and not in this one.
activity-phase = Phase
activity-new = new
activity-returning = returning
activity-resurrecting = resurrecting
activity-dormant = dormant
activity-usage = What they do
activity-usage-event = Event
activity-usage-share = Of the active
activity-usage-events = Events
activity-usage-each = Per unit
activity-usage-others = { $count ->
    [one] One event of another name is not listed.
   *[other] { $told } events of other names are not listed.
}
activity-frequency = How often they are active
activity-days = Active days
activity-days-7 = 7–13
activity-days-14 = 14–29
activity-days-30 = 30+
activity-finding-early = No { $per } is over yet
activity-finding-active = { $units } were active { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }
activity-finding-more = { $units } were active { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }, { $change } more than in the one before
activity-finding-less = { $units } were active { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }, { $change } fewer than in the one before
activity-finding-same = { $units } were active { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }, as many as in the one before
activity-finding-grew = { $came } came or came back { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }, and { $went } went quiet
activity-finding-shrank = { $went } went quiet { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  }, and only { $came } came or came back
activity-finding-held = As many came { $per ->
    [day] on { $date }
   *[other] in the { $per } from { $date }
  } as went quiet: { $went }
activity-finding-frequency = { $share } were active on { $days } days, more than on any other number
activity-alt-active = Column chart of active units in { $count } periods by { $per }; the one that is not over is hollow.
activity-alt-lifecycle = Stacked column chart of { $count } periods: new, returning and resurrecting units above the axis, dormant ones below.
activity-finding-usage = { $event } was done by the most units: { $share } of the active
activity-alt-usage = Column chart of the share of active units that did each of { $count } events.
activity-alt-frequency = Column chart of the share of units in { $count } groups by number of active days.
