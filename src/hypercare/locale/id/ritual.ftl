# Pertemuan tim
ritual-standup = Stand-up
ritual-weekly = Review mingguan
ritual-mbr = Monthly business review
