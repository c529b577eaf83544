# The outcome in one sentence: its clauses
outcome-says-not-live = nothing can be judged before go-live on { $date }
outcome-says-no-gate = no gate is declared
outcome-says-counts = of { $all } gated metrics { $passed } passed, { $failed } failed and { $early } are too early to judge
outcome-says-valued = { $word ->
    [PASS] { $metric } passed at { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [FAIL] { $metric } failed at { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [HARM] { $metric } does harm at { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [INVALID] { $metric } cannot be trusted
    [TOO_EARLY] { $metric } is too early to judge until { $date }
   *[INCONCLUSIVE] { $metric } is undecided at { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
}
outcome-says-word = { $word ->
    [PASS] { $metric } passed
    [FAIL] { $metric } failed
    [HARM] { $metric } does harm
    [INVALID] { $metric } cannot be trusted
    [TOO_EARLY] { $metric } is too early to judge until { $date }
   *[INCONCLUSIVE] { $metric } is undecided for want of data
}
outcome-says-forecast = { $metric } is expected to end at { NUMBER($expected, minimumFractionDigits: 1, maximumFractionDigits: 1) } % (between { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) } % and { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) } %)
outcome-says-ordinary = { $as ->
    [change] on ordinary days { $metric } is at { $ordinary_sign }{ NUMBER($ordinary, minimumFractionDigits: 1, maximumFractionDigits: 1) } % against before, with its peaks at { $raw_sign }{ NUMBER($raw, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
   *[level] { $metric } stands at { NUMBER($ordinary, minimumFractionDigits: 1, maximumFractionDigits: 1) } % of before on ordinary days, and at { NUMBER($raw, minimumFractionDigits: 1, maximumFractionDigits: 1) } % with its peaks
}
outcome-says-peaks = { $all ->
    [one] { $survived ->
        [0] the one peak so far was not survived
       *[one] the one peak so far was survived
    }
   *[other] { $survived } of { $all } peaks so far were survived
}

# The page
outcome-of = Outcomes of { $metric }
outcome-title = Outcomes
outcome-gates = Gates on their way
outcome-gates-why = How far each is, and what it reads against its thresholds. Hatched is what nobody can observe yet.
outcome-days-over = { $over } of { $all } days are over
outcome-weight-over = They weigh { $weight } of the cycle: busy days count for more
outcome-forecast = Expected at the end: { $expected }, in 95 of 100 cases { $low } to { $high }.
outcome-passes = Chance that the gate passes: { $chance }.
outcome-chance-above = more than { $share }
outcome-chance-below = less than { $share }
outcome-mature = Whole window seen for { $share } of the units
outcome-judged = Judged on { $date }; its word stands
outcome-judgeable = Can be judged on { $date }
outcome-judgeable-between = Can be judged on { $earliest } at the earliest, on { $latest } at the latest
outcome-by-day = What peaks carry
outcome-by-day-why = Every metric is read in three ways, side by side: what holds on ordinary days is the launch, the rest is the calendar.
outcome-metric = Metric
outcome-read = How the chart reads it
outcome-way-judged = As judged
outcome-way-raw = As counted
outcome-way-normalised = Per ordinary day
outcome-way-without_peaks = Without peak days
outcome-no-interval = no interval: the days do not tell how they vary
outcome-early-days = first 31 days: { $change }
outcome-by-the-day = { $of ->
    [share] { $value } of those who came on a day
    [ratio] { $value } on a day
    [rate] { $value } on a day
   *[value] { $value } a day for each { $unit ->
        [user] user
        [device] device
       *[account] account
    }
}
outcome-before-was = (before: { $value })
outcome-shared-steady = Change against before, from day 31 on; paler below it days 0 to 30. All three on one scale, the dashed line is before. The intervals are rough, for one look.
outcome-shared-early = Change against before, in the first 31 days. All three on one scale, the dashed line is before. The intervals are rough, for one look.
outcome-not-compared-steady = Nothing was there before go-live to compare with: values by day, from day 31 on; below them those of days 0 to 30.
outcome-not-compared-early = Nothing was there before go-live to compare with: values by day, in the first 31 days.
outcome-carried = { $value } of all that was counted since go-live came on peak days, which are { $days } of the days.
outcome-mirage = Peaks bring more than their share: read it per ordinary day.
outcome-settled = Days up to { $date } are settled; later ones are hatched.
outcome-gaps = Earlier hatched days are such on which nobody was counted, which is not 0.
outcome-not-settled = not settled yet
outcome-go-live = go-live
outcome-finding-raw = { $metric } is at { $raw } against before as counted, and at { $ordinary } on ordinary days
outcome-finding-normalised = On ordinary days { $metric } is at { $ordinary } against before; its peaks make that { $raw }
outcome-finding-only-raw = { $metric } is at { $value } by day as counted, with nothing before go-live to compare
outcome-finding-only-normalised = { $metric } is at { $value } per ordinary day, with nothing before go-live to compare
outcome-finding-later-raw = { $metric } is at { $value } by day as counted from day 31 on, after { $early } in the first 31 days
outcome-finding-later-normalised = { $metric } is at { $value } per ordinary day from day 31 on, after { $early } in the first 31 days
outcome-alt-raw = Bars of { $metric } as counted, for the days { $first } to { $last } of the launch.
outcome-alt-normalised = Bars of { $metric } per ordinary day, each day divided by what it weighs, for the days { $first } to { $last } of the launch.
outcome-alt-not-settled = The days { $first } to { $last } are not settled and are hatched.
outcome-lift = Lift, early and steady
outcome-span-days = Days { $first } to { $last }
outcome-novelty = Novelty: the first days were { $factor } ({ $ends }) against the steady ones. Decide on the steady ones.
outcome-no-novelty = No novelty shown: the first days are { $factor } ({ $ends }) against the steady ones.
outcome-controlled-control = Net of the control group.
outcome-controlled-history = Held against stretches before go-live in which nothing was launched.
outcome-controlled-uncontrolled = Against before alone: this could be the season as well as the launch.
outcome-no-lift = This metric has no lift: it is not read by day.
outcome-trend = Does it last?
outcome-slope = { $change } in thirty days since first exposure ({ $ends })
outcome-no-trend = Only metrics that decide early, like a click-through, are followed by days since exposure.
outcome-goal-by-day = A goal is reached in a cycle, not on a day: read here is how often each { $unit ->
    [user] user
    [device] device
   *[account] account
} does “{ $event }”.
outcome-returns = { $metric } has no value by day
outcome-returns-text = Who comes back is known once a window is over. It is read by the month or week in which units came, and by their rhythm.
outcome-none-yet = No day is settled yet
outcome-not-live = Nothing before go-live yet
outcome-none-yet-text = The first readings appear a day after go-live, when that day's data are in.
outcome-survived = Has a peak been survived?
outcome-survived-why = What each watched peak did to traffic, technical health, conversion and tickets, against the ordinary days around it.
outcome-survived-yes = Survived
outcome-survived-no = Not survived
outcome-survived-unknown = Not known
outcome-traffic = { $times } the traffic of an ordinary day, { $events } events
outcome-events = { $events } events
outcome-stress = Stress figures
outcome-what = What
outcome-in-peak = In the peak
outcome-held-against = Held against
outcome-around = days around
outcome-in-time = { $level } in time
outcome-alike = No credible change
outcome-beyond = Beyond its limit
outcome-no-peak = No watched peak is over yet
outcome-no-peak-text = When one is over, its stress figures stand here. The calendar below shows when the next one comes.
outcome-watches-none = No peaks are watched
outcome-watches-none-text = List the peaks that matter under “peaks: watch” in the launch file, such as double dates or payday.
outcome-ahead = The calendar ahead
outcome-ahead-unlearnt = How much busier than ordinary days these are to { $metric } is not known yet: too little has come in. Watched peaks are framed.
outcome-ahead-why = How many ordinary days each day is worth to { $metric }, as far as its calendar is known. The busier, the darker; watched peaks are framed.
outcome-week-of = Week of
outcome-peaks-ahead = Peaks ahead
outcome-no-peaks-ahead = None in the days shown.

# Guardrails and segments
guardrails-title = Guardrails and segments
guardrails-not-live = Limits are held from go-live on.
guardrails-says = { $harm ->
    [0] { $open ->
        [0] { $held ->
            [0] No limit is declared
           *[other] All { $held } limits in force hold
        }
       *[other] { $held } of { $all } limits in force hold, { $open } cannot be told yet
    }
   *[other] { $harm } of { $all } limits in force are credibly passed
}{ $segments ->
    [0] ; no segment is credibly harmed.
    [one] ; one segment is credibly harmed.
   *[other] ; { $segments } segments are credibly harmed.
}
guardrails-by-day = { $metric } by day
guardrails-wait = They begin with go-live
guardrails-wait-text = { $count ->
    [one] One limit is declared
   *[other] { $count } limits are declared
}; from day 0 on it stands here what they read.
guardrails-none = No guardrail is declared
guardrails-none-text = A guardrail is a metric that must not get worse, such as tickets. Declare it under “guardrails” in the launch file.
guardrails-no-limits = No limit of technical health is declared
guardrails-no-limits-text = Error rate, crash-free users and latency can be limited under “stability” in the launch file.
guardrails-always-valid = This interval may be looked at every day without erring more often.
guardrails-one-look = This interval is for one look: looked at daily it errs more often.
segments-title = Segments
segments-why = Each gated metric by the values of each declared property, on one scale; then all together, as they are and with the mix of before.
segments-by = by { $by }
segments-look = Look closer
segments-all = all
segments-mix-before = all, mix of before
segments-mix-since = all, mix since live
segments-alt = Dots with intervals of { $metric } for { $count } values of { $by }, then for all together.
segments-finding-harm = { $metric } credibly fails for { $value }{ $count ->
    [one] {""}
   *[other] {" "}and { $count } values in all
}
segments-finding-simpson = { $metric } turns around with the mix of { $by }: do not read it as a whole
segments-finding-none = { $metric } has no value by { $by } yet
segments-finding-one = { $metric } is at { $at } for { $value }; no other value of { $by } can be told yet
segments-finding-alike = { $metric } does not credibly differ by { $by }
segments-finding = { $metric } lies between { $low } for { $lowest } and { $high } for { $highest }
segments-simpson = As a whole it moves one way, with the same mix as before the other way (Simpson's paradox). What changed is who came, not what they did.
segments-points = The whole and the fixed mix point in opposite directions, but not credibly.
segments-mix-shift = It is at success only because the mix changed: with the mix of before it is not.
segments-harm = { $value } is credibly on the wrong side of failure.
segments-standardised = As it is { $raw }, with the mix of before { $fixed }.
segments-covered = That is known of { $covered } of the mix.
segments-not-standardised = With the mix of before it cannot be told: too little of that mix has a value.
segments-parts = Of { $change }, { $rate } is what each value does and { $mix } who came.
segments-mix = Mix before and now
segments-mix-of-since = Mix since go-live and now
segments-before = Before
segments-since = Since go-live
segments-now = Now
segments-none-gated = Nothing to split yet
segments-none-gated-text = A gate's metric is split by the declared properties as soon as units are counted.
segments-none = No segments are declared
segments-none-text = List properties such as platform or region under “segments” in the launch file, and each gated metric is shown by their values.
outcome-chained = A day counts whoever began on it, also those who come back; a gate counts everybody once. So the two may differ, and where few new ones come a day tells of those who come back.
outcome-past-whole = A ratio of events is divided by what the day weighs, so that a day may pass 100 % here.
