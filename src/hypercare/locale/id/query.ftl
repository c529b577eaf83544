# Jawaban atas pertanyaan lepas: hypercare query
query-step = langkah
query-units = unit
query-of-first = dari langkah pertama
query-of-before = dari langkah sebelumnya
query-optional = opsional
query-value = nilai
query-interval = interval
query-open = terbuka
query-day = hari
query-week = pekan mulai
query-month = bulan mulai
query-quarter = triwulan mulai
query-cohort = kohort mulai
query-average = rata-rata
query-active = aktif
query-new = baru
query-returning = kembali
query-resurrecting = aktif lagi
query-dormant = pasif
query-event = event
query-events = jumlah event
query-of-active = dari yang aktif
query-unit-state = { $state ->
    [converted] konversi
    [open] terbuka
    [missed] tidak konversi
    [counted] terhitung
    [out] di luar
   *[other] { $state }
}
query-unit = unit
query-state = keadaan
query-since = sejak
query-left-out = dan { $count } lagi
query-rejected = { $rows } baris tidak ikut dihitung ({ $reason }), misalnya { $example }
query-duplicates = { $rows } baris datang lagi dengan kunci yang sudah ada, jadi hanya dihitung sekali.
query-local-times = Waktu tanpa offset dibaca sebagai UTC.
query-timing = { $events } event, { $seconds } detik, { $opened } detik di antaranya untuk membukanya
