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
new-launch-measure-activity = the share of { $segment } with { $which ->
    [any] any event
   *[one] { $event }
} in the last complete { $per ->
    [day] day
    [week] week
    [month] month
   *[quarter] quarter
}
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
    [business_cycle] in business cycle { $last } after that of their first
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
new-launch-warn-control-overlaps = Nothing keeps units of the control out of the launch: one that passes both would be compared with itself. Name a property by which they differ, or the value of the flag.
new-launch-warn-no-approver = Nobody is named who may sign the decision.

# The page of a new launch
new-launch-title = New launch
new-launch-title-next = Next version of { $launch }
new-launch-lead = Say what goes live, for whom, and what will count as success. You see the file it makes, and when each gate can be judged, while you type.
new-launch-lead-next = A change is a new version. The record keeps both, and shows the difference.
new-launch-resumed = Your draft from earlier.
new-launch-restart = Start over
new-launch-start = Start from a file or another launch
new-launch-start-existing = Next version of
new-launch-start-file = A launch file
new-launch-start-pasted = or paste its text
new-launch-start-load = Use this file
new-launch-start-help = Comments and everything that this form does not show stay in the file.
new-launch-steps = Steps
new-launch-optional = optional
new-launch-unseen = Not seen yet: no such event has arrived.
new-launch-remove = Remove { $what }
new-launch-removing = Remove
new-launch-kept-row = The form cannot show this metric. It stays as it is in the file.
new-launch-check = Check
new-launch-register = Register this launch
new-launch-register-next = Register this version
new-launch-download = Download for git
new-launch-refused = That was not accepted.
new-launch-ready = Ready to register
new-launch-problems = { $count ->
    [one] One thing is missing or wrong
   *[other] { NUMBER($count) } things are missing or wrong
}
new-launch-missing = Fill this in.
new-launch-problems-lead = Each leads to its field.
new-launch-line = line { NUMBER($line) }
new-launch-meaning = What the gates mean
new-launch-meaning-waits = Once nothing is missing, every gate stands here in a sentence, with the date on which it can be judged.
new-launch-needs = About { NUMBER($units) } units tell success from failure.
new-launch-warnings = Worth a second thought
new-launch-file = The file
new-launch-kept = Kept as in the file, and not shown in the form: { $parts }
new-launch-changes = What this version changes
new-launch-section-what = What and when
new-launch-lead-what = Go-live is day 0. Days are counted in this time zone.
new-launch-section-who = Who
new-launch-lead-who = The segment the launch is for, whom you count, and the squad that looks after it.
new-launch-section-success = What counts as success
new-launch-lead-success = A metric is a question to the events: how many get through, how often, how many come back.
new-launch-section-gates = Gates and guardrails
new-launch-lead-gates = A gate says when a metric is judged, and from where on it passes or fails. A guardrail must not get worse, whatever the gates say.
new-launch-section-rhythm = Cycle, peaks and rituals
new-launch-lead-rhythm = One full business cycle must have passed before a launch can scale: an early week tells little about a quarter.
new-launch-section-register = Check and register
new-launch-lead-register = What is registered is what the launch will be judged by. Your name stands in the record.

# Fields
new-launch-field-title = Title
new-launch-field-id = Id
new-launch-field-live = Go-live
new-launch-field-timezone = Time zone
new-launch-field-lateness = Data may arrive late by
new-launch-field-before = “Before” means
new-launch-field-segment-name = Segment
new-launch-field-expected-units = How many you expect to reach
new-launch-field-unit-kind = Counted are
new-launch-field-unit-key = The property that names an account
new-launch-field-where = Who belongs to the segment
new-launch-field-key = Property
new-launch-field-op = Condition
new-launch-field-value = Value
new-launch-field-exposure-kind = Part of the launch is
new-launch-field-exposure-event = The event
new-launch-field-exposure-flag = The flag
new-launch-field-squad = The squad
new-launch-field-role = Role
new-launch-field-person = Name
new-launch-field-email = E-mail
new-launch-field-until = Until
new-launch-field-metrics = Metrics
new-launch-field-metric-name = Name of the metric
new-launch-field-kind = It measures
new-launch-field-steps = Steps, in order
new-launch-field-step = Event
new-launch-field-step-within = Within
new-launch-field-event = Event
new-launch-field-numerator = Event that is counted
new-launch-field-denominator = Divided by
new-launch-field-optional = May be skipped
new-launch-field-within = From first to last within
new-launch-field-per = Per
new-launch-field-of = Mean of the property
new-launch-field-at-least = At least so often
new-launch-field-every = In every
new-launch-field-by = Time is cut by
new-launch-field-period = Period
new-launch-field-cells = Looked for in
new-launch-field-decides = Decides about the launch
new-launch-field-gates = Gates
new-launch-field-gate = Judged at
new-launch-field-metric = Metric
new-launch-field-success = Success from
new-launch-field-failure = Failure below
new-launch-field-cell = Which cell
new-launch-field-guardrails = Guardrails
new-launch-field-side = Must stay
new-launch-field-limit = Limit
new-launch-field-rollback = Goes back beyond
new-launch-field-segments = Nobody among these may be harmed
new-launch-field-segment-key = Property
new-launch-field-cycle = Business cycle
new-launch-field-cycle-reason = Why there is none
new-launch-field-calendar = Calendar of busy days
new-launch-field-require = Before it scales
new-launch-field-standup = Daily stand-up
new-launch-field-weekly = Weekly review
new-launch-field-mbr = Monthly business review
new-launch-field-guide = Guide for support
new-launch-field-escalation = Escalation
new-launch-field-escalation-level = Who is asked
new-launch-field-sanity = Must answer before go-live
new-launch-field-check-name = What it shows
new-launch-field-get = Address
new-launch-field-expect = Status
new-launch-field-check-by = Or who checks it by hand

