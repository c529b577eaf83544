# The lift against before and against a control
lift-no-before = Nothing to compare with: { $have } of the { $needed } days before go-live that it takes.
lift-nothing-before = Nothing to compare with: on the { $days } days before go-live that were read nothing was counted{ $sides ->
    [1] .
   *[other] , with the feature or in the control group.
 }
lift-no-after = Too few days since go-live: { $have } of the { $needed } it takes.
lift-nothing-after = Nothing to compare: on the { $days } days since go-live that were read nothing was counted{ $sides ->
    [1] .
   *[other] , with the feature or in the control group.
 }
lift-mix-unknown = No interval with the mix of before: of too much of it nothing is known in both groups.
lift-too-thin = Too few events a day, a week or a fortnight to compare them one by one.

# What carries a comparison
gate-uncontrolled-lift = This could be the season as well as the launch: there is no control group with a history, and the time before go-live holds { $have } of the { $needed } stretches of 14 days from which one could tell. So it is shown, and decides nothing.
gate-knowable-history = A control group would have made it knowable, or { $days } more days of history before go-live.
gate-knowable-control = Only a control group would have made it knowable: its days cannot be compared one by one.
gate-lift-control = Net of the control group: what moved both is taken off.
gate-lift-units = Unit by unit, beside the control that chance made: what each unit did before go-live is taken into account, and what moved both groups is in both.
gate-lift-history = Without a control group; held against { $placebos } stretches of 14 days before go-live in which nothing was launched.
gate-not-by-chance = The control group was not handed out by chance, and is compared as it is: it may differ for other reasons than the feature.
gate-mix-shift = { $metric } is at success only because the mix of { $segment } changed: with the mix of before go-live it is not.
gate-mix-shift-short = { $metric } is short of success only because the mix of { $segment } changed: with the mix of before go-live it is not.
gate-mix-fixed = The number is that with the mix of { $segment } from before go-live: who came is taken off, what each did is left.
gate-mix-plain = As the mix came, it is { $percent } %.
gate-one-look = The interval shown is for the one look at the gate's date: looked at every day it errs more often than in 5 of 100.

# Guardrails and the calendar
gate-guardrail-ordinary = Weekdays and peaks are taken off, as the days before go-live taught them; what they leave open is in the interval.
gate-guardrail-plain = Compared with plain days: of the { $needed } days before go-live from which peaks can be learnt there are { $have }. A peak or a season may look like harm, or hide it.

# What an undecided comparison still lacks
gate-needs-days = About { NUMBER($more) } more days, beside the { NUMBER($have) } that were read, would decide it if the value stays where it is.
gate-needs-no-days = More days would not decide it: within another year the interval would get no narrower than { NUMBER($half, maximumFractionDigits: 1) } % to each side, and the value is { NUMBER($away, maximumFractionDigits: 1) } % from the threshold. What stays open is the level before go-live, how it grows or wanders anyway, and the calendar; a control takes that off.
gate-needs-no-units = More units would not decide it: with a thousand times as many the interval would still be { NUMBER($half, maximumFractionDigits: 1) } % wide to each side, and the value is { NUMBER($away, maximumFractionDigits: 1) } % from the threshold.

# In the headline
headline-metric-uncontrolled = nobody can know what moved { $metric }, as there is nothing to compare it with
headline-metric-mix-shift = { $metric } rose because of who came

# Groups that leak
gate-leak = { NUMBER($mixed) } of { NUMBER($units) } units saw more than one value of the flag, so that the groups cannot be told apart.
