# What lies between the sides of a comparison. Points are percentage points
comparison-points-above = { $side } is { NUMBER($difference, maximumFractionDigits: 1) } points above { $rest ->
    [yes] all others
   *[no] { $against }
} (between { NUMBER($low, maximumFractionDigits: 1) } and { NUMBER($high, maximumFractionDigits: 1) }).
comparison-points-below = { $side } is { NUMBER($difference, maximumFractionDigits: 1) } points below { $rest ->
    [yes] all others
   *[no] { $against }
} (between { NUMBER($low, maximumFractionDigits: 1) } and { NUMBER($high, maximumFractionDigits: 1) }).
comparison-points-alike = { $side } cannot be told apart from { $rest ->
    [yes] all others
   *[no] { $against }
}: the difference lies between { NUMBER($low, maximumFractionDigits: 1) } and { NUMBER($high, maximumFractionDigits: 1) } points.
comparison-value-above = { $side } is { NUMBER($difference, maximumFractionDigits: 3) } above { $rest ->
    [yes] all others
   *[no] { $against }
} (between { NUMBER($low, maximumFractionDigits: 3) } and { NUMBER($high, maximumFractionDigits: 3) }).
comparison-value-below = { $side } is { NUMBER($difference, maximumFractionDigits: 3) } below { $rest ->
    [yes] all others
   *[no] { $against }
} (between { NUMBER($low, maximumFractionDigits: 3) } and { NUMBER($high, maximumFractionDigits: 3) }).
comparison-value-alike = { $side } cannot be told apart from { $rest ->
    [yes] all others
   *[no] { $against }
}: the difference lies between { NUMBER($low, maximumFractionDigits: 3) } and { NUMBER($high, maximumFractionDigits: 3) }.
comparison-unknown = Answers of this kind cannot be set against each other.
