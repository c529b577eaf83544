# Halaman analis: pertanyaan apa pun, sebagai kueri atau dalam SQL
analyst-lead-spec = Tanyakan apa saja tentang perilaku, dengan istilah berkas peluncuran. Alamat halaman adalah pertanyaannya: tinggal dibagikan.
analyst-lead-sql = Tanyai fakta seperti saat tiba. Satu SELECT setiap kali, dengan batas waktu, memori, dan ukuran; tidak ada yang bisa diubah.
analyst-tabs = Cara bertanya
analyst-tab-spec = Kueri
analyst-query = Kueri
analyst-statement = Pernyataan
analyst-help-spec = Satu metrik, atau beberapa di bawah “metrics”. Ctrl + Enter untuk bertanya.
analyst-help-sql = Tabel: events, aliases, traits, feedback, quarantine. Waktu dalam UTC. Ctrl + Enter untuk bertanya.
analyst-ask = Tanyakan
analyst-asking = Sedang ditanyakan …
analyst-stop = Hentikan
analyst-keep = Simpan dengan tautan pendek
analyst-copy-link = Salin tautan
analyst-kept = Tersimpan di
analyst-start = Mulai dari sini
analyst-examples = Contoh
analyst-launches = Metrik peluncuran
analyst-launches-how = Seperti yang dinyatakan peluncuran, untuk semua unit sejak rilis, bukan hanya yang terpapar.
analyst-recent = Pertanyaan tersimpan
analyst-tables = Tabel
analyst-answer = Jawaban
analyst-empty = Belum ada pertanyaan
analyst-empty-spec = Tulis kueri, atau mulai dari contoh: jawabannya muncul di sini.
analyst-empty-sql = Tulis SELECT, atau mulai dari contoh: barisnya muncul di sini.
analyst-wrong = { $count ->
   *[other] { $count } kesalahan
}
analyst-no-answer = Tidak ada jawaban
analyst-expected = Yang diharapkan: { $what }
analyst-nearest = Maksudnya { $names }?
analyst-fix = Yang membantu: { $what }

analyst-read = { $events } event, dijawab dalam { $time }, { $opened } di antaranya untuk membukanya.
analyst-whole = Seluruh jawaban
analyst-counts = { $units } unit, { $open } masih terbuka
analyst-cell = Sel { $name }
analyst-kind-funnel = Funnel
analyst-kind-retention = Retensi
analyst-kind-cycle = Target siklus
analyst-kind-activity = Aktivitas
analyst-kind-count = Jumlah
analyst-kind-rate = Laju
analyst-kind-ratio = Rasio
analyst-kind-mean = Rata-rata
analyst-kind-paths = Jalur
analyst-kind-compare = Perbandingan
analyst-steps = Langkah
analyst-units = Unit
analyst-stopped-at = Berhenti di “{ $step }”: { $units }. Yang mereka lakukan berikutnya
analyst-nothing = tidak ada
analyst-nobody = Tidak ada siapa pun.
analyst-left-out = { $count ->
   *[other] { $count } lainnya tidak ditampilkan di sini.
}
analyst-took = Separuh dari yang berkonversi butuh paling lama { $time }
analyst-half = Separuh dari semuanya berkonversi { $time } setelah masuk
analyst-without = { $count ->
   *[other] { $count } unit tidak punya nilai
}
analyst-others = { $count ->
   *[other] { $count } unit punya nilai lain
}
analyst-paths = { $direction ->
    [previous] { $count } unit; yang mereka lakukan sebelumnya, mundur langkah demi langkah
   *[next] { $count } unit; yang mereka lakukan berikutnya, langkah demi langkah
}
analyst-depth = Event ke-{ $number }
analyst-head-step = Langkah
analyst-head-value = Nilai
analyst-head-low = Interval dari
analyst-head-high = Interval sampai
analyst-head-units = Unit
analyst-head-open = Masih mungkin
analyst-head-of_first = Dari yang pertama
analyst-head-of_before = Dari langkah sebelumnya
analyst-head-stopped = Berhenti di sini
analyst-head-median = Median waktu
analyst-head-event = Event
analyst-head-events = Event
analyst-head-of_active = Dari yang aktif
analyst-head-next = Berikutnya
analyst-head-of_stopped = Dari yang berhenti
analyst-head-share = Porsi
analyst-head-unit = Unit
analyst-head-state = Keadaan
analyst-head-since = Sejak
analyst-finding-over = { $metric } berada di { $first } pada periode lengkap pertama, dan di { $last } pada yang terakhir
analyst-finding-over-early = { $metric } belum punya dua periode lengkap untuk dibandingkan
analyst-alt-over = Grafik kolom { $metric } dalam { $count } periode; yang belum lengkap tampak kosong, dengan arsiran untuk yang masih mungkin datang.
analyst-finding-rows = { $value } menurut { $by }
analyst-alt-rows = Grafik kolom { $value } menurut { $by }, { $count } kolom.
analyst-source = Pertanyaan ad hoc · { $date } · Hypercare

analyst-rows = { $count ->
   *[other] { $told } baris
}
analyst-rows-read = { $rows } baris dibaca dalam { $time }.
analyst-rows-time = Dijawab dalam { $time }.
analyst-no-rows = Tidak ada baris
analyst-no-rows-text = Pernyataannya benar; tidak ada isi tabel yang cocok.
analyst-cut-rows = { $count } baris pertama; berkasnya memuat hingga 100.000.
analyst-cut-bytes = Dipotong karena barisnya terlalu besar; pilih lebih sedikit kolom.

