# Phases of a launch
phase-entrance = Entrance
phase-technical = Technical hyper-care
phase-product = Product monitoring
phase-outcome = Outcome validation
phase-closed = Closed
phase-continuous = Continuous improvement

# Peaks of the calendars
peak-harbolnas = Harbolnas
peak-double-dates = Double-date sale
peak-small-double-dates = Small double-date sale
peak-payday = Payday
peak-ramadan = Ramadan
peak-pre-eid = Surge before Eid
peak-lebaran = Lebaran season
peak-eid-trough = Quiet week of Eid
peak-independence-day = Independence Day
peak-nataru = Christmas and New Year
peak-public-holiday = Public holiday
peak-joint-leave = Joint leave
own-peak = { $peak }
