# The words of a metric in a gate
gate-too-early = Too early to judge: everything it reads will be in on { $date } at the latest.
gate-success = { $metric } is at or above success: its whole interval is on the good side of the threshold.
gate-straddles-success = { $metric } is undecided: the success threshold lies inside its interval.
gate-below-failure = { $metric } failed: its whole interval is beyond the failure threshold.
gate-between-gates = { $metric } missed success: its whole interval lies between failure and success.
gate-short-of-success = { $metric } missed success: its whole interval is short of the success threshold.
gate-needs-units = About { NUMBER($more) } more units, beside the { NUMBER($have) } there are, would decide it if the value stays where it is.
gate-needs-unit-days = About { NUMBER($more) } more unit-days, beside the { NUMBER($have) } there are, would decide it if the value stays where it is.

# Comparisons with before and with the control
gate-uncontrolled = { $base ->
    [before] There is nothing to compare with: no value above 0 from the time before go-live.
   *[control] There is nothing to compare with: no control group with a value above 0.
}
gate-thin = { $base ->
    [before] There is too little to compare with: the time before go-live has { NUMBER($have) } of the { NUMBER($needed) } that it takes to know a value.
   *[control] There is too little to compare with: the control group has { NUMBER($have) } of the { NUMBER($needed) } that it takes to know a value.
}
gate-incomparable = { $base ->
    [before] A { $kind } cannot be compared with the time before go-live: its windows reach past go-live.
   *[control] A { $kind } cannot be compared with a control group: it grows with the size of the group.
}

# Guardrails
gate-guardrail-within-limit = Within its limit: the whole interval is on the good side.
gate-guardrail-straddles-limit = Not credibly beyond its limit, and not credibly within it.
gate-guardrail-beyond-limit = Credibly beyond its limit.
gate-guardrail-beyond-rollback = Credibly beyond its rollback level.
gate-harm-limit = The guardrail { $metric } is credibly beyond its limit.
gate-harm-rollback = The guardrail { $metric } is credibly beyond its rollback level.

# Segments
gate-harm-segment = Those with { $segment } = { $value } are credibly failed: { $metric } is beyond the failure threshold for them, whatever the average says.
gate-doubt-guardrail = The guardrail { $metric } is beyond its limit, though not credibly so: that it does no harm is not shown.
gate-doubt-segment = Those with { $segment } = { $value } look failed by { $metric }, though not credibly so: that they are not harmed is not shown.

# Why a measurement cannot be trusted
gate-empty = Gate { $gate } asks for no metric, so it cannot say anything.
gate-sample-ratio = The feature was not handed out in the declared shares: { $seen } (p = { $p }).
gate-tracking-never = The tracked event { $event } has never arrived since go-live, while others have.
gate-tracking-silent = The tracked event { $event } was silent for { NUMBER($hours) } hours, longer than it may be.
