# Gates and guardrails in sentences
new-launch-passes = Lulus bila { $measure } { $level }.
new-launch-passes-by = Lulus bila { $measure } { $level }; bisa dinilai paling lambat { $date }.
new-launch-fails = Gagal bila jelas { $level }; di antaranya berarti “belum terbukti”.
new-launch-fails-short = Gagal bila jelas tidak mencapainya.
new-launch-guards = Merugikan bila { $metric } jelas { $level }.
new-launch-guards-back = Merugikan bila { $metric } jelas { $level }; peluncuran ditarik kembali bila jelas { $worse }.
new-launch-level = { $side ->
    [at-least] minimal
    [at-most] maksimal
    [above] di atas
   *[below] di bawah
} { $size }{ $base ->
    [before] { "" } dari masa sebelum go-live
    [control] { "" } dari grup kontrol
   *[itself] { "" }
}
new-launch-measure-funnel = persentase { $segment } yang melakukan { $event } pada hari { $first } sampai { $last } dan mencapai { $goal } dalam { $within }
new-launch-measure-cycle = persentase { $segment } dengan minimal { NUMBER($count) } × { $event } dalam { $cycle }
new-launch-measure-retention = persentase { $segment } yang kembali melakukan { $event } { $when }
new-launch-measure-activity = persentase { $segment } dengan { $which ->
    [any] event apa pun
   *[one] { $event }
} pada { $per ->
    [day] hari
    [week] minggu
    [month] bulan
   *[quarter] kuartal
} penuh terakhir
new-launch-measure-ratio = jumlah { $event } per { $per } pada hari { $first } sampai { $last }
new-launch-measure-rate = jumlah { $event } per { $per } hari { $unit ->
    [account] akun
    [device] perangkat
   *[user] pengguna
}, pada hari { $first } sampai { $last }
new-launch-measure-rate-active = jumlah { $event } per { $per } hari aktif { $unit ->
    [account] akun
    [device] perangkat
   *[user] pengguna
}, pada hari { $first } sampai { $last }
new-launch-measure-count = jumlah { $event } pada hari { $first } sampai { $last }
new-launch-measure-events-per-unit = jumlah { $event } untuk tiap { $segment } pada hari { $first } sampai { $last }
new-launch-measure-mean = rata-rata { $of } dari { $event } pada hari { $first } sampai { $last }
new-launch-when = { $by ->
    [cadence] hingga hari { $last }, masing-masing menurut ritmenya
    [business_cycle] pada siklus bisnis ke-{ $last } setelah siklus yang pertama
    [rolling] pada { $period ->
        [day] hari
        [week] minggu
       *[month] bulan
    } ke-{ $last } setelah yang pertama
    [calendar] pada { $period ->
        [day] hari
        [week] minggu
       *[month] bulan
    } kalender ke-{ $last } setelah yang pertama
   *[brackets] pada hari { $first } sampai { $last } setelah yang pertama
}
new-launch-cycle = { $kind ->
    [calendar-month] satu bulan kalender
    [calendar-quarter] satu kuartal kalender
    [from-activation] { NUMBER($days) } hari pertama mereka
   *[trailing] { NUMBER($days) } hari berturut-turut mana pun
}
new-launch-duration = { NUMBER($count) } { $unit ->
    [ms] ms
    [second] detik
    [minute] menit
    [hour] jam
    [day] hari
   *[week] minggu
}

# What a launch may regret
new-launch-warn-mirage = { $gate } meminta { $metric }, yang perlu satu siklus bisnis penuh: belum bisa dinilai sebelum { $date }, dan angka pada { $gate } hanyalah fatamorgana. Mintalah di cycle end.
new-launch-warn-late = { $metric } melihat lebih jauh daripada { $gate }: baru bisa dinilai pada { $date }.
new-launch-warn-after-review = { $metric } pada { $gate } baru bisa dinilai pada { $date }, setelah hari { NUMBER($day) }: tinjauan terakhir akan menunggunya.
new-launch-warn-no-units = Belum disebut berapa banyak yang diharapkan terjangkau, jadi tidak ada yang tahu apakah itu cukup.
new-launch-warn-sample = { $metric } perlu sekitar { NUMBER($needed) } unit untuk membedakan sukses dari gagal, sedangkan yang diharapkan { NUMBER($expected) }. Jauhkan kedua ambangnya, atau tunggu lebih banyak unit.
new-launch-warn-no-cycle = Siklus bisnis berakhir pada { $date }, setelah gate terakhir: tidak ada gate yang melihat satu siklus penuh. Tambahkan gate di cycle end.
new-launch-warn-unseen = { $count ->
    [one] Ada event yang dibaca tetapi
   *[other] Ada { NUMBER($count) } event yang dibaca tetapi
} belum pernah masuk: { $events }.
new-launch-warn-past = Sudah go-live pada { $date }, sebelum ini didaftarkan: catatan akan menunjukkan bahwa deklarasinya menyusul.
new-launch-warn-no-primary = Tidak ada metrik yang ditandai sebagai penentu, jadi { $count ->
    [one] metrik dalam gate itulah yang menentukan.
   *[other] semua { NUMBER($count) } metrik dalam gate harus lulus.
}
new-launch-warn-no-guardrail = Tidak ada yang menjaga dari kerugian: peluncuran bisa lulus gate sementara keluhan berlipat dua. Tambahkan guardrail.
new-launch-warn-no-exposure = Belum disebut apa yang membuat seseorang ikut dalam peluncuran, jadi event pertama dalam metrik yang menentukannya: { $event }.
new-launch-warn-control-overlaps = Tidak ada yang memisahkan kelompok kontrol dari peluncuran: unit yang masuk keduanya dibandingkan dengan dirinya sendiri. Sebutkan properti yang membedakannya, atau nilai flag-nya.
new-launch-warn-no-approver = Belum ada nama yang boleh menandatangani keputusan.

