# Why a verdict was not recomputed from its facts: hypercare replay
replay-no-manifest = The record kept no list of the files that it was read from.
replay-files = { $files ->
    [one] A file that it was read from is { $problem }: { $first }.
   *[other] { $files } of the files that it was read from are { $problem }, the first of them { $first }.
}
