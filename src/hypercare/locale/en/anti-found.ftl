# What a launch should not do: what each check says
anti-before-go-live = The launch is not live: there is nothing yet to look at.
anti-entrance-not-recorded = How the entrance stood at go-live is not recorded yet: the worker does so when it looks first.
anti-entrance-fail-criterion = { $criterion } failed at go-live{ $count ->
    [0] { "" }
   *[other] : { $items }
 }
anti-entrance-unknown-criterion = { $criterion } was unknown at go-live{ $count ->
    [0] { "" }
   *[other] : { $items }
 }
anti-forget-no-squad = The launch file names nobody with a name or an address who looks after it, so nobody can be missed.
anti-forget-not-recorded = Who was there was not recorded yet.
anti-forget-partly = Who was there is recorded from { $date } on; of the days before nothing can be said.
anti-forget-silent = Nobody of the squad has been there for { $days } days, since { $first }.
anti-forget-was-silent = Nobody of the squad was there for { $days } days, from { $first } to { $last }.
anti-forget-silent-hint = Somebody of the squad looks at the launch today, and leaves a stand-up note that says who does so next.
anti-forget-was-silent-hint = Look at what happened on those days: errors, tickets and guardrails of a time when nobody watched.
anti-forget-before = Last there before: { $what ->
    [opened] looked at a page
    [reported] took the brief along
    [stood_up] left a stand-up note
    [fixed] mended something
   *[commented] wrote something down
 }
anti-forget-after = First there again: { $what ->
    [opened] looked at a page
    [reported] took the brief along
    [stood_up] left a stand-up note
    [fixed] mended something
   *[commented] wrote something down
 }
anti-forget-run = No stand-up note, no page view, no fix and no word by the squad; { $limit } days are too many in this phase
anti-forget-no-fixer = Nobody is named as the fixer of the second month.
anti-forget-fixer-undeclared = The launch file has no fixer
anti-forget-fixer-leaves = { $name } mends until day { $day }; the second month ends with day 59.
anti-forget-fixer-until = The days on which the fixer stays
anti-forget-fixer-hint = Name a fixer until day 60 or later in the launch file, and register it.
anti-forget-reassigned = On day { $day } a version took away { $names }, and named nobody in their place.
anti-forget-reassigned-hint = Name who mends and who builds until day 60, or say in the next review why nobody has to.
anti-forget-never-signed-in = Nobody of the squad has ever signed in.
anti-forget-addresses = Never signed in: { $people }
anti-forget-never-signed-in-hint = Invite the squad, or name the addresses in the launch file by which they sign in.
anti-edit-gone = { $path } was taken out: { $before }
anti-edit-easier = { $path }: { $before } became { $after }, which is easier to meet
anti-edit-easier-moved = { $path }: { $before } became { $after }, which is easier to meet; by today’s reading the word went from { $old } to { $new }
anti-edit-harder = { $path }: { $before } became { $after }, which is harder to meet
anti-edit-harder-moved = { $path }: { $before } became { $after }, which is harder to meet; by today’s reading the word went from { $old } to { $new }
anti-edit-unclear = { $path }: { $before } became { $after }; what that does to the number cannot be told from the line
anti-edit-unclear-moved = { $path }: { $before } became { $after }; by today’s reading the word went from { $old } to { $new }
anti-mirage-passed = { $metric } passed in gate { $gate }
anti-mirage-immature = { $metric } is at success in gate { $gate } before its time
anti-mirage-open = { $metric } is judged in gate { $gate } on { $date }; so much of it was mature
anti-mirage-signed = Scaling was signed on it
anti-mirage-decided = Scaling was signed while { $metric } was open until { $date }.
anti-mirage-decided-hint = { $by } signs again when { $metric } is judged, after { $date }; until then a hold says what is known.
anti-mirage-reported = It was reported as a success { $count ->
    [one] once
   *[other] { $count } times
 } while { $metric } is open until { $date }.
