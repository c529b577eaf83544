# Keputusan yang sudah ditandatangani, ditinjau lagi
reevaluation-nothing = Tidak ada yang berarti berubah sejak ditandatangani pada { $date }.
reevaluation-changed = Sejak ditandatangani pada { $date }, { $count ->
   *[other] { $count } hal yang berarti sudah berubah.
}
reevaluation-version = File peluncuran sudah diubah: hari ini dinilai dengan versi lain.
reevaluation-recommendation = Rekomendasinya waktu itu { $then ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $then }
}; hari ini { $now ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $now }
}.
reevaluation-word = Pembacaan { $metric } waktu itu { $then ->
    [PASS] lulus
    [FAIL] gagal
    [HARM] merugikan
    [TOO_EARLY] terlalu dini
    [INCONCLUSIVE] belum meyakinkan
    [INVALID] tidak sah
   *[other] { $then }
}, dan sekarang { $now ->
    [PASS] lulus
    [FAIL] gagal
    [HARM] merugikan
    [TOO_EARLY] terlalu dini
    [INCONCLUSIVE] belum meyakinkan
    [INVALID] tidak sah
   *[other] { $now }
}.
reevaluation-moved = { $metric } hari ini terbaca lain: masing-masing nilai berada di luar interval yang lain.
reevaluation-asked = { $metric } waktu itu tidak ditanyakan.
reevaluation-asked-no-more = { $metric } tidak ditanyakan lagi.
reevaluation-harm-gone = { $subject } tidak dirugikan lagi.
reevaluation-antipattern-gone = { $check } tidak ditemukan lagi.
