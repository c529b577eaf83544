# How a number came about: hypercare explain
explain-definition = { $metric } is a { $kind } over: { $events }.
explain-population = Counted: each { $unit } of "{ $segment }" first exposed in days 0 to { $last } of the launch; that list is frozen.
explain-gate = Gate { $gate } ({ $thresholds }): { $word ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [INVALID] invalid
    [TOO_EARLY] too early
   *[INCONCLUSIVE] undecided
}.
explain-days = It reads the local days { $first } to { $last }.
explain-births = A unit counts from its first such event in days { $first } to { $last }; what it did afterwards is read to the end of its window.
explain-judged = It was judged with what was known on { $date }; that word stands.
explain-judgeable = It can be judged on { $date } at the latest.
explain-units = { $units } units were counted.
explain-counts = { $units } units were counted; { $mature } have had their whole window, { $open } may still convert.
explain-value-share = { $hits } of { $trials } did it: { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }.
explain-value-ratio = { $hits } for { $trials }: { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }.
explain-value-rate = { $hits } events in { $trials } unit-days: a rate of { $value }.
explain-value-per-unit = { $value } for each unit, over { $trials } units.
explain-value-value = The mean is { $value }, over { $trials } events.
explain-value-count = There were { $hits }.
explain-value-relative = That is { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } of what it is compared with; { $hits } events or units stand behind it.
explain-interval-percent = With { NUMBER($level, style: "percent") } confidence the true value lies between { NUMBER($low, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } ({ $method }).
explain-interval = With { NUMBER($level, style: "percent") } confidence the true value lies between { $low } and { $high } ({ $method }).
explain-always-valid = The interval may be looked at every day without being wrong more often.
explain-one-look = The interval is exact for one look, and this is judged once.
explain-bounds = Of those counted so far, between { NUMBER($low, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } and { NUMBER($high, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }, whatever the open ones do.
explain-guardrail = As a guardrail, over days { $first } to { $last }: { $word ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [INVALID] invalid
    [TOO_EARLY] too early
   *[INCONCLUSIVE] undecided
}.
explain-limits = Its limits: { $thresholds }. Credibly beyond the limit is harm, on any day.
explain-no-gate = No gate asks for { $metric }: it is watched, and decides nothing.
explain-record = Recorded as { $id }. Recompute it with: hypercare replay { $id }
