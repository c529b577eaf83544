# Names of ours within sentences
words-gate-day = day { $day }
words-gate-cycle-end = cycle end
