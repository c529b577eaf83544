# Gates and guardrails in sentences
new-launch-passes = Passes when { $measure } is { $level }.
new-launch-passes-by = Passes when { $measure } is { $level }; it can be judged on { $date } at the latest.
new-launch-fails = Fails when it is clearly { $level }; in between it is “not shown”.
new-launch-fails-short = Fails when it is clearly short of that.
new-launch-guards = Harm when { $metric } is clearly { $level }.
new-launch-guards-back = Harm when { $metric } is clearly { $level }; the launch goes back when it is clearly { $worse }.
new-launch-level = { $side ->
    [at-least] at least
    [at-most] at most
    [above] above
   *[below] below
} { $size }{ $base ->
    [before] { "" } of what it was before go-live
    [control] { "" } of the control group
   *[itself] { "" }
}
new-launch-measure-funnel = the share of { $segment } who do { $event } on days { $first } to { $last } and reach { $goal } within { $within }
new-launch-measure-cycle = the share of { $segment } with at least { NUMBER($count) } × { $event } in { $cycle }
new-launch-measure-retention = the share of { $segment } who come back to { $event } { $when }
new-launch-measure-ratio = the number of { $event } per { $per } on days { $first } to { $last }
new-launch-measure-rate = the number of { $event } per { $per } days of { $unit ->
    [account] accounts
    [device] devices
   *[user] users
}, on days { $first } to { $last }
new-launch-measure-rate-active = the number of { $event } per { $per } active days of { $unit ->
    [account] accounts
    [device] devices
   *[user] users
}, on days { $first } to { $last }
new-launch-measure-count = the number of { $event } on days { $first } to { $last }
new-launch-measure-events-per-unit = the number of { $event } for each of { $segment } on days { $first } to { $last }
new-launch-measure-mean = the mean { $of } of { $event } on days { $first } to { $last }
new-launch-when = { $by ->
    [cadence] by day { $last }, each in their own rhythm
    [rolling] in { $period } { $last } after their first
    [calendar] in calendar { $period } { $last } after their first
   *[brackets] on days { $first } to { $last } after their first
}
new-launch-cycle = { $kind ->
    [calendar-month] one calendar month
    [calendar-quarter] one calendar quarter
    [from-activation] their first { NUMBER($days) } days
   *[trailing] any { NUMBER($days) } days in a row
}
new-launch-duration = { $count ->
    [one] { NUMBER($count) } { $unit }
   *[other] { NUMBER($count) } { $unit ->
        [ms] ms
        [second] seconds
        [minute] minutes
        [hour] hours
        [day] days
       *[week] weeks
    }
}

# What a launch may regret
new-launch-warn-mirage = { $gate } asks for { $metric }, which needs a whole business cycle: it cannot be judged before { $date }, and a number at { $gate } would be a mirage. Ask it at cycle end.
new-launch-warn-late = { $metric } looks further than { $gate }: it can be judged only on { $date }.
new-launch-warn-after-review = { $metric } at { $gate } can be judged only on { $date }, after day { NUMBER($day) }: the last review will wait for it.
new-launch-warn-no-units = It is not said how many you expect to reach, so nobody can tell whether that is enough.
new-launch-warn-sample = { $metric } needs about { NUMBER($needed) } units to tell success from failure, and { NUMBER($expected) } are expected. Set the two further apart, or wait for more units.
new-launch-warn-no-cycle = The business cycle ends on { $date }, after the last gate: no gate sees a whole one. Add a gate at cycle end.
new-launch-warn-unseen = { $count ->
    [one] An event that is read has
   *[other] { NUMBER($count) } events that are read have
} not arrived yet: { $events }.
new-launch-warn-past = It went live on { $date }, before this is registered: the record will show that it was declared afterwards.
new-launch-warn-no-primary = No metric is marked as deciding, so { $count ->
    [one] the gated metric decides.
   *[other] all { NUMBER($count) } gated metrics must pass.
}
new-launch-warn-no-guardrail = Nothing guards against harm: a launch can pass its gates while complaints double. Add a guardrail.
new-launch-warn-no-exposure = It is not said what makes somebody part of the launch, so the first event that a metric names does: { $event }.
new-launch-warn-no-approver = Nobody is named who may sign the decision.
