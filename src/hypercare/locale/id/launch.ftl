# The overview of a launch
launch-computing = Data hari ini sedang dihitung. Perlu satu atau dua detik.
launch-again = Lihat lagi
launch-not-live = Belum live
launch-not-ready = Belum siap
launch-brief = Ringkasan satu halaman
launch-why = Alasan: baris { $row } dari tabel rekomendasi
launch-days = Hari-hari peluncuran
launch-day = Hari ke-{ $day }
launch-day-before = { $days ->
    [one] 1 hari menuju live
   *[other] { $days } hari menuju live
}
launch-day-previous = Hari sebelumnya
launch-day-next = Hari berikutnya
launch-now = Sekarang
launch-show = Tampilkan
launch-slider = Hari yang dilihat
launch-slider-help = Panah kiri dan kanan bergeser satu hari. Seluruh halaman ini mengikuti.
launch-rail = Linimasa: hari { $day }, dipantau sampai hari ke-{ $last }. Daftar di bawah memuat semuanya.
launch-happened = { $count ->
    [one] Satu catatan di linimasa ini
   *[other] { $count } catatan di linimasa ini
}
launch-to-come = akan datang
launch-edit = Versi { $number } dari file peluncuran
launch-cycle = { $kind ->
    [calendar-month] Bulan kalender
    [calendar-quarter] Kuartal kalender
   *[other] { $days } hari
}, { $share } berlalu
launch-criteria = Syarat keluar
launch-mark-gate = Gate
launch-mark-deployment = Deployment
launch-mark-hotfix = Hotfix
launch-mark-incident = Insiden
launch-mark-flag = Flag
launch-mark-campaign = Kampanye
launch-mark-standup = Catatan stand-up
launch-mark-note = Catatan
launch-mark-edit = Perubahan
launch-mark-decision = Keputusan
launch-phase-technical = Teknis
launch-phase-product = Produk
launch-phase-outcome = Hasil
launch-mark-peak = Hari puncak

launch-attention = Perlu tindakan
launch-anti-all = { $count } anti-pattern
launch-nothing-needed = Hari ini tidak ada yang perlu ditindaklanjuti.
launch-next = Berikutnya
launch-gate = Gate:
launch-criterion-stability = Stabilitas
launch-criterion-feedback = Feedback
launch-criterion-business_cycle = Siklus bisnis
launch-criterion-peaks = Hari puncak
launch-state-met = Terpenuhi
launch-state-open = Terbuka
launch-state-unknown = Belum diketahui
launch-state-notdeclared = Tidak ditetapkan

launch-metrics = Metrik
launch-metrics-told = Nilai dengan interval yang selalu berlaku, dibandingkan dengan yang disepakati sebelum live.
launch-no-facts = Belum ada data yang masuk
launch-no-facts-text = Begitu event pertama masuk, setiap metrik yang ditetapkan tampil di sini dengan nilai, interval, dan gate-nya.
launch-entrance-all = Semua syarat masuk
launch-before-text = Mulai hari ke-0 setiap metrik yang ditetapkan tampil di sini dengan nilai, interval, dan gate-nya.
launch-card-primary = Menentukan
launch-card-guardrail = Guardrail
launch-card-gated = Punya gate, tidak menentukan
launch-card-watched = Dipantau
launch-card-judgeable = Bisa dinilai paling lambat { $date }
launch-card-bounds = dari yang sudah terhitung, antara { $low } dan { $high }
launch-of-before = dari sebelumnya
launch-of-control = dari kontrol
launch-limit = batas
launch-rollback = rollback
launch-success = sukses
launch-failure = gagal
launch-counts-user = { $units ->
    [one] 1 pengguna
   *[other] { $told } pengguna
}
launch-counts-account = { $units ->
    [one] 1 akun
   *[other] { $told } akun
}
launch-counts-device = { $units ->
    [one] 1 perangkat
   *[other] { $told } perangkat
}
launch-counts-open = { $told } terbuka
launch-measured-rate = per { NUMBER($per) } { $active ->
    [yes] hari-{ $unit ->
        [account] akun
        [device] perangkat
       *[user] pengguna
    } aktif
   *[no] hari-{ $unit ->
        [account] akun
        [device] perangkat
       *[user] pengguna
    }
}
launch-measured-count = event
launch-measured-mean = { $of ->
    [none] event per { $unit ->
        [account] akun
        [device] perangkat
       *[user] pengguna
    }
   *[other] { $of } per event
}
launch-evidence-of = Bukti untuk { $metric }

launch-decided = { $action }, ditandatangani { $by }
launch-overrode = Rekomendasi Hypercare sebelumnya: { $action }
launch-record = Catatan
launch-squad = Squad
launch-role-driver = Driver
launch-role-engineering = Engineering
launch-role-analyst = Analis
launch-role-support_lead = Support lead
launch-role-designer = Desainer
launch-role-fixer = Fixer
launch-role-approver = Approver
