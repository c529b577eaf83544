# Why a verdict was not recomputed from its facts: hypercare replay
replay-no-manifest = The record kept no list of the files that it was read from.
replay-files = { $files ->
    [one] A file that it was read from is { $problem }: { $first }.
   *[other] { $files } of the files that it was read from are { $problem }, the first of them { $first }.
}
replay-erased = Facts that it was read from were erased on { $date }, when a person was forgotten ({ $record }).
replay-expired = Facts that it was read from went on { $date }, because of their age ({ $record }).
