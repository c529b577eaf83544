# Kondisi teknis: tingkat error, crash, latensi
stability-no-data-error-rate = Tidak ada permintaan yang dilaporkan, jadi tidak ada yang tahu berapa yang gagal.
stability-no-data-latency = Tidak ada permintaan dengan catatan waktu di rute ini.
stability-no-data-crash-free-users = Tidak ada sesi dengan pengguna atau perangkat yang dilaporkan: tanpa lalu lintas, tidak ada yang bebas crash.
stability-no-data-crash-free-sessions = Tidak ada sesi yang dilaporkan: tanpa lalu lintas, tidak ada yang bebas crash.
stability-harm-limit = { $kind ->
    [error_rate] Tingkat error
    [crash_free_users] Pengguna tanpa crash
    [crash_free_sessions] Sesi tanpa crash
   *[latency] Jawaban tepat waktu dari { $route }
} secara meyakinkan melewati batas pada { $phase ->
    [technical] fase teknis
    [product] fase produk
   *[outcome] fase hasil
}.
stability-harm-rollback = { $kind ->
    [error_rate] Tingkat error
    [crash_free_users] Pengguna tanpa crash
    [crash_free_sessions] Sesi tanpa crash
   *[latency] Jawaban tepat waktu dari { $route }
} secara meyakinkan melewati batas rollback pada { $phase ->
    [technical] fase teknis
    [product] fase produk
   *[outcome] fase hasil
}.
stability-name = { $kind ->
    [error_rate] Tingkat error
    [crash_free_users] Pengguna tanpa crash
    [crash_free_sessions] Sesi tanpa crash
   *[latency] { $route }
}
stability-limit-below = di bawah { NUMBER($level, maximumFractionDigits: 3) }%
stability-limit-above = di atas { NUMBER($level, maximumFractionDigits: 3) }%
stability-limit-in-time = { NUMBER($level, maximumFractionDigits: 3) }% di bawah { NUMBER($under) } ms
stability-window = { $window ->
    [technical] Fase teknis
    [product] Fase produk
    [outcome] Fase hasil
   *[newest_weeks] Dua minggu penuh terbaru
}
headline-harm-stability = { $kind ->
    [error_rate] kegagalan permintaan
    [crash_free_users] crash pada pengguna
    [crash_free_sessions] crash pada sesi
   *[latency] kelambatan { $route }
} secara meyakinkan melewati { $level ->
    [rollback] batas rollback
   *[limit] batas
}
stability-reads = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }% (antara { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) }% dan { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) }%)
stability-counts = { $kind ->
    [crash_free_users] dari { NUMBER($count) } pengguna
    [crash_free_sessions] dari { NUMBER($count) } sesi
   *[other] dari { NUMBER($count) } permintaan
}
stability-line = { $window ->
    [technical] fase teknis
    [product] fase produk
    [outcome] fase hasil
   *[newest_weeks] dua minggu penuh terbaru
}, hari { $first } sampai { $last }
verdict-stability = stabilitas { $limit }, { $window }: { $word }: { $reads }; { $level }
gates-stability = Kondisi teknis
gates-stability-why = Batas yang ditetapkan, per fase, pada semua hari sejauh ini. Kerugian dihitung selama fasenya berjalan; syarat keluar melihat dua minggu penuh terbaru.
gates-stability-limit = Batas
gates-stability-when = Kapan
gates-stability-reads = Terbaca
gates-stability-declared = Ditetapkan
gates-stability-word = Hasil
gates-stability-past = sudah lewat: tidak dihitung lagi
