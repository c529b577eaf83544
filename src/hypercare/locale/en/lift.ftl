# The lift against before and against a control
lift-no-before = Nothing to compare with: { $have } of the { $needed } days before go-live that it takes.
lift-no-after = Too few days since go-live: { $have } of the { $needed } it takes.
lift-too-thin = Too few events a day, a week or a fortnight to compare them one by one.
