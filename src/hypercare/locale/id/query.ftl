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
    [dropped] berhenti
    [removed] dikeluarkan
    [counted] terhitung
    [out] di luar
   *[other] { $state }
}
query-took = Separuh dari yang berkonversi butuh paling lama { $median }.
query-half = Separuh dari semuanya sudah berkonversi { $time } setelah masuk.
query-stopped = { $event }: { $units } berhenti di sini, { $open } masih bisa lanjut
query-next = berikutnya
query-nothing = (tidak ada)
query-others = lainnya
query-ended = berhenti
query-may-go-on = masih bisa lanjut
query-lingered = Separuh dari mereka sudah pergi { $median } setelah langkah ini.
query-paths = { $direction ->
    [previous] sebelum { $start }
   *[next] setelah { $start }
}: { $units } unit
query-stopped-here = berhenti
query-median = median
query-cycle = siklus mulai
query-of-each = per unit
query-reached = tercapai
query-share = porsi
query-progress = dari target
query-values-without = { $units } unit tanpa nilai
query-values-others = { $units } unit dengan nilai lain
query-unit = unit
query-state = keadaan
query-since = sejak
query-left-out = dan { $count } lagi
query-rejected = { $rows } baris tidak ikut dihitung ({ $reason }), misalnya { $example }
query-duplicates = { $rows } baris datang lagi dengan kunci yang sudah ada, jadi hanya dihitung sekali.
query-local-times = Waktu tanpa offset dibaca sebagai UTC.
query-unseen = { $count ->
    [0] Tidak ada event { $event }.
   *[other] Tidak ada event { $event }. Yang paling mirip: { $nearest }
}
query-unowned = { $events } dari { $all } event tidak dihitung untuk siapa pun karena tidak punya { $unit }.
query-long-since = Event terakhir pada { $last }; yang terjadi sesudahnya tidak diketahui dan dihitung seolah tidak ada. Untuk keadaan pada saat itu: --as-of { $option }
query-timing = { $events } event, { $seconds } detik, { $opened } detik di antaranya untuk membukanya
