# Riwayat penilaian
faces-nav-history = Riwayat penilaian
history-title = Riwayat penilaian
history-lead = Rekomendasi di akhir setiap hari, kata tiap gate, dan metrik utamanya. Setiap hari dibaca dari apa yang diketahui sampai akhir hari itu.
history-missing = { $count ->
   *[other] { $count } hari masih dibaca.
}
history-day = Hari
history-recommended = Rekomendasi
history-gates = Gate
history-changed = Yang berubah
history-record = Catatan
history-first = hari pertama
history-same = tidak ada
history-not-read = hari sebelumnya belum dibaca
history-stands = diterbitkan pada { $date }, dan tetap berlaku
history-nobody = tidak ada yang bertanya
history-shown = Hari mana yang ditampilkan
history-changes = Yang berubah
history-every = Setiap hari
history-days = Hari ke-{ $first } sampai { $last }
history-quiet = { $count } hari tanpa perubahan, dan tidak ada yang bertanya.
history-none = Belum ada yang dinilai
history-none-text = Setiap hari yang sudah selesai muncul di sini, mulai dari go-live.
history-action-changed = Sekarang { $now ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $now }
}; sebelumnya { $then ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $then }
}.
history-until-changed = Ditahan sampai tanggal lain.
history-word-changed = Gate { $gate }: { $now ->
    [PASS] lulus
    [FAIL] gagal
    [HARM] merugikan
    [TOO_EARLY] terlalu dini
    [INCONCLUSIVE] belum meyakinkan
    [INVALID] tidak sah
   *[other] { $now }
}; sebelumnya { $then ->
    [PASS] lulus
    [FAIL] gagal
    [HARM] merugikan
    [TOO_EARLY] terlalu dini
    [INCONCLUSIVE] belum meyakinkan
    [INVALID] tidak sah
   *[other] { $then }
}.
history-version-changed = Versi lain dari file peluncuran berlaku.
