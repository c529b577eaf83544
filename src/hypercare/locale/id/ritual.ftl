# Pertemuan tim
ritual-standup = Stand-up
ritual-weekly = Review mingguan
ritual-review = Tinjauan hari ke-{ $day }: mulai { $date }.
ritual-review-extended = Tinjauan hari ke-{ $day } diperpanjang sampai { $date }: satu siklus bisnis penuh harus selesai, dan datanya lengkap.
ritual-mbr = Review bisnis bulanan (MBR)
