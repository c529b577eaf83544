# What units do: what the pages of behaviour have in common
behaviour-lead = What the units of this launch do: how far they come, whether they come back, how often they are there.
behaviour-kind-funnel = Funnel
behaviour-kind-retention = Retention
behaviour-kind-cycle = Cycle goal
behaviour-kind-any = Any launch
behaviour-activity-why = Who is active by day, week and month, who is new, who returned and who went quiet, and with which events.
behaviour-lacking = What this launch does not ask yet
behaviour-lacking-why = Lines for the launch file, with its own events: make them yours, and register the new version.
behaviour-none-funnel = No funnel
behaviour-none-retention = No retention
behaviour-none-cycle = No cycle goal
behaviour-asks-funnel = A funnel shows at which step units stop, what they did instead, and how long those took who went on.
behaviour-asks-retention = Retention shows which share of each cohort comes back, and which cells are too early to be read.
behaviour-asks-cycle = A cycle goal shows how many units do something often enough within a business cycle, and when they got there.

behaviour-asks = What is shown
behaviour-ask = Show
behaviour-reset = Reset
behaviour-by = Break down by
behaviour-by-none = nothing
behaviour-over = Over time by
behaviour-grain-day = Day
behaviour-grain-week = Week
behaviour-grain-month = Month
behaviour-grain-quarter = Quarter
behaviour-compare = Compare
behaviour-compare-nothing = nothing
behaviour-compare-over = two periods
behaviour-compare-by = two values of { $property }
behaviour-left = From
behaviour-right = To
behaviour-compared = Side by side
behaviour-apart = Difference
behaviour-apart-ends = Between { $low } and { $high }, with { $level } confidence on any day.
behaviour-points = { $value } points
behaviour-compare-more = { $right } is credibly above { $left }.
behaviour-compare-less = { $right } is credibly below { $left }.
behaviour-compare-open = No difference is shown between { $left } and { $right }: it may as well be none.
behaviour-compare-none = One side has no unit whose time is over: there is nothing to compare yet.
behaviour-day = As of day
behaviour-day-now = now
behaviour-side = Side
behaviour-finding-broken = { $metric } by { $property }
behaviour-alt-broken = Column chart of { $metric } by { $property } for { $count } values, each with its interval.
behaviour-alt-compared = Column chart of { $metric } on two sides, each with its interval.
behaviour-compare-empty = There are no two sides to compare
behaviour-compare-empty-text = A comparison takes two sides with units. Choose a property to break down by, or a shorter period.
behaviour-from-on = From { $date }
behaviour-hits = { $hits } of { $mature }
behaviour-broken = By { $property }
behaviour-broken-why = By the value at a unit’s first event, which does not change later.
behaviour-broken-none = No unit can be broken down
behaviour-broken-none-text = Nobody counted here has a value of { $property } yet.
behaviour-others = { $count ->
    [one] One unit has another value.
   *[other] { $told } units have other values.
}
behaviour-without = { $count ->
    [one] One unit has no value.
   *[other] { $told } units have no value.
}
behaviour-picture = Picture
behaviour-interval = 95 % interval
behaviour-between = ends between { $low } and { $high }
behaviour-open = { $count ->
    [one] one may still do it
   *[other] { $count } may still do it
}
behaviour-units-user = Users
behaviour-units-account = Accounts
behaviour-units-device = Devices

