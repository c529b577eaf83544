# What goes on after the outcome, on a launch's page
launch-goes-on = Re-evaluation
launch-commitments = Commitments
launch-commitments-open = { $open ->
    [0] none open
    [one] one open
   *[other] { $open } open
}{ $overdue ->
    [0] {""}
   *[other] , { $overdue } overdue
}
launch-looked-at-again = Looked at again
launch-still-runs = Still runs
launch-still-runs-what = guardrails, tracking, daily looks
launch-review = Review of day { $day }
launch-review-from = from { $date }
launch-review-extended = extended to { $date }: the business cycle must be over
launch-commitments-next = next due { $date }
launch-commitments-was-due = was due { $date }
launch-again-on = looked at again on { $date }