# What explains a field
new-launch-help-id = Small letters, digits and hyphens; it names the file and the pages.
new-launch-help-lateness = 6 hours, 1 day: a gate waits so long for stragglers.
new-launch-help-before = How much time before go-live things are compared with; 28 days when left out.
new-launch-help-segment-name = What you call these people: “Biza merchants”.
new-launch-help-expected-units = Tells whether the sample can be large enough.
new-launch-help-unit-kind = Ten users of one company are ten users, or one account.
new-launch-help-unit-key = For example company_id.
new-launch-help-exposure-kind = What makes somebody count as reached by the launch.
new-launch-help-per = For example 1000 active accounts; without “active” all who were reached.
new-launch-help-of = A number that the event carries; empty for events per unit.
new-launch-help-at-least = So many events in one cycle reach the goal.
new-launch-help-by = Everybody’s own rhythm, fixed brackets of days, or periods.
new-launch-help-cells = Brackets such as 0-30, 31-60, or days such as 60, 90.
new-launch-help-decides = All that decide must pass before the launch scales.
new-launch-help-success = 42%, or 116% of before, or 95% of control.
new-launch-help-failure = Between failure and success it is “not shown”.
new-launch-help-cell = The bracket or the day: 61-90 or 60.
new-launch-help-rollback = The launch is taken back when it is this bad.
new-launch-help-segments = Each value of these properties is looked at by itself: platform, region.
new-launch-help-cycle = How long it takes until people have done what they usually do.
new-launch-help-cycle-reason = For example: one purchase, no return.
new-launch-help-require = Whether the launch must live through a busy day first.
new-launch-help-guide = An address, or a path in your repository.
new-launch-help-escalation = Who is asked next, from L1 up.

# Lists
new-launch-add-where = Add a condition
new-launch-add-squad = Add a person
new-launch-add-metrics = Add a metric
new-launch-add-steps = Add a step
new-launch-add-gates = Add a gate
new-launch-add-guardrails = Add a guardrail
new-launch-add-segments = Add a property
new-launch-add-escalation = Add a level
new-launch-add-sanity = Add a check
new-launch-row-condition = condition { $name }
new-launch-row-member = person { $name }
new-launch-row-metric = metric { $name }
new-launch-row-step = step { $name }
new-launch-row-gate = gate { $name }
new-launch-row-guardrail = guardrail { $name }
new-launch-row-segment = property { $name }
new-launch-row-level = level { $name }
new-launch-row-check = check { $name }

# Choices
new-launch-unit-unsaid = users, unless said otherwise
new-launch-unit-user = users
new-launch-unit-account = accounts
new-launch-unit-device = devices
new-launch-exposure-unsaid = who does the first event of a metric
new-launch-exposure-event = who does an event
new-launch-exposure-flag = who sees a feature flag
new-launch-op-is = is one of
new-launch-op-not = is none of
new-launch-op-above = is above
new-launch-op-at-least = is at least
new-launch-op-below = is below
new-launch-op-at-most = is at most
new-launch-op-contains = contains
new-launch-op-exists = is there (true or false)
new-launch-role-driver = Driver (product manager)
new-launch-role-engineering = Engineer
new-launch-role-analyst = Analyst
new-launch-role-support-lead = Support lead
new-launch-role-designer = Designer
new-launch-role-fixer = Fixer who stays
new-launch-role-approvers = Approver
new-launch-kind-funnel = funnel: who gets through the steps
new-launch-kind-ratio = ratio: one event per another
new-launch-kind-rate = rate: events per active days
new-launch-kind-count = count: how many events
new-launch-kind-mean = mean: of a property
new-launch-kind-cycle = cycle: who does it often enough
new-launch-kind-retention = retention: who comes back
new-launch-kind-activity = activity: who is active
new-launch-by-unsaid = as the cells say
new-launch-by-brackets = brackets of days
new-launch-by-cadence = their own rhythm
new-launch-by-rolling = rolling periods
new-launch-by-calendar = calendar periods
new-launch-by-business-cycle = business cycles
new-launch-period-unsaid = not said
new-launch-period-day = day
new-launch-period-week = week
new-launch-period-month = month
new-launch-period-quarter = quarter
new-launch-side-at-most = at most
new-launch-side-at-least = at least
new-launch-every-unsaid = that of the cycle metric
new-launch-every-calendar-month = calendar month
new-launch-every-calendar-quarter = calendar quarter
new-launch-every-90-days-from-activation = 90 days from activation
new-launch-every-trailing-90-days = any 90 days
new-launch-every-none = there is none
new-launch-require-unsaid = only watch them
new-launch-require-one = one must have passed
new-launch-require-all = all must have passed
new-launch-unknown-peak = { $peak } (not in this calendar)

# What is registered
new-launch-done-title = { $title } is registered
new-launch-done-lead = Version { NUMBER($number) } holds from { $date }. The record names { $by }.
new-launch-done-record = Record
new-launch-done-open = Open launch
new-launch-done-git = Put the file beside your code
new-launch-done-git-lead = Then a change to the launch is reviewed like a change to the code.
new-launch-done-another = Another launch
new-launch-done-edit = Make the next version