analyst-example-funnel = Funnel: sejauh mana mereka melangkah
analyst-example-drop-off = Siapa yang berhenti, dan mengapa
analyst-example-retention = Retensi: siapa yang kembali
analyst-example-activity = Aktivitas per minggu
analyst-example-cycle = Target sebuah siklus
analyst-example-paths = Yang mereka lakukan berikutnya
analyst-example-by = Dirinci menurut properti
analyst-example-over = Dari waktu ke waktu, per minggu
analyst-example-compare = Dua sisi, menurut kohort
analyst-example-ratio = Rasio dua event
analyst-sql-newest = Event terbaru
analyst-sql-events = Event dan pengguna menurut nama
analyst-sql-days = Event per hari
analyst-sql-properties = Event menurut properti
analyst-sql-late = Seberapa terlambat event tiba
analyst-sql-feedback = Keadaan tiket dan feedback lainnya
analyst-sql-quarantine = Yang tidak dipahami

analyst-table-events = Satu baris untuk setiap hal yang dilakukan seseorang. Pengiriman ulang dari klien tidak muncul dua kali.
analyst-table-aliases = Satu baris untuk setiap klaim bahwa dua kunci menamai satu pengguna.
analyst-table-traits = Satu baris untuk setiap perubahan sifat pengguna atau akun.
analyst-table-feedback = Satu baris untuk setiap perubahan tiket, jawaban survei, atau ulasan.
analyst-table-quarantine = Satu baris untuk setiap catatan yang tidak dapat dipahami.
analyst-column-any-source = Nama token sumber data.
analyst-column-any-ts_received = Saat gateway menerimanya.
analyst-column-any-ts_known = Saat pertama kali dapat diketahui di sini; untuk impor, di vendor.
analyst-column-any-arrival = Nomor baris menurut urutan pemuatan, di semua tabel.
analyst-column-events-event = Nama event.
analyst-column-events-ts_event = Saat terjadinya.
analyst-column-events-key = Digest untuk mengenali duplikat.
analyst-column-events-own_key = Apakah itu kunci milik sumber sendiri.
analyst-column-events-user_key = Pengguna seperti yang dinamai sumber; lihat aliases.
analyst-column-events-anon_key = Perangkat, atau pengunjung sebelum masuk.
analyst-column-events-groups = Akun, sebagai objek JSON menurut kunci.
analyst-column-events-props = Properti, sebagai objek JSON: json_extract_string(props, '$.platform').
analyst-column-events-flags = Feature flag pada saat itu, sebagai objek JSON.
analyst-column-events-ts_sent = Saat klien mengirimnya.
analyst-column-events-lib = Pustaka klien.
analyst-column-aliases-kind = identify, alias, atau merge.
analyst-column-aliases-key = Kunci yang dibaca sebagai pengguna itu.
analyst-column-aliases-user = Penggunanya.
analyst-column-aliases-ts_event = Saat dinyatakan.
analyst-column-traits-holder = “user”, atau kunci grup, misalnya company_id.
analyst-column-traits-id = Pemilik sifat itu.
analyst-column-traits-name = Nama sifat.
analyst-column-traits-op = Cara perubahannya: set, set_once, add, append, remove, union, unset, delete.
analyst-column-traits-value = Nilainya, sebagai JSON.
analyst-column-traits-ts_event = Sejak kapan berlaku.
analyst-column-traits-retry = Digest untuk mengenali pengiriman ulang.
analyst-column-feedback-channel = Cara penyampaiannya: tickets, csat, nps, survey, reviews.
analyst-column-feedback-id = Id percakapan milik sumber sendiri.
analyst-column-feedback-ts_event = Saat keadaannya menjadi demikian.
analyst-column-feedback-ts_opened = Saat percakapan dimulai.
analyst-column-feedback-key = Digest untuk mengenali duplikat.
analyst-column-feedback-own_key = Apakah itu kunci milik sumber sendiri.
analyst-column-feedback-user_key = Pengguna seperti yang dinamai sumber; lihat aliases.
analyst-column-feedback-anon_key = Perangkat, atau pengunjung sebelum masuk.
analyst-column-feedback-groups = Akun, sebagai objek JSON menurut kunci.
analyst-column-feedback-title = Subjeknya.
analyst-column-feedback-body = Isi yang disampaikan.
analyst-column-feedback-state = Keadaannya, dengan kata dari sumber: open, solved.
analyst-column-feedback-score = Jawaban survei, atau jumlah bintang ulasan.
analyst-column-feedback-language = Bahasanya, sebagai tag: en, id.
analyst-column-feedback-props = Selebihnya, sebagai objek JSON: json_extract_string(props, '$.priority').
analyst-column-quarantine-decoder = Siapa yang menolaknya.
analyst-column-quarantine-reason = Alasannya, sebagai kode tetap.
analyst-column-quarantine-field = Letak masalahnya di dalam catatan.
analyst-column-quarantine-message = Apa masalahnya.
analyst-column-quarantine-raw = Catatan seperti saat tiba, dipotong pada 64 KiB.
