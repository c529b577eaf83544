# Why a launch's health is what it is
health-passing = Every metric that decides passes.
health-not-live = It is not live yet.
health-fails = { $metric } fails.
health-other-fails = { $metric } fails; it decides nothing.
health-limit-near = { $metric } is beyond its limit, not credibly yet.
health-undecided = { $metric } is undecided.
health-no-data = { $metric } has no data.
health-too-early = { $metric } is too early to judge.
health-no-primary = No metric decides.