# The page of a new launch
new-launch-title = Peluncuran baru
new-launch-title-next = Versi berikutnya dari { $launch }
new-launch-lead = Sebutkan apa yang go-live, untuk siapa, dan apa yang dihitung sebagai sukses. Sambil mengetik, Anda melihat file yang terbentuk dan kapan tiap gate bisa dinilai.
new-launch-lead-next = Perubahan menjadi versi baru. Catatan menyimpan keduanya dan menunjukkan bedanya.
new-launch-resumed = Draf Anda yang tadi.
new-launch-restart = Mulai dari awal
new-launch-start = Mulai dari file atau peluncuran lain
new-launch-start-existing = Versi berikutnya dari
new-launch-start-file = File peluncuran
new-launch-start-pasted = atau tempel isinya
new-launch-start-load = Pakai file ini
new-launch-start-help = Komentar dan semua yang tidak ditampilkan formulir ini tetap ada di file.
new-launch-steps = Langkah
new-launch-optional = opsional
new-launch-unseen = Belum terlihat: belum ada event dengan nama ini yang masuk.
new-launch-remove = Hapus { $what }
new-launch-removing = Hapus
new-launch-kept-row = Formulir tidak bisa menampilkan metrik ini. Isinya tetap seperti di file.
new-launch-check = Periksa
new-launch-register = Daftarkan peluncuran ini
new-launch-register-next = Daftarkan versi ini
new-launch-download = Unduh untuk git
new-launch-refused = Belum diterima.
new-launch-ready = Siap didaftarkan
new-launch-problems = { $count ->
    [one] Satu hal masih kurang atau salah
   *[other] { NUMBER($count) } hal masih kurang atau salah
}
new-launch-missing = Perlu diisi.
new-launch-problems-lead = Masing-masing menuju kolomnya.
new-launch-line = baris { NUMBER($line) }
new-launch-meaning = Arti setiap gate
new-launch-meaning-waits = Setelah tidak ada yang kurang, setiap gate muncul di sini sebagai kalimat, beserta tanggal penilaiannya.
new-launch-needs = Sekitar { NUMBER($units) } unit membedakan sukses dari gagal.
new-launch-warnings = Perlu dipikirkan lagi
new-launch-file = Isi file
new-launch-kept = Tetap seperti di file dan tidak ditampilkan di formulir: { $parts }
new-launch-changes = Yang diubah versi ini
new-launch-section-what = Apa dan kapan
new-launch-lead-what = Go-live adalah hari 0. Hari dihitung menurut zona waktu ini.
new-launch-section-who = Siapa
new-launch-lead-who = Segmen yang dituju peluncuran, siapa yang dihitung, dan squad yang menjaganya.
new-launch-section-success = Apa yang dihitung sebagai sukses
new-launch-lead-success = Metrik adalah pertanyaan kepada event: berapa yang sampai selesai, seberapa sering, berapa yang kembali.
new-launch-section-gates = Gate dan guardrail
new-launch-lead-gates = Gate menentukan kapan metrik dinilai, serta mulai dari mana lulus atau gagal. Guardrail tidak boleh memburuk, apa pun kata gate.
new-launch-section-rhythm = Siklus, hari puncak, dan ritual
new-launch-lead-rhythm = Satu siklus bisnis penuh harus berlalu sebelum peluncuran di-scale: satu minggu pertama tidak banyak bercerita tentang satu kuartal.
new-launch-section-register = Periksa dan daftarkan
new-launch-lead-register = Yang didaftarkan menjadi dasar penilaian peluncuran. Nama Anda tercantum di catatan.

