# Anti-patterns
anti-title = Anti-patterns
anti-entrance-failing = It went live with { $failing ->
    [one] one criterion
   *[other] { $failing } criteria
 } failing{ $unknown ->
    [0] { "" }
   *[other] { " " }and { $unknown } unknown
 }: { $criteria }.
anti-entrance-unknown = It went live with { $unknown ->
    [one] one criterion
   *[other] { $unknown } criteria
 } unknown: { $criteria }.
anti-entrance-hint = Meet what was missing now, or waive it with a reason; and say in the next review why it went live so.
