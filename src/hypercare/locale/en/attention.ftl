# What needs people
attention-primary-fails = { $metric } fails at gate { $gate }.
attention-other-fails = { $metric } fails at gate { $gate }; it does not decide.
attention-facts-late = The latest fact is from { $date }.
attention-facts-none = No fact has come in yet.
attention-quarantined = { NUMBER($share, style: "percent", maximumFractionDigits: 1) } of the latest records could not be understood.
attention-unsigned-scale = Hypercare recommends to scale; nobody has signed yet.
attention-unsigned-pivot = Hypercare recommends to pivot; nobody has signed yet.
attention-unsigned-rollback = Hypercare recommends to roll back; nobody has signed yet.
attention-limit-near = { $metric } is beyond its limit, though not credibly yet.
attention-edited = { $times ->
    [one] The launch was edited after go-live, on { $date }.
   *[other] The launch was edited { $times } times after go-live, last on { $date }.
}
attention-no-fixer = Nobody is named to fix things after day 30.
attention-file-differs = The file of { $launch } is not the version that is registered.
attention-judgeable-soon = Gate { $gate } can be judged on { $date }.

# What to do about it
attention-hint-not-ready = Open the entrance page: it lists what is missing, and what to do about it.
attention-hint-invalid = Mend the tracking or the split first: until then every number below it is a guess.
attention-hint-harm = Look at who is harmed, and change course or switch it off for them.
attention-hint-harm-rollback = Take the feature back, then find out why.
attention-hint-primary-fails = Open the evidence: which units, which step, since when.
attention-hint-other-fails = Find out why before it costs what the launch is for.
attention-hint-facts-none = Connect a source, or import what there is.
attention-hint-facts-late = See which source fell silent, and restart it.
attention-hint-quarantined = See the reasons and the latest examples under Sources.
attention-hint-unsigned = A named approver signs, or overrides with a reason.
attention-hint-limit-near = Watch it daily; the interval tells when it is certain.
attention-hint-criterion-due = The launch cannot be scaled without it: connect the source, or gather what is missing.
attention-hint-edited = Compare the versions: thresholds that move after go-live prove nothing.
attention-hint-no-fixer = Name a fixer until day 90 in the launch file.
attention-hint-file-differs = Register the file with hypercare launch add, or take the change back.
attention-hint-judgeable-soon = Plan the review for that day.
attention-hint-overridden = Open the entrance: meet what was missing at go-live, or say who takes it upon themselves.
attention-hint-mirage = Say where it was reported that it is too early, and until when.
attention-hint-early-decision = Look at the decision again on the date that was recommended.
attention-hint-instrumentation = Mend the tracking before anybody quotes the number.
attention-hint-forgotten = Name who looks at the launch this week, and leave a stand-up note.
attention-hint-mix-turned = Quote the number by segment: the average alone says something else than its parts.
attention-hint-cherry-picked = Judge by what was declared before go-live, and say so where it was told otherwise.
