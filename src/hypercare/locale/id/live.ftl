# Apa yang masuk, baris demi baris
live-title = Langsung
live-lead = Setiap event begitu masuk, beserta setiap catatan yang tidak bisa dipahami.
live-reading = Membaca apa yang sudah masuk.
live-hidden = Milik siapa hanya ditampilkan kepada kontributor.
live-rows = Event, yang terbaru paling atas
live-state-still = Per saat ini
live-state-live = Langsung
live-state-paused = Dijeda
live-state-connecting = Menyambung
live-state-lost = Koneksi terputus, mencoba lagi
live-state-refused = Tidak langsung: muat ulang halaman
live-state-away = Menunggu
live-pause = Jeda
live-resume = Lanjutkan
live-reload = Muat ulang
live-new-one = 1 event baru
live-new-many = { $count } event baru
live-filter = Saring
live-filter-text = Teks di kolom mana pun
live-filter-event = Nama event
live-filter-source = Sumber
live-clear = Hapus saringan
live-looked-through = { $count ->
   *[other] Di antara { $count } baris terbaru.
}
live-gap = { $skipped ->
   *[other] { $skipped } lagi masuk di antaranya dan tidak ditampilkan.
}
live-quarantined = Dikarantina
live-happened = Terjadi
live-received = Diterima
live-late = { $duration } kemudian
live-imported = diimpor
live-user = Pengguna
live-anonymous = Id anonim
live-group = Grup
live-flag = Feature flag
live-library = Pustaka client
live-reason = Alasan
live-field = Kolom
live-message = Yang salah
live-raw = Seperti saat diterima
live-left-out = { $count ->
   *[other] dan { $count } properti lagi
}
live-none-filtered-title = Tidak ada yang cocok dengan saringan ini
live-none-filtered = Tidak satu pun dari { $count } baris terbaru yang cocok. Yang masuk mulai sekarang dan cocok akan muncul di sini.
live-none-yet-title = Belum ada yang masuk
live-none-yet = Token sudah dibuat, tetapi belum ada client yang mengirim apa pun dengannya. Event pertama muncul di sini dalam tiga detik.
live-to-sources = Lihat sumber
live-no-source-title = Belum ada sumber yang tersambung
live-no-source = Setiap event produk Anda akan muncul di sini dalam tiga detik setelah dikirim.
live-to-connect = Sambungkan sumber
