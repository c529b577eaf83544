# Why this is recommended
recommend-mend-measurement = Mend the measurement first: what cannot be measured cannot be judged.
recommend-too-early = { $metric } cannot be judged before { $date }.
recommend-passes = { $metric } passed.
recommend-below-failure = { $metric } is below its failure threshold, with its whole interval.
recommend-fails-below-failure = { $metric } is below its failure threshold, with its whole interval.
recommend-fails-between-gates = { $metric } did better than failure, and missed success.
recommend-fails-short-of-success = { $metric } missed success.
recommend-not-shown = { $metric } has not shown success.
recommend-no-data = { $metric } has no data: nothing can be said of it, and nothing follows from it.
