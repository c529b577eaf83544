# Sebuah putusan, baris demi baris: hypercare verdict
verdict-head = { $title } ({ $launch }), hari { $day }, per { $date }
verdict-yet-to-come = ({ $date } belum tiba: ini per saat terakhir yang diketahui.)
verdict-word = { $word ->
    [PASS] LULUS
    [FAIL] GAGAL
    [TOO_EARLY] TERLALU DINI
    [INCONCLUSIVE] BELUM MEYAKINKAN
    [HARM] MERUGIKAN
    [INVALID] TIDAK SAH
    [HOLD] TAHAN
   *[other] { $word }
}
verdict-until = { $word ->
    [HOLD] TAHAN
   *[other] { $word }
} sampai { $date }
verdict-row = (baris { $row } dari tabel)
verdict-judged = dinilai { $date }
verdict-judgeable = bisa dinilai paling lambat { $date }
verdict-issued = diterbitkan sebagai { $id }
verdict-now = sekarang
verdict-thresholds = sukses { $success }, gagal { $failure }
verdict-limit = batas { $level }
verdict-not-declared = tidak ditetapkan
verdict-relative = { $level } dari { $base ->
    [before] masa sebelumnya
    [control] kontrol
   *[other] { $base }
}
verdict-counts = { $units } unit, { $mature } matang, { $open } terbuka
verdict-bounds = Dari yang sudah terhitung sejauh ini, antara { $low } dan { $high }.
verdict-criterion = syarat keluar { $name ->
    [stability] stabilitas
    [feedback] feedback
    [business_cycle] siklus bisnis
    [peaks] hari puncak
   *[other] { $name }
}: { $state ->
    [met] terpenuhi
    [open] belum terpenuhi
    [not-declared] tidak ditetapkan
   *[other] { $state }
}
verdict-no-facts = Belum ada data yang masuk: gate sesudahnya belum diterbitkan.
verdict-facts-until = Data sudah masuk sampai { $date }: gate sesudahnya belum diterbitkan.
verdict-recorded = Tercatat sebagai { $id }. Hitung ulang: hypercare replay { $id }
