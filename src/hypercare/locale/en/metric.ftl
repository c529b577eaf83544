# Why a metric says nothing yet
metric-no-units = No unit has been exposed yet.
metric-no-mature-units = None of the { NUMBER($units) } units has had its whole window yet; { NUMBER($open) } may still convert.
metric-no-denominator = There is nothing to divide by yet: no unit has an event of the denominator.
metric-no-unit-days = There is nothing to divide by yet: no unit was active or exposed on any day.
