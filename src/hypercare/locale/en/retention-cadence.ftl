# Retention by each one's own cadence, and who has lapsed
retention-volume-recurring = Births of one unit are not told apart here.
cadence-title = By cadence
cadence-why = Each is read around the day by its own rhythm. What is not over yet is hatched, never counted as lost.
cadence-rule = One with fewer than three gaps is read by what the others have in common: { $days ->
    [one] one day
   *[other] { $days } days
}.
cadence-cohorts = A cohort is told once all of it has had its window; above, each counts as soon as its own is over, so that those are more, and another share.
cadence-quiet = The calendar is quiet on { $days ->
    [one] one day
   *[other] { $days } days
} from { $first } to { $last } ({ $name }, about { $share } of an ordinary day): who is silent then may only be on holiday. Windows are counted in plain days; whom to call is weighed by the calendar.
cadence-class = Own rhythm
cadence-class-all = All
cadence-class-weekly = Weekly
cadence-class-fortnightly = Fortnightly
cadence-class-monthly = Monthly
cadence-class-quarterly = Quarterly
cadence-class-not-shown = Not shown yet
cadence-by-accounts = { $unit ->
    [user] By users
    [device] By devices
   *[account] By accounts
}
cadence-by-volume = By volume
cadence-no-interval = no interval: too few, or all alike
cadence-agree = With each counted once and by volume it is the same, as far as can be told.
cadence-larger-leave = Those that do more come back less often: by volume it is credibly lower than with each counted once. Read it by rhythm.
cadence-smaller-leave = Those that do less come back less often: by volume it is credibly higher than with each counted once. Read it by rhythm.
cadence-unknown = There are too few to tell whether large ones behave otherwise.
cadence-none-yet = Nobody has had the whole window yet.
cadence-waits = { $count ->
    [one] One { $unit ->
        [user] user
        [device] device
       *[account] account
    } is not mature yet.
   *[other] { $told } { $unit ->
        [user] users
        [device] devices
       *[account] accounts
    } are not mature yet.
}
cadence-enough = 95 % will be on { $date },
cadence-last = the last on { $date }.
cadence-last-of-few = The last one will be on { $date }.
cadence-lapsed-title = Silent for too long
cadence-lapsed-told = { $count ->
    [0] Nobody of { $units } { $unit ->
        [user] users
        [device] devices
       *[account] accounts
    } has lapsed.
    [one] One of { $units } { $unit ->
        [user] users
        [device] devices
       *[account] accounts
    } has lapsed ({ $own } by its own gaps).
   *[other] { $told } of { $units } { $unit ->
        [user] users
        [device] devices
       *[account] accounts
    } have lapsed ({ $own } by their own gaps).
}
cadence-lapsed-rule = Lapsed is who has been silent for so long that, going on as before, the chance would be below 5 %. About one in twenty of those who will come again may be called in vain.
cadence-lapsed-excused = Days are weighed by the calendar here, so that a quiet week of holidays is not taken for silence; with all days alike it would be { $count ->
    [0] nobody
    [one] one { $unit ->
        [user] user
        [device] device
       *[account] account
    }
   *[other] { $told } { $unit ->
        [user] users
        [device] devices
       *[account] accounts
    }
}.
cadence-who = Who
cadence-lapsed = Lapsed
cadence-told = Can be told
cadence-volume = Volume
cadence-private = The list names each of them: it is for contributors and above.
faces-nav-retention-lapsed = Whom to call
cadence-call = Whom to call
cadence-call-lead = { $count ->
    [0] Nobody has been silent for longer than usual.
    [one] One has been silent for longer than its rhythm explains.
   *[other] { $told } have been silent for longer than their rhythm explains, the most volume first.
}
cadence-last-seen = Last seen
cadence-usual = Usual gap
cadence-silent = Silent for
cadence-chance = Chance
cadence-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
cadence-ordinary-days = { $days ->
    [one] as { $days } ordinary day
   *[other] as { $days } ordinary days
}
cadence-rare = below 0.1 %
cadence-by-own-gaps = by its own gaps
cadence-by-rates = by how often all of them come
cadence-left-out = { $count ->
    [one] One more is not listed.
   *[other] { $told } more are not listed.
}
cadence-kept-nowhere = Volume is what each did in the 90 days up to when it was last seen. The list is made when it is asked for, and kept nowhere.
cadence-csv = As CSV
cadence-nobody = Nobody to call
cadence-nobody-text = None has been silent for longer than its own rhythm explains.
