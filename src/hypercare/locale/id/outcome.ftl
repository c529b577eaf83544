# Hasil dalam satu kalimat: bagian-bagiannya
outcome-says-not-live = belum ada yang bisa dinilai sebelum live pada { $date }
outcome-says-no-gate = belum ada gate yang dideklarasikan
outcome-says-counts = dari { $all } metrik gate, { $passed } lulus, { $failed } gagal, dan { $early } terlalu dini untuk dinilai
outcome-says-valued = { $word ->
    [PASS] { $metric } lulus di { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [FAIL] { $metric } gagal di { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [HARM] { $metric } merugikan di { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
    [INVALID] { $metric } tidak bisa dipercaya
    [TOO_EARLY] { $metric } terlalu dini untuk dinilai sampai { $date }
   *[INCONCLUSIVE] { $metric } belum meyakinkan di { $scale ->
        [percent] { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
       *[number] { NUMBER($value, maximumFractionDigits: 3) }
    }
}
outcome-says-word = { $word ->
    [PASS] { $metric } lulus
    [FAIL] { $metric } gagal
    [HARM] { $metric } merugikan
    [INVALID] { $metric } tidak bisa dipercaya
    [TOO_EARLY] { $metric } terlalu dini untuk dinilai sampai { $date }
   *[INCONCLUSIVE] { $metric } belum meyakinkan karena datanya kurang
}
outcome-says-forecast = { $metric } diperkirakan berakhir di { NUMBER($expected, minimumFractionDigits: 1, maximumFractionDigits: 1) }% (antara { NUMBER($low, minimumFractionDigits: 1, maximumFractionDigits: 1) }% dan { NUMBER($high, minimumFractionDigits: 1, maximumFractionDigits: 1) }%)
outcome-says-ordinary = { $as ->
    [change] pada hari biasa { $metric } { $ordinary_sign }{ NUMBER($ordinary, minimumFractionDigits: 1, maximumFractionDigits: 1) }% dibanding sebelumnya, dan dengan hari puncak { $raw_sign }{ NUMBER($raw, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
   *[level] pada hari biasa { $metric } berada di { NUMBER($ordinary, minimumFractionDigits: 1, maximumFractionDigits: 1) }% dari sebelumnya, dan dengan hari puncak di { NUMBER($raw, minimumFractionDigits: 1, maximumFractionDigits: 1) }%
}
outcome-says-peaks = { $survived } dari { $all } hari puncak sejauh ini terlewati dengan selamat

# Halaman
outcome-of = Hasil { $metric }
outcome-title = Hasil
outcome-gates = Gate dalam perjalanan
outcome-gates-why = Sejauh mana tiap gate, dan berapa angkanya terhadap ambangnya. Yang diarsir belum bisa diamati siapa pun.
outcome-days-over = { $over } dari { $all } hari sudah lewat
outcome-weight-over = Bobotnya { $weight } dari siklus: hari ramai dihitung lebih
outcome-forecast = Perkiraan di akhir: { $expected }, dalam 95 dari 100 kasus { $low } sampai { $high }.
outcome-chance-above = lebih dari { $share }
outcome-chance-below = kurang dari { $share }
outcome-passes = Peluang gate ini lulus: { $chance }.
outcome-mature = Jendela lengkap sudah terlihat untuk { $share } unit
outcome-judged = Dinilai pada { $date }; putusannya tetap
outcome-judgeable = Bisa dinilai pada { $date }
outcome-judgeable-between = Bisa dinilai paling cepat { $earliest }, paling lambat { $latest }
outcome-by-day = Seberapa besar peran hari puncak
outcome-by-day-why = Setiap metrik dibaca dengan tiga cara berdampingan: yang bertahan pada hari biasa adalah hasil peluncuran, sisanya kalender.
outcome-metric = Metrik
outcome-read = Cara grafik membacanya
outcome-way-judged = Sesuai penilaian
outcome-way-raw = Apa adanya
outcome-way-normalised = Per hari biasa
outcome-way-without_peaks = Tanpa hari puncak
outcome-no-interval = tanpa interval: hari-harinya tidak menunjukkan sebarannya
outcome-early-days = 31 hari pertama: { $change }
outcome-by-the-day = { $of ->
    [share] { $value } dari yang datang dalam sehari
    [ratio] { $value } dalam sehari
    [rate] { $value } dalam sehari
   *[value] { $value } per hari untuk tiap { $unit ->
        [user] pengguna
        [device] perangkat
       *[account] akun
    }
}
outcome-before-was = (sebelumnya { $value })
outcome-shared-steady = Perubahan terhadap sebelumnya, sejak hari ke-31; yang lebih pucat di bawahnya hari ke-0 sampai 30. Ketiganya pada satu skala, garis putus-putus adalah sebelumnya. Intervalnya kasar, untuk sekali lihat.
outcome-shared-early = Perubahan terhadap sebelumnya dalam 31 hari pertama. Ketiganya pada satu skala, garis putus-putus adalah sebelumnya. Intervalnya kasar, untuk sekali lihat.
outcome-not-compared-steady = Tidak ada pembanding dari sebelum live: angka per hari sejak hari ke-31; di bawahnya angka hari ke-0 sampai 30.
outcome-not-compared-early = Tidak ada pembanding dari sebelum live: angka per hari dalam 31 hari pertama.
outcome-carried = { $value } dari semua yang terhitung sejak live terjadi pada hari puncak, padahal itu { $days } dari jumlah hari.
outcome-mirage = Hari puncak menyumbang lebih dari porsinya: bacalah per hari biasa.
outcome-settled = Hari sampai { $date } sudah lengkap; sesudahnya diarsir.
outcome-gaps = Hari-hari sebelumnya yang diarsir adalah hari tanpa siapa pun yang terhitung, dan itu bukan 0.
outcome-not-settled = belum lengkap
outcome-go-live = live
outcome-finding-raw = { $metric } { $raw } dibanding sebelumnya apa adanya, dan { $ordinary } pada hari biasa
outcome-finding-normalised = Pada hari biasa { $metric } { $ordinary } dibanding sebelumnya; hari puncak menjadikannya { $raw }
outcome-finding-only-raw = { $metric } ada di { $value } per hari apa adanya, tanpa pembanding dari sebelum live
outcome-finding-only-normalised = { $metric } ada di { $value } per hari biasa, tanpa pembanding dari sebelum live
outcome-finding-later-raw = { $metric } ada di { $value } per hari apa adanya sejak hari ke-31, setelah { $early } dalam 31 hari pertama
outcome-finding-later-normalised = { $metric } ada di { $value } per hari biasa sejak hari ke-31, setelah { $early } dalam 31 hari pertama
outcome-alt-raw = Batang { $metric } apa adanya, untuk hari ke-{ $first } sampai { $last } peluncuran.
outcome-alt-normalised = Batang { $metric } per hari biasa, tiap hari dibagi bobotnya, untuk hari ke-{ $first } sampai { $last } peluncuran.
outcome-alt-not-settled = Hari ke-{ $first } sampai { $last } belum lengkap dan diarsir.
outcome-lift = Lift, awal dan stabil
outcome-span-days = Hari ke-{ $first } sampai { $last }
outcome-novelty = Efek kebaruan: hari-hari pertama { $factor } ({ $ends }) terhadap hari-hari stabil. Putuskan dari yang stabil.
outcome-no-novelty = Tidak terlihat efek kebaruan: hari-hari pertama { $factor } ({ $ends }) terhadap hari-hari stabil.
outcome-controlled-control = Sudah dikurangi kelompok kontrol.
outcome-controlled-history = Dibandingkan dengan rentang sebelum live ketika tidak ada yang diluncurkan.
outcome-controlled-uncontrolled = Hanya dibandingkan dengan sebelumnya: bisa karena musim, bisa karena peluncuran.
outcome-no-lift = Metrik ini tidak punya lift: tidak dibaca per hari.
outcome-trend = Apakah bertahan?
outcome-slope = { $change } dalam tiga puluh hari sejak paparan pertama ({ $ends })
outcome-no-trend = Hanya metrik yang cepat memutuskan, seperti click-through, yang diikuti menurut hari sejak paparan.
outcome-goal-by-day = Sasaran dicapai dalam satu siklus, bukan pada satu hari: yang dibaca di sini adalah seberapa sering tiap { $unit ->
    [user] pengguna
    [device] perangkat
   *[account] akun
} melakukan “{ $event }”.
outcome-returns = { $metric } tidak punya nilai per hari
outcome-returns-text = Siapa yang kembali baru diketahui setelah jendelanya berakhir. Angkanya dibaca menurut bulan atau minggu kedatangan unit, dan menurut iramanya.
outcome-none-yet = Belum ada hari yang lengkap
outcome-not-live = Belum ada apa-apa sebelum live
outcome-none-yet-text = Angka pertama muncul sehari setelah live, ketika data hari itu sudah masuk.
outcome-survived = Sudah pernah melewati hari puncak?
outcome-survived-why = Apa yang dilakukan tiap hari puncak yang dipantau terhadap trafik, kondisi teknis, konversi, dan tiket, dibandingkan hari biasa di sekitarnya.
outcome-survived-yes = Selamat
outcome-survived-no = Tidak selamat
outcome-survived-unknown = Tidak diketahui
outcome-traffic = Trafik { $times } dari hari biasa, { $events } event
outcome-events = { $events } event
outcome-stress = Angka saat beban puncak
outcome-what = Apa
outcome-in-peak = Saat puncak
outcome-held-against = Pembanding
outcome-in-time = { $level } tepat waktu
outcome-alike = Tidak ada perubahan yang meyakinkan
outcome-around = hari di sekitarnya
outcome-beyond = Melewati batas
outcome-no-peak = Belum ada hari puncak terpantau yang selesai
outcome-no-peak-text = Setelah satu selesai, angkanya tampil di sini. Kalender di bawah menunjukkan kapan yang berikutnya datang.
outcome-watches-none = Tidak ada hari puncak yang dipantau
outcome-watches-none-text = Tulis hari puncak yang penting di bawah “peaks: watch” pada file peluncuran, misalnya tanggal kembar atau hari gajian.
outcome-ahead = Kalender ke depan
outcome-ahead-unlearnt = Seberapa ramai hari-hari ini dibanding hari biasa bagi { $metric } belum diketahui: data yang masuk masih terlalu sedikit. Hari puncak dibingkai.
outcome-ahead-why = Setiap hari setara berapa hari biasa bagi { $metric }, sejauh kalendernya diketahui. Makin ramai makin gelap; hari puncak dibingkai.
outcome-week-of = Minggu
outcome-peaks-ahead = Hari puncak ke depan
outcome-no-peaks-ahead = Tidak ada pada hari-hari yang ditampilkan.

# Guardrail dan segmen
guardrails-title = Guardrail dan segmen
guardrails-not-live = Batas dijaga sejak live.
guardrails-says = { $harm ->
    [0] { $open ->
        [0] { $held ->
            [0] Tidak ada batas yang dideklarasikan
           *[other] Semua { $held } batas yang berlaku terjaga
        }
       *[other] { $held } dari { $all } batas yang berlaku terjaga, { $open } belum bisa dipastikan
    }
   *[other] { $harm } dari { $all } batas yang berlaku terlewati secara meyakinkan
}{ $segments ->
    [0] ; tidak ada segmen yang jelas dirugikan.
   *[other] ; { $segments } segmen jelas dirugikan.
}
guardrails-by-day = { $metric } per hari
guardrails-wait = Mulai dibaca saat go-live
guardrails-wait-text = { $count } batas sudah dinyatakan; bacaannya tampil di sini mulai hari ke-0.
guardrails-none = Tidak ada guardrail yang dideklarasikan
guardrails-none-text = Guardrail adalah metrik yang tidak boleh memburuk, misalnya tiket. Deklarasikan di bawah “guardrails” pada file peluncuran.
guardrails-no-limits = Tidak ada batas kondisi teknis yang dideklarasikan
guardrails-no-limits-text = Error rate, pengguna tanpa crash, dan latensi bisa dibatasi di bawah “stability” pada file peluncuran.
guardrails-always-valid = Interval ini boleh dilihat setiap hari tanpa menambah kekeliruan.
guardrails-one-look = Interval ini untuk sekali lihat: bila dilihat tiap hari, lebih sering keliru.
segments-title = Segmen
segments-why = Setiap metrik gate menurut nilai tiap properti yang dideklarasikan, pada satu skala; lalu semuanya, apa adanya dan dengan komposisi sebelumnya.
segments-by = menurut { $by }
segments-look = Periksa lebih dekat
segments-all = semua
segments-mix-before = komposisi lama
segments-mix-since = komposisi sejak live
segments-alt = Titik dengan interval { $metric } untuk { $count } nilai { $by }, lalu untuk semuanya.
segments-finding-harm = { $metric } jelas gagal untuk { $value }{ $count ->
    [one] {""}
   *[other] {" "}dan { $count } nilai seluruhnya
}
segments-finding-simpson = { $metric } berbalik arah dengan komposisi { $by }: jangan dibaca sebagai satu angka
segments-finding-none = { $metric } belum punya nilai menurut { $by }
segments-finding-one = { $metric } ada di { $at } untuk { $value }; nilai { $by } lainnya belum bisa dikatakan
segments-finding-alike = { $metric } tidak berbeda secara meyakinkan menurut { $by }
segments-finding = { $metric } berada antara { $low } untuk { $lowest } dan { $high } untuk { $highest }
segments-simpson = Secara keseluruhan bergerak ke satu arah, dengan komposisi yang sama seperti sebelumnya ke arah lain (paradoks Simpson). Yang berubah adalah siapa yang datang, bukan yang mereka lakukan.
segments-points = Keseluruhan dan komposisi tetap menunjuk arah berlawanan, tetapi belum meyakinkan.
segments-mix-shift = Mencapai sukses hanya karena komposisinya berubah: dengan komposisi sebelumnya tidak.
segments-harm = { $value } jelas berada di sisi gagal.
segments-standardised = Apa adanya { $raw }, dengan komposisi sebelumnya { $fixed }.
segments-covered = Itu diketahui untuk { $covered } dari komposisinya.
segments-not-standardised = Dengan komposisi sebelumnya tidak bisa dikatakan: terlalu sedikit dari komposisi itu yang punya nilai.
segments-parts = Dari { $change }, { $rate } karena yang dilakukan tiap nilai dan { $mix } karena siapa yang datang.
segments-mix = Komposisi sebelumnya dan sekarang
segments-mix-of-since = Komposisi sejak live dan sekarang
segments-before = Sebelumnya
segments-since = Sejak live
segments-now = Sekarang
segments-none-gated = Belum ada yang bisa dipilah
segments-none-gated-text = Metrik gate dipilah menurut properti yang dideklarasikan begitu ada unit yang terhitung.
segments-none = Tidak ada segmen yang dideklarasikan
segments-none-text = Tulis properti seperti platform atau wilayah di bawah “segments” pada file peluncuran, dan tiap metrik gate ditampilkan menurut nilainya.
outcome-chained = Satu hari menghitung semua yang memulai pada hari itu, termasuk yang datang lagi; gate menghitung setiap unit satu kali. Karena itu keduanya bisa berbeda, dan kalau yang baru tinggal sedikit, satu hari bercerita tentang mereka yang datang lagi.
outcome-past-whole = Rasio event dibagi dengan bobot harinya, sehingga satu hari bisa melewati 100% di sini.
