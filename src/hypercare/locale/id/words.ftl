# Nama milik kita di dalam kalimat
words-gate-day = hari ke-{ $day }
words-gate-cycle-end = akhir siklus
words-level-success = sukses
words-level-failure = gagal
words-level-at-most = paling banyak
words-level-at-least = paling sedikit
words-level-rollback = rollback
words-level-of-before = dari sebelumnya
words-level-of-control = dari kontrol
