# The timeline of a launch as a list
faces-nav-timeline = Linimasa
timeline-title = Linimasa
timeline-lead = Apa yang direncanakan untuk peluncuran ini dan apa yang terjadi di sekitarnya, hari demi hari.
timeline-of-day = Seperti yang diketahui pada hari { $day }.
timeline-to-now = Ke sekarang
timeline-kinds = Jenis catatan
timeline-all = Semua
timeline-part-ahead = Akan datang
timeline-part-so-far = Sejauh ini
timeline-day = Hari ke-{ $day }
timeline-day-before = { $days ->
    [one] 1 hari sebelum live
   *[other] { $days } hari sebelum live
}
timeline-left-out = { $count ->
    [one] 1 catatan lagi ada di CSV.
   *[other] { $count } catatan lagi ada di CSV.
}
timeline-open = Buka linimasa per hari, atau tambahkan catatan
timeline-none-kind-title = Tidak ada yang berjenis ini
timeline-none-kind = Ada { $total } catatan dari jenis lain.
timeline-show-all = Tampilkan semua
timeline-no-marks-title = Belum ada yang mencatat apa yang terjadi
timeline-no-marks = Deployment, insiden, dan kampanye tampil di sini dan di setiap grafik begitu seseorang atau sebuah pipeline mencatatnya.
timeline-kind-phase = Fase
timeline-kind-cycle = Siklus bisnis
timeline-kind-gate = Gate
timeline-kind-review = Tinjauan
timeline-kind-peak = Puncak
timeline-kind-deployment = Deployment
timeline-kind-hotfix = Hotfix
timeline-kind-incident = Insiden
timeline-kind-flag = Flag
timeline-kind-campaign = Kampanye
timeline-kind-standup = Catatan stand-up
timeline-kind-note = Catatan
timeline-kind-edit = Perubahan
timeline-kind-decision = Keputusan
timeline-cycle = { $kind ->
    [calendar-month] Bulan kalender penuh pertama
    [calendar-quarter] Kuartal kalender penuh pertama
   *[other] { $days } hari untuk setiap unit dalam kohort
}
timeline-version = Versi { $number } dari file peluncuran
timeline-judgeable = paling lambat bisa dinilai
timeline-until = sampai { $until }
timeline-running = berlangsung
timeline-estimated = tanggal perkiraan
timeline-retracted-by = ditarik oleh { $by }, { $at }
timeline-retract = Tarik
timeline-retract-of = Tarik: { $title }
timeline-retract-sure = Catatan ini hilang dari linimasa dan semua grafik, tetapi tetap tersimpan sebagai ditarik.
timeline-retracted = “{ $title }” sudah tidak ada di linimasa.
timeline-put-back = Kembalikan
timeline-add = Catat apa yang terjadi
timeline-add-lead = Tampil di halaman ini, di ringkasan, dan di setiap grafik.
timeline-what-kind = Jenisnya
timeline-what = Apa yang terjadi
timeline-what-example = Rilis 1.4.0
timeline-at = Kapan
timeline-zone = Di { $zone }; sekarang pukul { $now } di sana.
timeline-ended = Sampai
timeline-link = Tautan
timeline-optional = opsional
timeline-do-add = Catat
timeline-bad-kind = Pilih salah satu jenis.
timeline-bad-title = Tulis apa yang terjadi dalam satu baris, paling banyak 200 karakter.
timeline-bad-at = Isi tanggal dan waktu, dalam rentang sepuluh tahun dari go-live.
timeline-bad-until = Akhirnya adalah tanggal dan waktu setelah awalnya.
timeline-bad-link = Isi alamat yang diawali https://
timeline-pipeline = Dari pipeline
timeline-pipeline-lead = Satu baris mencatat setiap deployment. Perlu token program yang boleh berkontribusi.
timeline-pipeline-token = Buat token
timeline-who = Kontributor menambah daftar ini.
