# Kemiringan: apakah sebuah laju turun, naik, atau tetap
stats-slope-too-few-days = Harinya terlalu sedikit untuk membaca tren: { $have } dari { $needed } yang diperlukan.
stats-slope-too-few-events = Kejadiannya terlalu sedikit untuk membaca tren: { $have } dari { $needed } yang diperlukan.
stats-regression-too-short = Hari, minggu, atau dua mingguan yang bisa dibandingkan terlalu sedikit: { $have } dari { $needed } yang diperlukan.
