# What a squad meets for
ritual-standup = Stand-up
ritual-weekly = Weekly review
ritual-mbr = Monthly business review
