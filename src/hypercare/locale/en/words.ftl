# Names of ours within sentences
words-gate-day = day { $day }
words-gate-cycle-end = cycle end
words-level-success = success
words-level-failure = failure
words-level-at-most = at most
words-level-at-least = at least
words-level-rollback = rollback
words-level-of-before = of before
words-level-of-control = of control
