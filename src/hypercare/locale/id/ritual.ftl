# Pertemuan tim
ritual-standup = Stand-up
ritual-weekly = Review mingguan
ritual-mbr = Review bisnis bulanan (MBR)
