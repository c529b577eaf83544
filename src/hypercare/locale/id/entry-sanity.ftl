# Sanity check di produksi: apa yang ditemukan
entry-sanity-not-declared = Tidak ada sanity check yang ditetapkan, jadi belum ada yang lolos.
entry-sanity-declare = Sebutkan permintaan yang harus dijawab, dan apa yang harus dilihat orang, di bawah sanity: di file peluncuran.
entry-sanity-not-run = Belum dijalankan: hasil pemeriksaan ini tidak diketahui.
entry-sanity-run = Jalankan sekarang: hypercare probe { $launch }. Selama hypercare serve berjalan, worker melakukannya sendiri.
entry-sanity-stale = Jawaban terbaru dari { $at }, terlalu lama untuk menggambarkan keadaan sekarang: seharusnya ada satu tiap { NUMBER($every) } menit.
entry-sanity-closed = Jawaban terbaru dari { $at }. Peluncurannya sudah ditutup, dan tidak diperiksa lagi.
entry-sanity-flapping = { NUMBER($failed) } dari { NUMBER($runs) } terakhir gagal.
entry-sanity-certificate = Sertifikatnya masih berlaku { NUMBER($days) } hari.
entry-sanity-not-checked = Belum ada yang memeriksa; tugas { $by }.
entry-sanity-check = Lihat di produksi, lalu catat apa yang terlihat.
entry-sanity-checked = { $by } sudah melihat, dan sudah benar.
entry-sanity-checked-why = { $by } sudah melihat, dan sudah benar: { $why }
entry-sanity-check-failed = { $by } sudah melihat, dan belum benar.
entry-sanity-check-failed-why = { $by } sudah melihat, dan belum benar: { $why }
entry-sanity-check-again = Perbaiki, lihat lagi, lalu catat apa yang terlihat.

# Apa yang ditemukan sebuah probe
probe-answered = Menjawab { $status } dalam { NUMBER($ms) } ms.
probe-failed-dns = Nama { $host } tidak punya alamat.
probe-failed-private = { $host } beralamat { $detail }, yang tidak boleh diperiksa.
probe-failed-port = Port { $detail } milik { $host } tidak boleh diperiksa.
probe-failed-secret = Rahasia { $detail } belum diatur, atau bukan untuk { $host }.
probe-failed-refused = { $host } tidak menerima koneksi ({ $detail }).
probe-failed-timeout = { $host } tidak menjawab tepat waktu ({ $detail }).
probe-failed-tls = Enkripsi { $host } tidak diterima: { $detail }.
probe-failed-protocol = Jawaban { $host } bukan HTTP yang utuh ({ $detail }).
probe-failed-redirect = { $host } mengalihkan ke tempat yang tidak boleh diikuti ({ $detail }).
probe-failed-status = Menjawab { $status }; yang diharapkan { $expect }.
probe-failed-latency = Menjawab dalam { NUMBER($ms) } ms; batasnya { NUMBER($most) } ms.
probe-failed-body = Jawabannya tidak memuat “{ $text }”{ $detail ->
    [none] .
   *[other] { " " }({ $detail }).
}
probe-failed-json = JSON jawabannya tidak seperti yang diharapkan ({ $detail }).
probe-failed-certificate = Sertifikatnya masih berlaku { NUMBER($days) } hari; yang diharapkan { NUMBER($least) } hari.

# Apa yang perlu dilakukan
probe-mend-dns = Pastikan nama di { $url } benar, dan dikenal di tempat Hypercare berjalan.
probe-mend-private = Periksa alamat publik; atau minta pengelola Hypercare mengizinkannya lewat HYPERCARE_PROBE_PRIVATE.
probe-mend-port = Pakai port 80, 443, atau salah satu dari 8000 sampai 9000.
probe-mend-secret = Minta pengelola Hypercare mengaturnya: HYPERCARE_PROBE_SECRET_NAME='host nilai'.
probe-mend-refused = Pastikan layanan di balik { $url } berjalan dan bisa dijangkau.
probe-mend-timeout = Cari apa yang membuat { $url } menunggu: jaringan, atau layanan di baliknya.
probe-mend-tls = Perbarui atau perbaiki sertifikat { $url }.
probe-mend-protocol = Lihat apa yang menjawab di { $url }: sebuah proxy, atau layanan lain di port itu.
probe-mend-redirect = Tetapkan alamat tujuannya, atau perbaiki pengalihan { $url }.
probe-mend-status = Cari mengapa { $url } menjawab begitu: log-nya pada saat itu menunjukkannya.
probe-mend-latency = Cari apa yang membuat { $url } lambat, atau tetapkan berapa lama yang boleh.
probe-mend-body = Lihat { $url }: tampilannya berubah, atau ada yang hilang.
probe-mend-json = Lihat { $url }: isinya berubah, atau ada yang hilang.
probe-mend-certificate = Perbarui sertifikat { $url }.
