# Apa yang dilakukan unit: yang sama di semua halaman perilaku
behaviour-lead = Apa yang dilakukan unit dalam peluncuran ini: sejauh mana mereka melangkah, apakah mereka kembali, seberapa sering mereka aktif.
behaviour-kind-funnel = Funnel
behaviour-kind-retention = Retensi
behaviour-kind-cycle = Target siklus
behaviour-kind-any = Semua peluncuran
behaviour-activity-why = Siapa yang aktif per hari, minggu, dan bulan, siapa yang baru, yang kembali, dan yang berhenti, serta dengan event apa.
behaviour-lacking = Yang belum ditanyakan peluncuran ini
behaviour-lacking-why = Baris untuk file peluncuran, dengan event-nya sendiri: sesuaikan, lalu daftarkan versi barunya.
behaviour-none-funnel = Belum ada funnel
behaviour-none-retention = Belum ada retensi
behaviour-none-cycle = Belum ada target siklus
behaviour-asks-funnel = Funnel menunjukkan di langkah mana unit berhenti, apa yang mereka lakukan sebagai gantinya, dan berapa lama waktu yang dibutuhkan yang melanjutkan.
behaviour-asks-retention = Retensi menunjukkan berapa bagian dari setiap kohort yang kembali, dan sel mana yang masih terlalu dini untuk dibaca.
behaviour-asks-cycle = Target siklus menunjukkan berapa unit yang melakukan sesuatu cukup sering dalam satu siklus bisnis, dan kapan mereka mencapainya.

behaviour-asks = Yang ditampilkan
behaviour-ask = Tampilkan
behaviour-reset = Atur ulang
behaviour-by = Rinci menurut
behaviour-by-none = tidak dirinci
behaviour-over = Dari waktu ke waktu per
behaviour-grain-day = Hari
behaviour-grain-week = Minggu
behaviour-grain-month = Bulan
behaviour-grain-quarter = Kuartal
behaviour-compare = Bandingkan
behaviour-compare-nothing = tidak ada
behaviour-compare-over = dua periode
behaviour-compare-by = dua nilai { $property }
behaviour-left = Dari
behaviour-right = Ke
behaviour-compared = Berdampingan
behaviour-apart = Selisih
behaviour-apart-ends = Antara { $low } dan { $high }, dengan keyakinan { $level } pada hari apa pun.
behaviour-points = { $value } poin
behaviour-compare-more = { $right } secara meyakinkan lebih tinggi daripada { $left }.
behaviour-compare-less = { $right } secara meyakinkan lebih rendah daripada { $left }.
behaviour-compare-open = Belum terlihat perbedaan antara { $left } dan { $right }: bisa saja tidak ada sama sekali.
behaviour-compare-none = Salah satu sisi belum punya unit yang waktunya sudah habis: belum ada yang bisa dibandingkan.
behaviour-day = Per hari ke-
behaviour-day-now = kini
behaviour-side = Sisi
behaviour-finding-broken = { $metric } menurut { $property }
behaviour-alt-broken = Grafik kolom { $metric } menurut { $property } untuk { $count } nilai, masing-masing dengan intervalnya.
behaviour-alt-compared = Grafik kolom { $metric } pada dua sisi, masing-masing dengan intervalnya.
behaviour-compare-empty = Tidak ada dua sisi untuk dibandingkan
behaviour-compare-empty-text = Perbandingan butuh dua sisi yang berisi unit. Pilih properti untuk rincian, atau periode yang lebih pendek.
behaviour-from-on = Mulai { $date }
behaviour-hits = { $hits } dari { $mature }
behaviour-broken = Menurut { $property }
behaviour-broken-why = Menurut nilai pada event pertama setiap unit, yang tidak berubah setelahnya.
behaviour-broken-none = Tidak ada unit yang bisa dirinci
behaviour-broken-none-text = Belum ada unit terhitung yang memiliki nilai { $property }.
behaviour-others = { $count ->
   *[other] { $told } unit memiliki nilai lain.
}
behaviour-without = { $count ->
   *[other] { $told } unit tidak memiliki nilai.
}
behaviour-picture = Gambar
behaviour-interval = Interval 95%
behaviour-between = akan berakhir antara { $low } dan { $high }
behaviour-open = { $count } masih mungkin melakukannya
behaviour-units-user = Pengguna
behaviour-units-account = Akun
behaviour-units-device = Perangkat

