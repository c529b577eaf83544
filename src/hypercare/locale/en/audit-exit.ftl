# What records of a launch's exit say
audit-did-feedback-synthesised = Feedback of { $launch } was synthesised: { $subjects }
audit-did-peak-absence-accepted = Accepted for { $launch } that a peak is missing: { $subjects }
audit-did-outcome-act-revoked = Took back { $of } of { $launch }
audit-did-commitment = { $launch } promised: { $text }
audit-did-commitment-done = The commitment { $of } of { $launch } is done
audit-did-commitment-dropped = The commitment { $of } of { $launch } was dropped
