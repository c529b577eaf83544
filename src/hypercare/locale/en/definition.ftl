# What a launch declares
definition-title = Launch definition
definition-once = Registered once, on { $date }, and never changed.
definition-unedited = { $count } versions; what held at go-live on { $date } still holds.
definition-not-live = { $count } versions; what holds at go-live on { $date } is what the launch is judged by.
definition-edited = { $count ->
    [one] One part is not what was declared at go-live on { $date }.
   *[other] { $count } parts are not what was declared at go-live on { $date }.
}
definition-download = Download the file
definition-file-differs = { $file } on the server is not the version that is registered. Verdicts use the registered one.
definition-file-broken = { $file } on the server cannot be read as a launch. Verdicts use the registered version.
definition-file-comments = Only comments or layout differ; the meaning is the same.
definition-register = The line that registers the file
definition-since-live = Edited since go-live
definition-since-live-why = A launch is judged by what was declared before anybody saw a result.
definition-versions = Versions
definition-version = Version
definition-number = Version { $number }
definition-registered = Holds from
definition-by = Registered by
definition-digest = Digest
definition-changed = What changed
definition-changes = { $count ->
    [0] Comments only
    [one] 1 part
   *[other] { $count } parts
}
definition-first = The first version
definition-frozen = Declared at go-live
definition-after-live = Edited after go-live
definition-compare = Compare
definition-compared = Version { $version } against version { $against }
definition-against = against
definition-same-meaning = They mean the same: only comments or layout differ, if anything.
definition-text-diff = Line by line
definition-part = Part
definition-before = Before
definition-after = After
definition-nothing = nothing
definition-as-registered = Version { $number }, exactly as it was registered
