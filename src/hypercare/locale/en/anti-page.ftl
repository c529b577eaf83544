# The anti-patterns page: what every check looks for
anti-lead = { $found ->
    [0] Nothing was found{ $unknown ->
        [0] : { $clear } were looked for.
       *[other] , and { $unknown } cannot be known yet.
     }
    [one] One was found{ $unknown ->
        [0] , { $clear } were not.
       *[other] , { $unknown } cannot be known yet, { $clear } were not found.
     }
   *[other] { $found } were found{ $unknown ->
        [0] , { $clear } were not.
       *[other] , { $unknown } cannot be known yet, { $clear } were not found.
     }
 }
anti-about = What launches should not do, looked for in what was decided, edited, reported and left alone. It changes no verdict.
anti-group-found = Found
anti-group-unknown = Cannot be known yet
anti-group-clear = Not found
anti-group-why-found = With the evidence, and what to do
anti-group-why-unknown = What is not known is never called well
anti-group-why-clear = Looked for, with everything known then
anti-level-bad = Act on it
anti-level-watch = Keep in mind
anti-since = since { $date }
anti-over = until { $date }
anti-evidence = Evidence
anti-days = { $days ->
    [one] one day
   *[other] { $days } days
 }
anti-sample = sample { $count }
anti-of-days = days { $first } to { $last }
anti-example = What it looks for, with an example
anti-looks = Looks for
anti-trips = Trips on
anti-passes = Passes
anti-again-text = The same in a terminal; its exit code is 1 where something was found, 4 where something is unknown
anti-check-cherry-picking = KPI cherry-picking
anti-check-average = Average that misleads
anti-check-why-average = An average over a mix that has changed says less about the feature than about who came: whoever quotes it alone misleads, without meaning to.
anti-check-looks-cherry-picking = A figure that somebody reports of an event that no declared metric reads; a decision on metrics that are not declared, or none of which is primary; a version registered after go-live that changes a metric, threshold, gate, segment or window, and whether that is in the launch's favour; a guardrail in harm while a primary metric reads as success, or SCALE signed over a guardrail beyond its limit; an effect whose sign is turned round by the mix of a segment, or a success that it alone carries, which nobody need have done.
anti-check-why-cherry-picking = Of twelve metrics that nothing changed, some look significantly better by chance one time in five: the declared ones, as they were declared, are the only ones that can fail.
anti-check-trips-cherry-picking = The declared insurance_ctr fails, and a note says "page views +180 %".
anti-check-passes-cherry-picking = A note that names the declared metric with its figure; a version that only replaces an engineer.
anti-check-early-decision = Decided too early
anti-check-looks-early-decision = SCALE, PIVOT or ROLLBACK signed while the recommendation was HOLD because a primary metric was too early or the business cycle was open. The reason of the override is shown; the anti-pattern stays.
anti-check-why-early-decision = An early decision throws away the evidence that was about to come, in either direction.
anti-check-trips-early-decision = ROLLBACK signed on day 20, while every primary metric was too early.
anti-check-passes-early-decision = ROLLBACK signed on day 20 because a guardrail was beyond its rollback level.
anti-check-entrance-overridden = The entrance was overridden
anti-check-looks-entrance-overridden = A criterion that failed or was unknown at go-live and that nobody had waived, as the worker recorded it when it looked first from go-live on. `live` counts only where it failed: before go-live it cannot be known.
anti-check-why-entrance-overridden = What was not ready at go-live is found by customers, and what was not measured then cannot be measured later.
anti-check-trips-entrance-overridden = Live with policy_issued never arrived: instrumentation fails, and nobody waived it.
anti-check-passes-entrance-overridden = Live with the drill waived until Friday by the driver, and everything else passing.
anti-check-instrumentation = Broken instrumentation under a good number
anti-check-looks-instrumentation = A metric that reads as success in a gate (it passes, or is at success before its time) while the tracking of an event that it rests on fails, or the gate has a flaw, as known at the instant from which the gate speaks.
anti-check-why-instrumentation = A good number is not questioned: an event that is sent twice makes the best conversion there is.
anti-check-trips-instrumentation = Completion passes at 61 %, and upload_submitted arrives twice from Android.
anti-check-passes-instrumentation = An event of no gated metric is broken; a broken event under a metric that fails.
anti-check-launch-and-forget = Launch and forget
anti-check-looks-launch-and-forget = Nobody of the squad opened the launch, left a stand-up note, mended or wrote down anything for 3 days in the technical phase, 7 in the product phase, 14 in the outcome phase; no fixer until day 60; a version that takes the fixer or an engineer away before day 60; nobody of the squad ever signed in.
anti-check-why-launch-and-forget = What breaks in the second month is found by customers when whoever built it is gone.
anti-check-trips-launch-and-forget = Nine days of the product phase without a stand-up note or a page view by anybody of the squad.
anti-check-passes-launch-and-forget = A weekend without anybody, in the technical phase; an engineer replaced by another.
anti-check-mirage = The 30-day mirage
anti-check-looks-mirage = An immature reading that would pass for success (a primary metric that is too early, at or beyond success; or a gate of a day that passed while the primary of the cycle's end is open), on which somebody decides or reports: SCALE signed, a brief taken along, a note that calls it a success. An early look alone is none.
anti-check-why-mirage = Novelty, peaks and the first to come make a good month; whether the feature is used shows after a whole cycle.
anti-check-trips-mirage = SCALE signed on day 31 because completion passes, while Pro accounts are judged on 1 January.
anti-check-passes-mirage = The same day looked at ten times, and nothing signed; SCALE signed when the quarter was over.
