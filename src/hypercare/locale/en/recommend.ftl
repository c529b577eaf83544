# Why this is recommended
recommend-mend-measurement = Mend the measurement first: what cannot be measured cannot be judged.
recommend-too-early = { $metric } cannot be judged before { $date }.
recommend-passes = { $metric } passed.
recommend-below-failure = { $metric } is below its failure threshold, with its whole interval.
recommend-fails-below-failure = { $metric } is below its failure threshold, with its whole interval.
recommend-fails-between-gates = { $metric } did better than failure, and missed success.
recommend-fails-short-of-success = { $metric } missed success.
recommend-not-shown = { $metric } has not shown success.
recommend-uncontrolled = Nobody could know whether { $metric } moved because of the launch or of the season: it had nothing to be compared with, and more days with the feature do not change that.
recommend-declare-control = Next time, before go-live, declare for { $metric } a control: split hands the feature out by chance, control names those who go without it.
recommend-no-data = { $metric } has no data: nothing can be said of it, and nothing follows from it.