# A funnel
funnel-lead = { $share } went all the way: { $hits } of { $mature } whose time is over ({ $ends }).
funnel-lead-open = { $count ->
    [one] One more may still convert.
   *[other] { $told } more may still convert.
}
funnel-lead-early = { $count ->
    [one] One who has converted began again lately, and counts when that time is over, like all others.
   *[other] { $told } who have converted began again lately, and count when that time is over, like all others.
}
funnel-order-ordered = in this order
funnel-order-strict = in this order with nothing in between
funnel-order-any = in any order
funnel-rule = { $units } that take all steps { $order }, within { $within } of the first.
funnel-steps = Steps
funnel-step = Step
funnel-of-first = From the start
funnel-of-before = From the step before
funnel-mature = Time is over
funnel-open = May still come
funnel-dropped = Stopped before
funnel-took = Time it took (middle half)
funnel-optional = optional
funnel-worst = largest loss
funnel-at = Value
funnel-at-unit = of the unit, at its first event
funnel-at-first = at the first step
funnel-at-last = at the last step taken
funnel-at-step = at “{ $step }”
funnel-took-whole = From the first to the last step: half took at most { $median }, the middle half { $lower } to { $upper } ({ $units } that converted).
funnel-half = With those who may still come taken into account, half of all have converted after { $half }.
funnel-took-nobody = Nobody has gone from the first to the last step yet.
funnel-converted = Converted
funnel-broken-at = By the value that each unit’s event had at that step.
funnel-entered = Over time
funnel-entered-how = By when units entered. A full column is complete, with its interval; a hollow one may still rise into its hatched part. Where nobody entered there is no column.
funnel-alt-entered = Column chart of the conversion of { $metric } in { $count } periods of entry; incomplete ones are hollow, with what may still come hatched.
funnel-finding-entered-more = Of the { NUMBER($last_of) } who entered in the last complete period { $last } went all the way, more than in the first one: { $first } of { NUMBER($first_of) }
funnel-finding-entered-less = Of the { NUMBER($last_of) } who entered in the last complete period { $last } went all the way, fewer than in the first one: { $first } of { NUMBER($first_of) }
funnel-finding-entered-open = No change is shown from the first complete period of entry ({ $first } of { NUMBER($first_of) }) to the last one ({ $last } of { NUMBER($last_of) })
funnel-finding-entered-early = { $metric } has no two complete periods of entry to compare yet
funnel-nobody = Nobody has entered yet
funnel-nobody-then = nobody entered
funnel-nobody-text = As soon as units take the first step, their conversion shows here by when they entered.
funnel-stopped = Who stopped, and why
funnel-stopped-why = Of those who came to a step and can come no further. Those who may still go on are not among them.
funnel-stopped-none = Nobody has stopped
funnel-stopped-none-text = Everybody who began either went on or may still do so.
funnel-stopped-at = At “{ $step }”
funnel-stopped-share = stopped for good: { $share } of all who did so or went on to “{ $next }”
funnel-stopped-open = { $count ->
    [one] one may still go on
   *[other] { $told } may still go on
}
funnel-telling = What they have in common
funnel-telling-ends = Difference between { $low } and { $high }.
funnel-telling-how = Of { $count ->
    [one] one value
   *[other] { $count } values
  } compared; at most one in ten of what is found is expected to be chance.
funnel-telling-none = Nothing that could be told from chance: { $count ->
    [one] one value was
   *[other] { $count } values were
  } compared between { $stopped } who stopped and { $went_on } who went on.
funnel-telling-few = There is nothing to compare: no property is declared, or too few have stopped for good.
funnel-next = What they did next
funnel-last = The last thing they did
funnel-nothing-next = nothing more
funnel-other-events = other events
funnel-signs = Signs
funnel-lingered = How long they lingered
funnel-lingered-how = half at most { $median }; the middle half { $low } to { $high }
funnel-errors = Met an error
funnel-tickets = Wrote a ticket
funnel-of-stopped = { $count } of { $all }
funnel-no-data = no data
funnel-interview = Units to interview
funnel-interview-lead = { $count ->
    [one] One has stopped at “{ $step }”.
   *[other] { $told } have stopped at “{ $step }”.
} These were there last, the most recently seen first.
funnel-interview-why = Their names are personal data: they are looked up now, and kept nowhere.
funnel-interview-back = Back to { $metric }
funnel-reached-at = Came to the step
funnel-last-at = Last seen
funnel-shares-all = The chart and all shares are of those whose time is over, so that quick ones do not count before slow ones.
funnel-profile = Counted by the rules of { $tool }.
funnel-profile-stopped = By the rules of { $tool } it is not known where a unit stopped, nor how long it took.
behaviour-by-gate = As gate { $gate } reads it now
behaviour-since-live = Since go-live
behaviour-scope = Read since go-live. What a gate reads of it stands in its evidence.
