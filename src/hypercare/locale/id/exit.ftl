# Kriteria keluar
exit-stability-not-declared = Tidak ada batas kondisi teknis yang ditetapkan.
exit-stability-early = Dua minggu penuh kondisi teknis lewat, dan datanya masuk, pada { $date }.
exit-stability-no-data = Tidak ada laporan tentang { $limits } pada hari { $first } sampai { $last }: tanpa data bukan berarti hijau.
exit-stability-met = Semua batas kondisi teknis ({ $count }) terjaga pada hari { $first } sampai { $last }, dua minggu penuh terbaru.
exit-stability-open = Pada hari { $first } sampai { $last } { $kind ->
    [error_rate] tingkat error
    [crash_free_users] pengguna tanpa crash
    [crash_free_sessions] sesi tanpa crash
   *[latency] jawaban tepat waktu dari { $route }
} { NUMBER($value, maximumFractionDigits: 2) }% (antara { NUMBER($low, maximumFractionDigits: 2) }% dan { NUMBER($high, maximumFractionDigits: 2) }%): { $code ->
    [straddles_limit] belum meyakinkan berada di dalam
   *[other] melewati
} batas { NUMBER($level, maximumFractionDigits: 2) }%.{ $count ->
    [1] { "" }
   *[other] { " " }{ $count } batas tidak terjaga, atau belum diketahui terjaga.
}
exit-feedback-not-declared = Tidak ada kanal feedback yang ditetapkan.
exit-feedback-no-data = Kanal yang belum membawa feedback sejak go-live: { $channels }. Tanpa data bukan berarti hijau.
exit-feedback-not-synthesised = Semua kanal yang ditetapkan sudah membawa feedback ({ $channels }), tetapi belum ada yang menyatakan temuannya sudah masuk ke backlog.
exit-feedback-met = { $by } mencatat pada { $date } bahwa temuan dari { $channels } sudah masuk ke backlog.
exit-feedback-met-and-more = { $by } mencatat pada { $date } bahwa temuannya sudah masuk ke backlog. Setelah itu, selama lebih dari sebulan, masih ada feedback baru: { $channels }.
exit-cycle-none = Peluncuran ini menyatakan tidak punya siklus bisnis: { $why }.
exit-cycle-met = Satu siklus bisnis penuh sudah selesai pada { $date }.
exit-cycle-open = Siklus bisnis penuh yang pertama selesai, dan datanya lengkap, pada { $date }.
exit-peaks-not-required = Tidak ada hari puncak yang disyaratkan.
exit-peaks-met = Hari puncak yang sudah dilalui: { $peaks }.
exit-peaks-no-data = { $peak } ({ $first } sampai { $last }) sudah lewat, tetapi tidak ada yang diketahui tentang apa yang dilakukan unit peluncuran pada hari-hari itu: tanggal saja bukan pengamatan.{ $more ->
    [yes] { " " }Kesempatan berikutnya: { $coming } berakhir pada { $date }.
   *[other] { "" }
}
exit-peaks-open = Hari puncak yang disyaratkan masih akan datang: { $peak } berakhir pada { $date }.
exit-peaks-none-coming = Hari puncak yang disyaratkan belum dilalui, dan kalender tidak memuatnya sampai setahun ke depan.
exit-peaks-accepted = { $by } menerima pada { $date } bahwa { $peaks } belum dilalui: { $why }
exit-peaks-accepted-until = { $by } menerima pada { $date }, sampai { $until }, bahwa { $peaks } belum dilalui: { $why }
channel-tickets = tiket
channel-csat = survei kepuasan (CSAT)
channel-nps = survei rekomendasi (NPS)
channel-survey = survei
channel-reviews = ulasan di toko aplikasi
