# Angka yang perlu kata
formats-undefined = tidak ada nilai

# Seberapa jauh suatu saat
formats-now = sekarang
formats-tomorrow = besok
formats-yesterday = kemarin
formats-in-minutes = { $count } menit lagi
formats-in-hours = { $count } jam lagi
formats-in-days = { $count } hari lagi
formats-in-months = { $count } bulan lagi
formats-in-years = { $count } tahun lagi
formats-ago-minutes = { $count } menit lalu
formats-ago-hours = { $count } jam lalu
formats-ago-days = { $count } hari lalu
formats-ago-months = { $count } bulan lalu
formats-ago-years = { $count } tahun lalu

# Berapa lama sesuatu berlangsung
formats-milliseconds = { $count } ms
formats-seconds = { $count } dtk
formats-minutes = { $count } mnt
formats-minutes-and = { $count } mnt { $rest } dtk
formats-hours = { $count } jam
formats-hours-and = { $count } jam { $rest } mnt
formats-days = { $count } hari
formats-days-and = { $count } hari { $rest } jam