# Sebuah funnel
funnel-lead = { $share } sampai ke langkah terakhir: { $hits } dari { $mature } yang waktunya sudah habis ({ $ends }).
funnel-lead-open = { $count ->
   *[other] { $told } lagi masih mungkin berkonversi.
}
funnel-lead-early = { $count ->
   *[other] { $told } yang sudah berkonversi baru memulai lagi, dan dihitung setelah waktunya habis, seperti yang lain.
}
funnel-order-ordered = dengan urutan ini
funnel-order-strict = dengan urutan ini tanpa apa pun di antaranya
funnel-order-any = dengan urutan bebas
funnel-rule = { $units } yang menempuh semua langkah { $order }, dalam { $within } sejak langkah pertama.
funnel-steps = Langkah
funnel-step = Langkah
funnel-of-first = Dari awal
funnel-of-before = Dari langkah sebelumnya
funnel-mature = Waktunya habis
funnel-open = Masih mungkin sampai
funnel-dropped = Berhenti sebelumnya
funnel-took = Lamanya (separuh tengah)
funnel-optional = opsional
funnel-worst = kehilangan terbesar
funnel-at = Nilai
funnel-at-unit = milik unit, pada event pertamanya
funnel-at-first = pada langkah pertama
funnel-at-last = pada langkah terakhir yang ditempuh
funnel-at-step = pada “{ $step }”
funnel-took-whole = Dari langkah pertama sampai terakhir: separuhnya paling lama { $median }, separuh tengah { $lower } sampai { $upper } ({ $units } yang berkonversi).
funnel-half = Dengan memperhitungkan yang masih mungkin sampai, separuh dari semuanya berkonversi setelah { $half }.
funnel-took-nobody = Belum ada yang menempuh langkah pertama sampai terakhir.
funnel-converted = Berkonversi
funnel-broken-at = Menurut nilai pada event setiap unit di langkah itu.
funnel-entered = Dari waktu ke waktu
funnel-entered-how = Menurut kapan unit masuk. Kolom penuh sudah lengkap, dengan intervalnya; kolom berongga masih bisa naik ke bagian yang berarsir. Tanpa yang masuk, tidak ada kolom.
funnel-alt-entered = Grafik kolom konversi { $metric } dalam { $count } periode masuk; yang belum lengkap digambar berongga, dan yang masih mungkin datang berarsir.
funnel-finding-entered-more = Dari { NUMBER($last_of) } yang masuk pada periode lengkap terakhir, { $last } sampai ke langkah terakhir, lebih banyak daripada pada periode pertama: { $first } dari { NUMBER($first_of) }
funnel-finding-entered-less = Dari { NUMBER($last_of) } yang masuk pada periode lengkap terakhir, { $last } sampai ke langkah terakhir, lebih sedikit daripada pada periode pertama: { $first } dari { NUMBER($first_of) }
funnel-finding-entered-open = Belum terlihat perubahan dari periode masuk lengkap yang pertama ({ $first } dari { NUMBER($first_of) }) ke yang terakhir ({ $last } dari { NUMBER($last_of) })
funnel-finding-entered-early = { $metric } belum punya dua periode masuk yang lengkap untuk dibandingkan
funnel-nobody = Belum ada yang masuk
funnel-nobody-then = tidak ada yang masuk
funnel-nobody-text = Begitu ada unit yang menempuh langkah pertama, konversinya tampil di sini menurut kapan mereka masuk.
funnel-stopped = Siapa yang berhenti, dan mengapa
funnel-stopped-why = Dari yang sampai ke suatu langkah dan tidak bisa melangkah lagi. Yang masih mungkin melanjutkan tidak termasuk.
funnel-stopped-none = Tidak ada yang berhenti
funnel-stopped-none-text = Semua yang memulai sudah melanjutkan, atau masih mungkin melanjutkan.
funnel-stopped-at = Pada “{ $step }”
funnel-stopped-share = berhenti: { $share } dari semua yang berhenti atau melanjutkan ke “{ $next }”
funnel-stopped-open = { $count ->
   *[other] { $told } masih mungkin melanjutkan
}
funnel-telling = Kesamaan mereka
funnel-telling-ends = Selisih antara { $low } dan { $high }.
funnel-telling-how = Dari { $count } nilai yang dibandingkan; paling banyak satu dari sepuluh temuan diperkirakan hanya kebetulan.
funnel-telling-none = Tidak ada yang bisa dibedakan dari kebetulan: { $count } nilai dibandingkan antara { $stopped } yang berhenti dan { $went_on } yang melanjutkan.
funnel-telling-few = Belum ada yang bisa dibandingkan: tidak ada properti yang dideklarasikan, atau terlalu sedikit yang benar-benar berhenti.
funnel-next = Yang mereka lakukan selanjutnya
funnel-last = Hal terakhir yang mereka lakukan
funnel-nothing-next = tidak ada lagi
funnel-other-events = event lain
funnel-signs = Tanda-tanda
funnel-lingered = Berapa lama mereka bertahan
funnel-lingered-how = separuhnya paling lama { $median }; separuh tengah { $low } sampai { $high }
funnel-errors = Mengalami error
funnel-tickets = Menulis tiket
funnel-of-stopped = { $count } dari { $all }
funnel-no-data = tidak ada data
funnel-interview = Unit untuk diwawancarai
funnel-interview-lead = { $count ->
   *[other] { $told } berhenti pada “{ $step }”. Ini yang terakhir terlihat, yang terbaru lebih dulu.
}
funnel-interview-why = Namanya adalah data pribadi: dicari sekarang, dan tidak disimpan di mana pun.
funnel-interview-back = Kembali ke { $metric }
funnel-reached-at = Sampai di langkah
funnel-last-at = Terakhir terlihat
funnel-shares-all = Grafik dan semua bagian dihitung dari yang waktunya sudah habis, agar yang cepat tidak terhitung lebih dulu daripada yang lambat.
funnel-profile = Dihitung menurut aturan { $tool }.
funnel-profile-stopped = Menurut aturan { $tool } tidak diketahui di mana sebuah unit berhenti, maupun berapa lamanya.
behaviour-by-gate = Seperti dibaca gate { $gate } saat ini
behaviour-since-live = Sejak go-live
behaviour-scope = Dibaca sejak go-live. Yang dibaca sebuah gate ada di buktinya.
