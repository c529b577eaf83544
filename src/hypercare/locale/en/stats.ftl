stats-too-few-units = Too few units for an interval: { $have } of the { $needed } it takes.
stats-too-few-accounts = Too few accounts for an interval: { $have } of the { $needed } it takes.
stats-no-variation = All { $have } units have the same value, so there is nothing to judge the spread by.
stats-no-denominator = None of the { $have } accounts has anything to divide by.
stats-no-base = The comparison group has nothing above 0 to compare with.
