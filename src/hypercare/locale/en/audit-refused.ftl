# Attempts that were refused
audit-refused-title = Refused attempts
audit-refused-lead = To sign, to say something of the exit, to waive: they decided nothing, and stand beside the chain. One row a person, launch, day and reason; at most 10,000 are kept.
audit-refused-times = Times
audit-refused-last = Last
audit-refused-action = Decision
audit-refused-who = Who
audit-refused-what = What
audit-refused-says = { $what ->
    [synthesise] Saying that feedback on { $launch } was synthesised
    [accept_peak] Accepting a missing peak of { $launch }
    [take_back] Taking back what was said of the exit of { $launch }
    [exit] Saying something of the exit of { $launch }
    [waive] A waiver at the entrance of { $launch }
    [entrance] Saying something of the entrance of { $launch }
   *[sign] A decision about { $launch }
    }: { $why ->
    [role] their role is not enough
    [not_named] { $what ->
        [sign] the launch file does not name them as an approver
       *[other] the launch file does not name them for it
        }
    [no_reason] { $what ->
        [sign] it would override the recommendation, and no reason was given
       *[other] no reason was given
        }
    [when] at a moment yet to come, or before the launch was declared
    [end] its end is past, missing or too far away
    [unseen] somebody else had signed in the meantime
   *[words] what was written with it could not stand
    }
