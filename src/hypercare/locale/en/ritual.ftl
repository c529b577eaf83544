# What a squad meets for
ritual-standup = Stand-up
ritual-weekly = Weekly review
ritual-mbr = Monthly business review
ritual-review = Review of day { $day }: from { $date } on.
ritual-review-extended = The review of day { $day } is extended to { $date }: one full business cycle must be over, and its data in.
