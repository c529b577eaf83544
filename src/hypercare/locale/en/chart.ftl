# Charts: their findings, what they say to who cannot see them, and the heads of their tables
chart-level-success = success { $value }
chart-level-failure = failure { $value }
chart-level-limit = limit { $value }
chart-level-rollback = rollback { $value }

chart-finding-pass = { $metric } is at { $value }, with its whole interval on the good side of { $level }
chart-finding-fail = { $metric } is at { $value } and misses { $level }
chart-finding-harm = { $metric } is at { $value }, credibly beyond { $level }
chart-finding-inconclusive = { $metric } is at { $value } and undecided: { $level } lies within its interval
chart-finding-too-early = { $metric } is too early to judge until { $date }
chart-finding-invalid = { $metric } cannot be trusted: its measurement is flawed
chart-finding-watched = { $metric } is at { $value }, and no gate asks for it
chart-finding-judged = { $metric } now reads { $value }; what its gate was judged on { $date } stands
chart-finding-none = { $metric } has no value yet
chart-finding-gates = Of { $all } judged metrics { $passed ->
    [one] 1 passes
   *[other] { $passed } pass
  }, { $failed ->
    [one] 1 fails
   *[other] { $failed } fail
  }, { $open } cannot be decided yet
chart-finding-no-gates = No gate asks for any metric
chart-finding-funnel = { $metric } loses most at { $step }: { $lost } of those who reached the step before
chart-finding-funnel-whole = { $metric } loses nobody between its steps
chart-finding-funnel-early = It is too early to say where { $metric } loses: nobody’s time is over yet
chart-finding-funnel-empty = Nobody has begun { $metric } yet

chart-alt-sequence = Line chart of { $metric } over the days { $first } to { $last } of the launch.
chart-alt-value = On day { $day } it reads { $value }, with an interval from { $low } to { $high }.
chart-alt-level = A line marks { $level }.
chart-alt-not-yet = The days { $first } to { $last } are still to come and are hatched.
chart-alt-intervals = Interval bars of { $count ->
    [one] one metric
   *[other] { $count } metrics
  }, each against its own thresholds.
chart-alt-funnel = Funnel of { $metric } with { $count } steps, from { $first } to { $last } units, of those whose time is over.
chart-alt-funnel-early = Funnel of { $metric } with { $count } steps, from { $first } to { $last } units so far; who may still come is hatched.
chart-alt-none = There is no value to draw yet.

chart-row = { $metric } · { $gate }
chart-day = day { $day }
chart-today = day { $day }
chart-not-yet = not observable yet
chart-ends-between = of those counted so far, between { $low } and { $high }
chart-no-value = no value yet
chart-unbounded = not bounded
chart-source = { $launch } · day { $day } · { $date } · Hypercare

chart-gate = gate { $gate }
chart-guardrail = guardrail

chart-column-series = Metric
chart-column-day = Day
chart-column-date = Date
chart-column-name = Step
chart-column-units = Units
chart-column-events = Events
chart-column-value = Value
chart-column-low = Interval from
chart-column-high = Interval to
chart-column-end-low = Counted so far: at least
chart-column-end-high = Counted so far: at most
chart-column-of-first = Of the first step
chart-column-lost = Lost since the step before
chart-column-success = Success
chart-column-failure = Failure
chart-column-limit = Limit
chart-column-rollback = Rollback
chart-column-verdict = Verdict
chart-column-note = Note

# Around a chart on a page
chart-data = Data table
chart-export = Export
chart-events = On the timeline
chart-event = { $name }, day { $day }
chart-event-span = { $name }, days { $first } to { $last }
chart-drawing = The chart is being drawn.
chart-not-drawn = The chart could not be drawn just now. Its numbers stand in the data table.