# Fields
new-launch-field-title = Judul
new-launch-field-id = Id peluncuran
new-launch-field-live = Waktu go-live
new-launch-field-timezone = Zona waktu
new-launch-field-lateness = Data boleh terlambat
new-launch-field-before = Arti “sebelumnya”
new-launch-field-segment-name = Segmen
new-launch-field-expected-units = Berapa yang diharapkan terjangkau
new-launch-field-unit-kind = Yang dihitung
new-launch-field-unit-key = Property yang menamai akun
new-launch-field-where = Siapa yang termasuk segmen
new-launch-field-key = Nama property
new-launch-field-op = Syarat
new-launch-field-value = Nilai
new-launch-field-exposure-kind = Yang ikut dalam peluncuran
new-launch-field-exposure-event = Event-nya
new-launch-field-exposure-flag = Flag-nya
new-launch-field-squad = Anggota squad
new-launch-field-role = Peran
new-launch-field-person = Nama
new-launch-field-email = Alamat e-mail
new-launch-field-until = Sampai
new-launch-field-metrics = Metrik
new-launch-field-metric-name = Nama metrik
new-launch-field-kind = Yang diukur
new-launch-field-steps = Langkah, berurutan
new-launch-field-step = Nama event
new-launch-field-step-within = Dalam waktu
new-launch-field-event = Nama event
new-launch-field-numerator = Event yang dihitung
new-launch-field-denominator = Dibagi dengan
new-launch-field-optional = Boleh dilewati
new-launch-field-within = Dari awal sampai akhir dalam
new-launch-field-per = Untuk setiap
new-launch-field-of = Rata-rata property
new-launch-field-at-least = Minimal sekian kali
new-launch-field-every = Dalam setiap
new-launch-field-by = Waktu dibagi menurut
new-launch-field-period = Periode
new-launch-field-cells = Dicari pada
new-launch-field-decides = Menentukan nasib peluncuran
new-launch-field-gates = Daftar gate
new-launch-field-gate = Dinilai pada
new-launch-field-metric = Metrik
new-launch-field-success = Sukses mulai
new-launch-field-failure = Gagal di bawah
new-launch-field-cell = Sel yang mana
new-launch-field-guardrails = Daftar guardrail
new-launch-field-side = Harus tetap
new-launch-field-limit = Batas
new-launch-field-rollback = Ditarik bila melewati
new-launch-field-segments = Tidak seorang pun di sini boleh dirugikan
new-launch-field-segment-key = Nama property
new-launch-field-cycle = Siklus bisnis
new-launch-field-cycle-reason = Mengapa tidak ada
new-launch-field-calendar = Kalender hari sibuk
new-launch-field-require = Sebelum di-scale
new-launch-field-standup = Stand-up harian
new-launch-field-weekly = Tinjauan mingguan
new-launch-field-mbr = Tinjauan bisnis bulanan
new-launch-field-guide = Panduan untuk support
new-launch-field-escalation = Eskalasi
new-launch-field-escalation-level = Siapa yang ditanya
new-launch-field-sanity = Harus menjawab sebelum go-live
new-launch-field-check-name = Yang ditunjukkan
new-launch-field-get = Alamat
new-launch-field-expect = Kode status
new-launch-field-check-by = Atau siapa yang memeriksanya manual

# What explains a field
new-launch-help-id = Huruf kecil, angka, dan tanda hubung; dipakai sebagai nama file dan halaman.
new-launch-help-lateness = 6 hours, 1 day: gate menunggu selama ini untuk data yang menyusul.
new-launch-help-before = Berapa lama sebelum go-live yang dijadikan pembanding; 28 days bila dikosongkan.
new-launch-help-segment-name = Sebutan untuk mereka: “Biza merchants”.
new-launch-help-expected-units = Menunjukkan apakah sampelnya bisa cukup besar.
new-launch-help-unit-kind = Sepuluh pengguna di satu perusahaan adalah sepuluh pengguna, atau satu akun.
new-launch-help-unit-key = Misalnya company_id.
new-launch-help-exposure-kind = Apa yang membuat seseorang dihitung sebagai terjangkau.
new-launch-help-per = Misalnya 1000 active accounts; tanpa “active” berarti semua yang terjangkau.
new-launch-help-of = Angka yang dibawa event; kosongkan untuk event per unit.
new-launch-help-at-least = Sebanyak ini event dalam satu siklus berarti tercapai.
new-launch-help-by = Ritme masing-masing, rentang hari tetap, atau periode.
new-launch-help-cells = Rentang seperti 0-30, 31-60, atau hari seperti 60, 90.
new-launch-help-decides = Semua yang menentukan harus lulus sebelum peluncuran di-scale.
new-launch-help-success = 42%, atau 116% of before, atau 95% of control.
new-launch-help-failure = Di antara gagal dan sukses berarti “belum terbukti”.
new-launch-help-cell = Rentang atau harinya: 61-90 atau 60.
new-launch-help-rollback = Peluncuran ditarik kembali bila seburuk ini.
new-launch-help-segments = Setiap nilai property ini dilihat tersendiri: platform, region.
new-launch-help-cycle = Berapa lama sampai orang selesai melakukan kebiasaannya.
new-launch-help-cycle-reason = Misalnya: satu pembelian, tanpa kembali.
new-launch-help-require = Apakah peluncuran harus melewati hari sibuk lebih dulu.
new-launch-help-guide = Alamat, atau path di repositori Anda.
new-launch-help-escalation = Siapa yang ditanya berikutnya, mulai dari L1.

