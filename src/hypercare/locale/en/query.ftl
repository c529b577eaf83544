# Answers to ad hoc questions: hypercare query
query-step = step
query-units = units
query-of-first = of first
query-of-before = of step before
query-optional = optional
query-value = value
query-interval = interval
query-open = open
query-day = day
query-week = week from
query-month = month from
query-quarter = quarter from
query-cohort = cohort from
query-average = average
query-active = active
query-new = new
query-returning = returning
query-resurrecting = resurrecting
query-dormant = dormant
query-event = event
query-events = events
query-of-active = of active
query-unit-state = { $state ->
   *[other] { $state }
}
query-took = Half of those who converted took at most { $median }.
query-half = Half of all have converted { $time } after they came in.
query-stopped = { $event }: { $units } stopped here, { $open } may still go on
query-next = next
query-nothing = (nothing)
query-others = others
query-ended = ended
query-may-go-on = may go on
query-lingered = Half of them were gone { $median } after the step.
query-paths = { $direction ->
    [previous] before { $start }
   *[next] after { $start }
}: { $units } units
query-stopped-here = stopped
query-median = median
query-cycle = cycle from
query-of-each = of each unit
query-reached = reached
query-share = share
query-progress = of the goal
query-values-without = { $units } units without a value
query-values-others = { $units } units with other values
query-unit = unit
query-state = state
query-since = since
query-left-out = and { $count } more
query-rejected = { $rows ->
    [one] 1 row was left out ({ $reason }): { $example }
   *[other] { $rows } rows were left out ({ $reason }), such as { $example }
}
query-duplicates = { $rows ->
    [one] 1 row came again, with a key that was there, and counts once.
   *[other] { $rows } rows came again, with keys that were there, and count once.
}
query-local-times = Times without an offset were read as UTC.
query-unseen = { $count ->
    [0] There is no event { $event }.
   *[other] There is no event { $event }. Nearest: { $nearest }
}
query-unowned = { $events } of { $all } events count for nobody: they have no { $unit }.
query-long-since = The last event is of { $last }; what came after it is not known, and counts as if nothing had. To ask as of then: --as-of { $option }
query-timing = { $events } events, { $seconds } s, of which { $opened } s to open them
