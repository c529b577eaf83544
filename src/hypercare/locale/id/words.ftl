# Nama milik kita di dalam kalimat
words-gate-day = hari ke-{ $day }
words-gate-cycle-end = akhir siklus
