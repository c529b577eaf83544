# Why there is no forecast of a cycle
forecast-nobody = Nobody is in the cycle yet.
forecast-too-soon = { NUMBER($elapsed, style: "percent", maximumFractionDigits: 0) } of the cycle is over; before a fifth is, the days ahead say more than the days seen.
forecast-few-units = { $have } units are too few to tell how they differ: it takes { $needed }.
forecast-few-events = { $have } events are too few to tell how often units come: it takes { $needed }.
forecast-novelty = What units do changes with the days since they first met it, by { NUMBER($change, style: "percent", maximumFractionDigits: 0) } in thirty days: novelty wears off, and nobody knows where it ends.
forecast-slow-burn = What units do rises with the days since they first met it, by { NUMBER($change, style: "percent", maximumFractionDigits: 0) } in thirty days: a slow burn, and nobody knows where it ends.
forecast-not-excluded = It cannot be ruled out that what units do changes by { NUMBER($low, style: "percent", maximumFractionDigits: 0) } to { NUMBER($high, style: "percent", maximumFractionDigits: 0) } in thirty days: by the end of the cycle that would be more than any interval allows for.
forecast-course-unknown = Whether novelty wears off, or interest still grows, cannot be told yet.
forecast-unknown-peak = Ahead lies a peak of a size that nothing tells: { $peaks }.
forecast-broken = What is measured is broken: once it is mended the cycle can be forecast.
forecast-harm = A harm goes on: until it is over, or the launch is taken back, nobody can tell what the cycle comes to.
forecast-over = The cycle is over: there is nothing to forecast.
forecast-not-begun = The cycle has not begun.

# What the chain keeps of forecasts
audit-did-forecast-told = { $metric } of { $launch } was forecast, by what was known until { $until }
audit-did-forecast-abstained = No forecast of { $metric } of { $launch } was given, by what was known until { $until }
audit-did-scored-forecast = Forecast { $of } of { $launch } was scored, its cycle being over

# On the page of a cycle goal
foreseen-title = At the end of the cycle
foreseen-why = A forecast decides nothing: no gate reads it, and no word changes by it.
foreseen-expected = Expected at the end, on { $last }: { $share }, and in 95 of 100 cases between { $low } and { $high }.
foreseen-so-far = So far { $reached } of { $units } have reached the goal and { $open } still can; { $elapsed } of the days are over, which weigh { $weight } of the whole.
foreseen-success = Chance that the share is at least { $success }, which the gate calls success: { $meets }. Chance that the gate passes: { $passes }.
foreseen-none = No forecast
foreseen-said = What was forecast, and what came
foreseen-said-why = One a day is kept while the cycle runs, and scored when it is over. A lower Brier score is better.
foreseen-known-until = Known until
foreseen-expected-short = Expected
foreseen-came = Came
foreseen-came-of = of { $units }
foreseen-brier = Brier score
foreseen-record = Record
foreseen-held = within
foreseen-missed = missed