# Lists
new-launch-add-where = Tambah syarat
new-launch-add-squad = Tambah orang
new-launch-add-metrics = Tambah metrik
new-launch-add-steps = Tambah langkah
new-launch-add-gates = Tambah gate
new-launch-add-guardrails = Tambah guardrail
new-launch-add-segments = Tambah property
new-launch-add-escalation = Tambah tingkat
new-launch-add-sanity = Tambah pemeriksaan
new-launch-row-condition = syarat { $name }
new-launch-row-member = orang { $name }
new-launch-row-metric = metrik { $name }
new-launch-row-step = langkah { $name }
new-launch-row-gate = gate yang ini: { $name }
new-launch-row-guardrail = guardrail yang ini: { $name }
new-launch-row-segment = property yang ini: { $name }
new-launch-row-level = tingkat { $name }
new-launch-row-check = pemeriksaan { $name }

# Choices
new-launch-unit-unsaid = pengguna, kecuali disebut lain
new-launch-unit-user = pengguna
new-launch-unit-account = akun
new-launch-unit-device = perangkat
new-launch-exposure-unsaid = yang melakukan event pertama sebuah metrik
new-launch-exposure-event = yang melakukan suatu event
new-launch-exposure-flag = yang melihat suatu feature flag
new-launch-op-is = salah satu dari
new-launch-op-not = bukan salah satu dari
new-launch-op-above = di atas
new-launch-op-at-least = minimal
new-launch-op-below = di bawah
new-launch-op-at-most = maksimal
new-launch-op-contains = mengandung
new-launch-op-exists = ada (true atau false)
new-launch-role-driver = Penggerak (product manager)
new-launch-role-engineering = Engineer (teknisi)
new-launch-role-analyst = Analis
new-launch-role-support-lead = Pimpinan support
new-launch-role-designer = Desainer
new-launch-role-fixer = Fixer yang tetap tinggal
new-launch-role-approvers = Penyetuju
new-launch-kind-funnel = funnel: siapa yang melalui langkahnya
new-launch-kind-ratio = ratio: satu event per event lain
new-launch-kind-rate = rate: event per hari aktif
new-launch-kind-count = count: berapa banyak event
new-launch-kind-mean = mean: rata-rata sebuah property
new-launch-kind-cycle = cycle: siapa yang cukup sering
new-launch-kind-retention = retention: siapa yang kembali
new-launch-kind-activity = activity: siapa yang aktif
new-launch-by-unsaid = sesuai selnya
new-launch-by-brackets = rentang hari
new-launch-by-cadence = ritme masing-masing
new-launch-by-rolling = periode bergulir
new-launch-by-calendar = periode kalender
new-launch-by-business-cycle = siklus bisnis
new-launch-period-unsaid = tidak disebut
new-launch-period-day = hari
new-launch-period-week = minggu
new-launch-period-month = bulan
new-launch-period-quarter = kuartal
new-launch-side-at-most = maksimal
new-launch-side-at-least = minimal
new-launch-every-unsaid = milik metrik siklus
new-launch-every-calendar-month = bulan kalender
new-launch-every-calendar-quarter = kuartal kalender
new-launch-every-90-days-from-activation = 90 hari sejak aktivasi
new-launch-every-trailing-90-days = 90 hari mana pun
new-launch-every-none = tidak ada
new-launch-require-unsaid = cukup dipantau
new-launch-require-one = satu harus sudah lewat
new-launch-require-all = semua harus sudah lewat
new-launch-unknown-peak = { $peak } (tidak ada di kalender ini)

# What is registered
new-launch-done-title = { $title } sudah terdaftar
new-launch-done-lead = Versi { NUMBER($number) } berlaku sejak { $date }. Catatannya menyebut { $by }.
new-launch-done-record = Catatan
new-launch-done-open = Buka peluncuran
new-launch-done-git = Simpan file di samping kode Anda
new-launch-done-git-lead = Dengan begitu perubahan peluncuran ditinjau seperti perubahan kode.
new-launch-done-another = Peluncuran lain
new-launch-done-edit = Buat versi berikutnya