anti-mirage-reported-hint = Say where it was reported that { $metric } cannot be judged before { $date }.
anti-mirage-noted = A note calls it a success: “{ $note }”
anti-mirage-brief = The brief was taken along as a file
anti-early-reason = The reason that was given: “{ $reason }”
anti-early-signed = { $action ->
    [SCALE] Scaling
    [PIVOT] Pivoting
    [ROLLBACK] Rolling back
   *[HOLD] Holding
} was signed
anti-early-metric = { $metric } was too early in gate { $gate }
anti-early-hint = Look at the decision again when everything is judged: what has changed since stands beside it.
anti-early-hint-until = Look at the decision again on { $date }: then what it did not wait for is known.
anti-early-decided = { $action ->
    [SCALE] Scaling
    [PIVOT] Pivoting
    [ROLLBACK] Rolling back
   *[HOLD] Holding
} was signed { $when ->
    [before] { $ahead ->
        [one] a day
       *[other] { $ahead } days
    } before go-live
   *[since] on day { $day }
} by { $by }, while the recommendation was to wait.
anti-instrumentation-not-verified = Something reads as success in gate { $gate }, and its tracking could not be verified.
anti-instrumentation-flaw = { $metrics } reads well in gate { $gate }, and the measurement cannot be trusted.
anti-instrumentation-tracking = { $metrics } reads well in gate { $gate }, and the tracking that it rests on fails.
anti-instrumentation-good = { $metric } reads well in gate { $gate }
anti-instrumentation-hint = Mend the tracking, and quote the number only when it was measured anew.
anti-cherry-said = “{ $said }”
anti-cherry-swapped = { $by } reports “{ $events }”, which nobody declared, while { $failed } failed.
anti-cherry-undeclared = { $by } reports “{ $events }”, which no declared metric reads.
anti-cherry-swapped-hint = Report what was declared, with its interval; what else is up is a question for the next launch file.
anti-cherry-failed = { $metric } failed in gate { $gate }
anti-cherry-ground-undeclared = { $by } decided on { $metrics }, which the launch does not declare.
anti-cherry-ground-beside = { $by } decided on { $metrics }, though { $primary } decides.
anti-cherry-ground-hint = Say what { $primary } shows; a decision rests on the metrics that could have failed.
anti-cherry-edited-turned = Version { $version } changed { $lines ->
    [one] a line
   *[other] { $lines } lines
 } that the verdict rests on, and turned it in the launch’s favour.
anti-cherry-edited-easier = Version { $version } made { $lines ->
    [one] a line
   *[other] { $lines } lines
 } that the verdict rests on easier to meet after the first data.
anti-cherry-edited-unclear = Version { $version } changed { $lines ->
    [one] a line
   *[other] { $lines } lines
 } that the verdict rests on after the first data.
anti-cherry-edited-harder = Version { $version } made { $lines ->
    [one] a line
   *[other] { $lines } lines
 } that the verdict rests on harder to meet after the first data.
anti-cherry-edited-hint = Register what was declared before go-live again, or say in the next review why it changed; words that were issued stand.
anti-cherry-harm = { $guardrails } is credibly beyond its limit while { $metrics } reads as success.
anti-cherry-harm-hint = A guardrail is not traded against usage: bring it back within its limit before anything is scaled.
anti-cherry-up = { $metric } reads well in gate { $gate }
anti-cherry-signed-over = { $by } signed to scale while { $guardrails } was beyond its limit.
anti-cherry-guardrail = { $metric } then
anti-sign-peaks = Today: of { $metric } so much came on peak days, which are { $percent } % of the days
anti-sign-raw = Today: { $metric } of the first month against before, as it is
anti-sign-normalised = Today: the same on ordinary days, with the calendar taken out
anti-sign-novelty = Today: { $metric } fades by days since exposure, so much per thirty days on the log scale
anti-sign-slow-burn = Today: { $metric } grows by days since exposure, so much per thirty days on the log scale
anti-sign-straddles = Today: the forecast of { $metric } does not say on which side of success the cycle ends
anti-cherry-reversed = In gate { $gate } the effect on { $metric } has one sign with the mix of { $segment } that came, and the opposite one with that from before go-live (Simpson’s paradox). The data show it; nobody need have done anything.
anti-cherry-mix = In gate { $gate } { $metric } is at success with the mix of { $segment } that came, and is not shown to be with that from before go-live.
anti-cherry-reversed-hint = Quote { $metric } by { $segment }, or with the mix of before go-live: the average alone misleads whoever hears it.
anti-cherry-effect =
    { $base ->
        [before] Difference of { $metric } to before, as it is
        [control] Difference of { $metric } to the control, as it is
       *[success] Difference of { $metric } to the success threshold, as it is
    }
anti-cherry-effect-held =
    { $base ->
        [before] Difference of { $metric } to before, with the mix of { $segment } held
        [control] Difference of { $metric } to the control, with the mix of { $segment } held
       *[success] Difference of { $metric } to the success threshold, with the mix of { $segment } held
    }
anti-cherry-as-it-is = { $metric } as it is
anti-cherry-standardised = { $metric } with the mix of { $segment } as before
