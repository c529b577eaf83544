# Halaman sumber
sources-title = Sumber
sources-lead = Dari mana fakta berasal: apa yang masuk, seberapa terlambat, dan apa yang tidak bisa dipahami.
sources-counting = Menghitung apa yang sudah masuk.
sources-again = Lihat lagi
sources-arriving = { $arriving ->
    [0] Tidak satu pun dari { $total } sumber mengirim sesuatu dalam 24 jam terakhir.
   *[other] { $arriving } dari { $total } sumber mengirim sesuatu dalam 24 jam terakhir.
}
sources-silent = { $count ->
   *[other] { $count } berhenti mengirim.
}
sources-rejected = { $count ->
   *[other] { $count } catatan tidak bisa dipahami.
}
sources-to-live = Langsung
sources-loading-stopped = Pemuatan berhenti.
sources-late-title = Ada event yang menunggu dimuat.
sources-late = Yang paling lama sudah menunggu { $duration }. Tidak ada yang hilang; angka di bawah belum mutakhir sampai semuanya dimuat.
sources-source = Sumber
sources-by-import = diimpor
sources-state = Keadaan
sources-state-waiting = Belum ada
sources-state-rejected = Ditolak
sources-state-faulty = Sebagian ditolak
sources-state-arriving = Masuk
sources-state-recent = Dalam sehari
sources-state-imported = Diimpor
sources-state-silent = Berhenti
sources-day = 24 jam terakhir
sources-bars = { $source }: event di setiap jam dari 24 jam terakhir
sources-share = Porsi
sources-hour = Sejam terakhir
sources-lag = Keterlambatan
sources-lag-p95 = 95% dalam { $duration }
sources-ago = { $duration } lalu
sources-latest = Terbaru
sources-quarantine = Dikarantina
sources-incomplete = Yang masuk begitu banyak sehingga untuk 24 jam terakhir hanya tiga juta event terbaru yang dihitung.
sources-more = Jumlah total, yang pertama masuk, dan token
sources-events = Seluruh event
sources-imported = { $count } di antaranya diimpor
sources-names = Nama event
sources-first = Pertama
sources-token = Token akses
sources-token-revoked = dicabut
sources-token-used = terakhir dipakai { $at }
sources-token-unused = belum pernah dipakai
sources-quarantine-lead = Disimpan seperti saat diterima, dihitung, dan tidak ikut dalam angka mana pun.
sources-reason-count = { $source }: { $count ->
   *[other] { $count } catatan
}, { $recent } dalam 24 jam terakhir
sources-fix = Yang perlu dilakukan:
sources-reason-between = pertama { $first }, terbaru { $latest }
sources-examples = { $count ->
   *[other] { $count } contoh terbaru
}
sources-no-quarantine = Semua yang masuk bisa dipahami.
sources-none-title = Belum ada sumber yang tersambung
sources-none = Setiap sumber akan tampil di sini beserta apa yang dikirimnya, seberapa terlambat datangnya, dan apa yang tidak bisa dipahami.
sources-server = Yang menerima dan memuat
sources-server-lead = Tiga proses dari satu server.
sources-role-gateway = Gerbang penerima
sources-role-web = Halaman
sources-role-worker = Pemuat
sources-role-does-gateway = Menerima dari client, dan menjawab setelah event aman tersimpan.
sources-role-does-web = Menampilkan halaman ini, dan menjawab API.
sources-role-does-worker = Memuat apa yang disimpan gerbang penerima, supaya bisa ditanyakan.
sources-process-running = Berjalan
sources-process-starting = Memulai
sources-process-ended = Berakhir
sources-up = Berjalan selama { $duration }
sources-restarts = { $count ->
   *[other] dimulai ulang { $count } kali
}
sources-no-server = Tidak ada server yang berjalan di folder data ini: sekarang tidak ada yang diterima.
sources-backlog = Menunggu dimuat
sources-backlog-none = tidak ada
sources-duplicates = Pengulangan yang dibuang sejak mulai
sources-disk = Ruang kosong di disk
