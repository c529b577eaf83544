# Bagaimana sebuah angka terbentuk: hypercare explain
explain-definition = { $metric } adalah { $kind ->
    [funnel] funnel
    [ratio] rasio
    [cycle] metrik siklus
    [retention] retensi
    [rate] laju
    [count] hitungan
    [mean] rata-rata
   *[other] { $kind }
} atas: { $events }.
explain-population = Yang dihitung: setiap { $unit ->
    [user] pengguna
    [account] akun
    [device] perangkat
   *[other] { $unit }
} dari "{ $segment }" yang pertama kali terpapar pada hari 0 sampai { $last } peluncuran; daftar itu dibekukan.
explain-gate = Gate { $gate } ({ $thresholds }): { $word ->
    [PASS] LULUS
    [FAIL] GAGAL
    [TOO_EARLY] TERLALU DINI
    [INCONCLUSIVE] BELUM MEYAKINKAN
    [HARM] MERUGIKAN
    [INVALID] TIDAK SAH
   *[other] { $word }
}.
explain-days = Yang dibaca adalah hari lokal { $first } sampai { $last }.
explain-births = Unit dihitung sejak event pertamanya yang cocok pada hari { $first } sampai { $last }; yang dilakukannya sesudah itu dibaca sampai jendelanya berakhir.
explain-judged = Ini dinilai dengan apa yang diketahui pada { $date }; putusan itu tetap berlaku.
explain-judgeable = Ini bisa dinilai paling lambat { $date }.
explain-units = { $units } unit dihitung.
explain-counts = { $units } unit dihitung; jendela penuh sudah dilalui { $mature } unit, dan { $open } masih mungkin berkonversi.
explain-value-share = { $hits } dari { $trials } melakukannya: { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }.
explain-value-ratio = { $hits } untuk { $trials }: { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }.
explain-value-rate = { $hits } event dalam { $trials } unit-hari: laju { $value }.
explain-value-per-unit = { $value } untuk setiap unit, dari { $trials } unit.
explain-value-value = Rata-ratanya { $value }, dari { $trials } event.
explain-value-count = Ada { $hits }.
explain-value-relative = Itu { NUMBER($value, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } dari pembandingnya; di baliknya ada { $hits } event atau unit.
explain-interval-percent = Dengan tingkat kepercayaan { NUMBER($level, style: "percent") }, nilai sebenarnya ada di antara { NUMBER($low, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } dan { NUMBER($high, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } ({ $method }).
explain-interval = Dengan tingkat kepercayaan { NUMBER($level, style: "percent") }, nilai sebenarnya ada di antara { $low } dan { $high } ({ $method }).
explain-always-valid = Interval ini boleh dilihat setiap hari tanpa menambah peluang keliru.
explain-one-look = Interval ini eksak untuk satu kali lihat, dan penilaiannya memang hanya sekali.
explain-bounds = Dari yang sudah terhitung sejauh ini, antara { NUMBER($low, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) } dan { NUMBER($high, style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1) }, apa pun yang terjadi pada unit yang masih terbuka.
explain-guardrail = Sebagai guardrail, selama hari { $first } sampai { $last }: { $word ->
    [PASS] LULUS
    [FAIL] GAGAL
    [TOO_EARLY] TERLALU DINI
    [INCONCLUSIVE] BELUM MEYAKINKAN
    [HARM] MERUGIKAN
    [INVALID] TIDAK SAH
   *[other] { $word }
}.
explain-limits = Batasnya: { $thresholds }. Jika secara meyakinkan melewati batas, itu kerugian, pada hari apa pun.
explain-no-gate = Tidak ada gate yang menanyakan { $metric }: metrik ini dipantau dan tidak menentukan apa pun.
explain-record = Tercatat sebagai { $id }. Hitung ulang dengan: hypercare replay { $id }
