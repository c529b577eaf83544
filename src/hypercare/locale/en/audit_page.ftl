# The audit page
audit-page-title = Audit
audit-page-lead = Who did what, when. Every record holds the hash of the one before it, so a change to any of them shows.
audit-page-whole = { $length ->
    [one] The one record is
   *[other] All { $length } records are
} as written.
audit-page-head = The hash of the last record. Compare it with one that was printed earlier: hypercare audit --head HASH.
audit-page-head-name = Hash of the last record
audit-page-sound = { $length ->
    [one] One record before it is
   *[other] { $length } records before it are
} sound, up to this hash.
audit-page-verifying = The chain is long: it is being verified.
audit-page-verify = Verify it
audit-page-records = Records
audit-page-subject = Launch, person or token
audit-page-kind = Kind of record
audit-page-all = All kinds
audit-page-filter = Filter
audit-page-reset = Show all
audit-page-what = What
audit-page-by = By
audit-page-at = When
audit-page-record = Record
audit-page-place = Place in the chain
audit-page-hash = Hash
audit-page-previous = Hash before it
audit-page-shown = { $count ->
    [one] One record
   *[other] { $count } records
} on this page
audit-page-older = Older
audit-page-none-title = No record fits
audit-page-none = Take another kind, or fewer letters.
audit-page-empty-title = Nothing was recorded yet
audit-page-empty = Launches that are registered, verdicts, decisions and changes of who may do what appear here. Register a launch to begin.

audit-kind-declaration = Launch versions
audit-kind-issue = Gates judged
audit-kind-verdict = Looks
audit-kind-decision = Decisions
audit-kind-people = People
audit-kind-token = Tokens
audit-kind-act = Said of the entrance
audit-kind-entrance = Gone live
audit-kind-erasure = People forgotten
audit-kind-expiry = Rows gone by age
audit-kind-forecast = Forecasts
audit-kind-forecast_score = Forecasts scored
audit-kind-feedback_synthesised = Feedback synthesised
audit-kind-peak_absence_accepted = Missing peaks accepted
audit-kind-outcome_act_revoked = Exit statements revoked
audit-kind-commitment = Commitments
audit-kind-commitment_ended = Commitments ended

audit-did-declaration = Version { $number } of { $launch } was registered
audit-did-issue = Gate { $gate } of { $launch } was judged: { $word ->
    [PASS] passed
    [FAIL] failed
    [HARM] harm
    [INVALID] invalid
    [INCONCLUSIVE] undecided
    [TOO_EARLY] too early
   *[other] { $word }
}
audit-did-verdict = { $launch } was judged on day { $day }: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}
audit-did-decision-kept = Signed for { $launch }: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}
audit-did-decision-overrode = Signed for { $launch }, against the recommendation: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}
audit-did-people-added = { $person } was added as { $role ->
    [viewer] viewer
    [contributor] contributor
    [approver] approver
    [admin] admin
   *[other] { $role }
}
audit-did-people-role = { $person } became { $role ->
    [viewer] viewer
    [contributor] contributor
    [approver] approver
    [admin] admin
   *[other] { $role }
}, from { $before ->
    [viewer] viewer
    [contributor] contributor
    [approver] approver
    [admin] admin
   *[other] { $before }
}
audit-did-people-renamed = { $person } is now called { $name }
audit-did-people-password = { $person } set a password
audit-did-people-no-password = { $person } gave up the password
audit-did-people-deactivated = { $person } was deactivated
audit-did-people-reactivated = { $person } was reactivated
audit-did-token-made = Token { $token } was made for { $source } ({ $vendor })
audit-did-token-rotated = Token { $token } of { $source } ({ $vendor }) got a new secret
audit-did-token-changed = What token { $token } of { $source } ({ $vendor }) may bring, or its receiver was told, was changed
audit-did-token-revoked = Token { $token } of { $source } ({ $vendor }) was revoked
audit-did-erasure = A person was forgotten: { $rows ->
    [one] one row
   *[other] { $rows } rows
} removed, { $blanked } blanked
audit-did-expiry = { $rows ->
    [one] One row
   *[other] { $rows } rows
} went because of their age
audit-did-other = A record of the kind { $kind }, about { $subject }
