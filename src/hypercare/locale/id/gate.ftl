# Kata-kata untuk metrik di sebuah gate
gate-too-early = Terlalu dini untuk dinilai: semua yang dibacanya lengkap paling lambat { $date }.
gate-success = { $metric } mencapai ambang sukses: seluruh intervalnya ada di sisi baik ambang.
gate-straddles-success = { $metric } belum bisa diputuskan: ambang sukses ada di dalam intervalnya.
gate-below-failure = { $metric } gagal: seluruh intervalnya melewati ambang gagal.
gate-between-gates = { $metric } tidak mencapai sukses: seluruh intervalnya ada di antara ambang gagal dan ambang sukses.
gate-short-of-success = { $metric } tidak mencapai sukses: seluruh intervalnya tidak sampai ke ambang sukses.
gate-needs-units = Sekitar { NUMBER($more) } unit lagi, di luar { NUMBER($have) } yang sudah ada, akan cukup untuk memutuskannya jika nilainya tetap di tempatnya.
gate-needs-unit-days = Sekitar { NUMBER($more) } unit-hari lagi, di luar { NUMBER($have) } yang sudah ada, akan cukup untuk memutuskannya jika nilainya tetap di tempatnya.

# Perbandingan dengan masa sebelumnya dan dengan kontrol
gate-uncontrolled = { $base ->
    [before] Tidak ada pembanding: tidak ada nilai di atas 0 dari masa sebelum go-live.
   *[control] Tidak ada pembanding: tidak ada grup kontrol dengan nilai di atas 0.
}
gate-thin = { $base ->
    [before] Pembandingnya terlalu sedikit: masa sebelum go-live baru punya { NUMBER($have) } dari { NUMBER($needed) } yang diperlukan untuk mengetahui nilainya.
   *[control] Pembandingnya terlalu sedikit: grup kontrol baru punya { NUMBER($have) } dari { NUMBER($needed) } yang diperlukan untuk mengetahui nilainya.
}
gate-incomparable = Metrik jenis { $kind ->
    [funnel] funnel
    [ratio] rasio
    [cycle] siklus
    [retention] retensi
    [rate] laju
    [count] hitungan
    [mean] rata-rata
   *[other] { $kind }
} tidak bisa dibandingkan dengan { $base ->
    [before] masa sebelum go-live: jendelanya melewati go-live.
   *[control] grup kontrol: nilainya ikut membesar bersama ukuran grup.
}

# Guardrail
gate-guardrail-within-limit = Masih dalam batas: seluruh intervalnya ada di sisi baik.
gate-guardrail-straddles-limit = Belum meyakinkan melewati batas, dan belum meyakinkan masih dalam batas.
gate-guardrail-beyond-limit = Secara meyakinkan melewati batas.
gate-guardrail-beyond-rollback = Secara meyakinkan melewati tingkat rollback.
gate-harm-limit = Guardrail { $metric } secara meyakinkan melewati batasnya.
gate-harm-rollback = Guardrail { $metric } secara meyakinkan melewati tingkat rollback.

# Segmen
gate-harm-segment = Kelompok { $segment } = { $value } jelas dirugikan: { $metric } melewati ambang gagal di kelompok ini, apa pun kata rata-ratanya.
gate-doubt-guardrail = Guardrail { $metric } melewati batasnya, meski belum meyakinkan: belum terbukti tidak merugikan.
gate-doubt-segment = Kelompok { $segment } = { $value } tampak dirugikan menurut { $metric }, meski belum meyakinkan: belum terbukti tidak merugikan.

# Mengapa sebuah pengukuran tidak bisa dipercaya
gate-empty = Gate { $gate } tidak menanyakan metrik apa pun, jadi tidak bisa mengatakan apa-apa.
gate-sample-ratio = Fitur tidak dibagikan sesuai porsi yang ditetapkan: { $seen } (p = { $p }).
gate-tracking-never = Event { $event } yang dilacak belum pernah masuk sejak go-live, padahal event lain sudah.
gate-tracking-silent = Event { $event } yang dilacak senyap selama { NUMBER($hours) } jam, lebih lama dari yang dibolehkan.
