# The exit gate
exit-gate-open = { $open ->
    [one] One line holds the gate.
   *[other] { $open } lines hold the gate.
}
exit-gate-ready = Nothing holds the gate: only a signature is missing. Recommended is to { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}.
exit-gate-signed = Signed: every line was met.
exit-gate-signed-against = Signed, although { $open ->
    [one] one line holds the gate today.
   *[other] { $open } lines hold the gate today.
}
exit-gate-recommends = Recommended: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}.
exit-gate-recommends-until = Recommended: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
} until { $date }.
exit-gate-missing-recommendation = There is no recommendation yet beyond holding on; the reasons say what it waits for.
exit-gate-signature = { $by } signed on { $date }: { $action ->
    [HOLD] hold
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] roll back
   *[other] { $action }
}.
exit-gate-unsigned = Nobody has signed yet.
exit-gate-missing-sign-off = An approver signs what follows: scale, pivot, roll back or hold.
exit-gate-missing-sign-off-early = An approver signs when the lines above are met. Whoever signs earlier than that overrides, and says why.
exit-gate-missing-approver = The launch file names no approver with an e-mail address: add one under squad, approvers.
exit-gate-missing-stability-open = Bring what is beyond its limit back within it, and keep it there.
exit-gate-missing-stability-early = Only time: two full weeks must be over, and their data in.
exit-gate-missing-stability-unknown = Nothing reports on the declared limits: import requests, errors and sessions.
exit-gate-missing-feedback-open = Read what people said, put the findings into the backlog, and record where they stand.
exit-gate-missing-feedback-unknown = A declared channel is silent: connect its source, or import what was said there.
exit-gate-missing-business-cycle-open = Only time: the first full business cycle must be over, and its data in.
exit-gate-missing-business-cycle-unknown = The business cycle cannot be told yet.
exit-gate-missing-peaks-open = Live through a watched peak; or an approver accepts by name that it is missing, and says why.
exit-gate-missing-peaks-unknown = There are no data from the peak: bring them in; or an approver accepts by name that it is missing.
