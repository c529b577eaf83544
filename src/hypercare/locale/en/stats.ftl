stats-too-few-units = Too few units for an interval: { $have } of the { $needed } it takes.
stats-too-concentrated = Too few units carry the total: it is spread as if over { $have } equal units, and { $needed } are needed.
stats-no-variation = All { $have } units have the same value, so there is nothing to judge the spread by.
stats-no-denominator = None of the { $have } units has anything to divide by.
stats-no-base = The comparison group has nothing above 0 to compare with.
