# Slopes: does a rate fall, rise or hold
stats-slope-too-few-days = Too few days for a slope: { $have } of the { $needed } it takes.
stats-slope-too-few-events = Too few events for a slope: { $have } of the { $needed } it takes.
stats-regression-too-short = Too few days, weeks or fortnights to compare: { $have } of the { $needed } it takes.
