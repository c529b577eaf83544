# Retensi menurut ritme masing-masing, dan siapa yang berhenti
retention-volume-recurring = Kelahiran satu unit tidak dibedakan di sini.
cadence-title = Menurut ritme
cadence-why = Masing-masing dibaca di sekitar harinya menurut ritmenya sendiri. Yang belum selesai diarsir, tidak pernah dihitung hilang.
cadence-rule = Yang jedanya kurang dari tiga dibaca menurut ritme umum yang lain: { $days } hari.
cadence-cohorts = Sebuah kohort ditampilkan setelah seluruhnya melewati jendelanya; di atas, masing-masing dihitung begitu jendelanya sendiri berakhir, sehingga jumlahnya lebih banyak dan persentasenya berbeda.
cadence-quiet = Kalender sepi selama { $days } hari dari { $first } sampai { $last } ({ $name }, sekitar { $share } dari hari biasa): yang diam pada masa itu mungkin hanya sedang libur. Jendela dihitung dalam hari biasa; siapa yang perlu dihubungi ditimbang menurut kalender.
cadence-class = Ritme sendiri
cadence-class-all = Semua
cadence-class-weekly = Mingguan
cadence-class-fortnightly = Dua mingguan
cadence-class-monthly = Bulanan
cadence-class-quarterly = Triwulanan
cadence-class-not-shown = Belum terlihat
cadence-by-accounts = { $unit ->
    [user] Per pengguna
    [device] Per perangkat
   *[account] Per akun
}
cadence-by-volume = Per volume
cadence-no-interval = tanpa interval: terlalu sedikit, atau semua sama
cadence-agree = Bila masing-masing dihitung sekali dan per volume, hasilnya sama, sejauh bisa diketahui.
cadence-larger-leave = Yang volumenya besar lebih jarang kembali: angka per volume jelas lebih rendah daripada bila masing-masing dihitung sekali. Baca menurut ritme.
cadence-smaller-leave = Yang volumenya kecil lebih jarang kembali: angka per volume jelas lebih tinggi daripada bila masing-masing dihitung sekali. Baca menurut ritme.
cadence-unknown = Jumlahnya terlalu sedikit untuk mengetahui apakah yang besar berperilaku lain.
cadence-none-yet = Belum ada yang melewati seluruh jendelanya.
cadence-waits = { $count ->
   *[other] { $told } { $unit ->
        [user] pengguna
        [device] perangkat
       *[account] akun
    } belum matang.
}
cadence-enough = 95% matang pada { $date },
cadence-last = yang terakhir pada { $date }.
cadence-last-of-few = Yang terakhir matang pada { $date }.
cadence-lapsed-title = Terlalu lama diam
cadence-lapsed-told = { $count ->
    [0] Tidak ada dari { $units } { $unit ->
        [user] pengguna
        [device] perangkat
       *[account] akun
    } yang berhenti.
   *[other] { $told } dari { $units } { $unit ->
        [user] pengguna
        [device] perangkat
       *[account] akun
    } berhenti ({ $own } menurut jedanya sendiri).
}
cadence-lapsed-rule = Dianggap berhenti adalah yang diam begitu lama sehingga, seandainya tetap seperti biasa, peluangnya di bawah 5%. Sekitar satu dari dua puluh yang sebenarnya akan kembali bisa ikut terhubungi.
cadence-lapsed-excused = Hari di sini ditimbang menurut kalender, agar pekan libur yang sepi tidak dikira berhenti; bila semua hari dianggap sama, hasilnya { $count ->
    [0] tidak ada
   *[other] { $told } { $unit ->
        [user] pengguna
        [device] perangkat
       *[account] akun
    }
}.
cadence-who = Siapa
cadence-lapsed = Berhenti
cadence-told = Bisa dinilai
cadence-volume = Banyaknya
cadence-private = Daftar ini menyebut nama mereka: hanya untuk kontributor ke atas.
faces-nav-retention-lapsed = Siapa yang perlu dihubungi
cadence-call = Siapa yang perlu dihubungi
cadence-call-lead = { $count ->
    [0] Tidak ada yang diam lebih lama dari biasanya.
   *[other] { $told } diam lebih lama daripada yang bisa dijelaskan ritmenya, volume terbesar lebih dulu.
}
cadence-last-seen = Terakhir terlihat
cadence-usual = Jeda biasa
cadence-silent = Diam selama
cadence-chance = Peluang
cadence-days = { $days } hari
cadence-ordinary-days = setara { $days } hari biasa
cadence-rare = di bawah 0,1%
cadence-by-own-gaps = menurut jedanya sendiri
cadence-by-rates = menurut seringnya semua datang
cadence-left-out = { $count ->
   *[other] { $told } lagi tidak dicantumkan.
}
cadence-kept-nowhere = Volume adalah yang dilakukan masing-masing dalam 90 hari sampai terakhir terlihat. Daftar dibuat saat diminta dan tidak disimpan di mana pun.
cadence-csv = Sebagai CSV
cadence-nobody = Tidak ada yang perlu dihubungi
cadence-nobody-text = Tidak ada yang diam lebih lama daripada yang bisa dijelaskan ritmenya sendiri.
