# Halaman anti-pattern: apa yang dicari tiap pemeriksaan
anti-lead = { $found ->
    [0] Tidak ada yang ditemukan{ $unknown ->
        [0] : { $clear } sudah diperiksa.
       *[other] , dan { $unknown } belum dapat diketahui.
     }
   *[other] { $found } ditemukan{ $unknown ->
        [0] , { $clear } tidak.
       *[other] , { $unknown } belum dapat diketahui, { $clear } tidak ditemukan.
     }
 }
anti-about = Hal yang tidak boleh dilakukan peluncuran, dicari dalam yang diputuskan, diubah, dilaporkan, dan dibiarkan. Putusan tidak berubah karenanya.
anti-group-found = Ditemukan
anti-group-unknown = Belum dapat diketahui
anti-group-clear = Tidak ditemukan
anti-group-why-found = Beserta bukti dan yang perlu dilakukan
anti-group-why-unknown = Yang belum diketahui tidak pernah disebut baik
anti-group-why-clear = Sudah diperiksa dengan semua yang diketahui saat itu
anti-level-bad = Perlu tindakan
anti-level-watch = Perlu diingat
anti-since = sejak { $date }
anti-over = sampai { $date }
anti-evidence = Bukti
anti-days = { $days } hari
anti-sample = sampel { $count }
anti-of-days = hari ke-{ $first } sampai ke-{ $last }
anti-example = Apa yang dicari, dengan contoh
anti-looks = Mencari
anti-trips = Kena
anti-passes = Lolos
anti-again-text = Hal yang sama di terminal; kode keluarnya 1 bila ada yang ditemukan, 4 bila ada yang belum diketahui
anti-check-cherry-picking = Memilih KPI yang enak dilihat
anti-check-average = Rata-rata yang menyesatkan
anti-check-why-average = Rata-rata dari komposisi yang berubah lebih banyak bercerita tentang siapa yang datang daripada tentang fiturnya: mengutipnya sendirian menyesatkan, meski tanpa maksud.
anti-check-looks-cherry-picking = Angka dari event yang tidak dibaca metrik mana pun yang dinyatakan; keputusan atas metrik yang tidak dinyatakan, atau tanpa satu pun metrik penentu; versi yang didaftarkan setelah go-live yang mengubah metrik, ambang, gate, segmen, atau jendela waktu, dan apakah itu menguntungkan peluncuran; guardrail yang jelas terlewati saat metrik penentu terbaca sukses, atau SCALE ditandatangani melewati pagar itu; efek yang arahnya dibalik oleh campuran sebuah segmen, atau sukses yang hanya ditopang campuran itu, tanpa harus ada yang berbuat apa-apa.
anti-check-why-cherry-picking = Dari dua belas metrik yang tidak berubah, satu dari lima kali ada yang kebetulan terlihat jauh lebih baik: hanya metrik yang dinyatakan, sebagaimana dinyatakan, yang bisa gagal.
anti-check-trips-cherry-picking = insurance_ctr yang dinyatakan gagal, dan sebuah catatan menulis "page views +180 %".
anti-check-passes-cherry-picking = Catatan yang menyebut metrik yang dinyatakan beserta angkanya; versi yang hanya mengganti seorang engineer.
anti-check-early-decision = Diputuskan terlalu dini
anti-check-looks-early-decision = SCALE, PIVOT, atau ROLLBACK ditandatangani saat rekomendasinya HOLD karena metrik penentu masih terlalu dini atau siklus bisnis masih terbuka. Alasan penyimpangannya ditampilkan; anti-pattern ini tetap ada.
anti-check-why-early-decision = Keputusan dini membuang bukti yang sebentar lagi datang, ke arah mana pun.
anti-check-trips-early-decision = ROLLBACK ditandatangani pada hari ke-20, saat semua metrik penentu masih terlalu dini.
anti-check-passes-early-decision = ROLLBACK ditandatangani pada hari ke-20 karena guardrail melewati batas rollback.
anti-check-entrance-overridden = Syarat masuk dilangkahi
anti-check-looks-entrance-overridden = Syarat yang gagal atau belum diketahui saat go-live dan tidak dikecualikan siapa pun, sebagaimana dicatat pekerja saat pertama kali memeriksa sejak go-live. `live` hanya dihitung bila gagal: sebelum go-live belum bisa diketahui.
anti-check-why-entrance-overridden = Yang belum siap saat go-live ditemukan pelanggan, dan yang tidak diukur saat itu tidak bisa diukur kemudian.
anti-check-trips-entrance-overridden = Tayang padahal policy_issued tidak pernah datang: instrumentasi gagal, dan tidak ada yang mengecualikannya.
anti-check-passes-entrance-overridden = Tayang dengan latihan yang dikecualikan sampai Jumat oleh pemimpin tim, dan yang lainnya lulus.
anti-check-instrumentation = Instrumentasi rusak di balik angka bagus
anti-check-looks-instrumentation = Metrik yang terbaca sukses di sebuah gate (lulus, atau sudah di batas sukses sebelum waktunya) padahal pelacakan event yang mendasarinya gagal, atau gate itu cacat, menurut yang diketahui pada saat gate itu bicara.
anti-check-why-instrumentation = Angka bagus tidak dipertanyakan: event yang terkirim dua kali menghasilkan konversi terbaik.
anti-check-trips-instrumentation = Penyelesaian lulus dengan 61%, dan upload_submitted datang dua kali dari Android.
anti-check-passes-instrumentation = Event di luar metrik gate yang rusak; event rusak di balik metrik yang gagal.
anti-check-launch-and-forget = Luncurkan lalu lupakan
anti-check-looks-launch-and-forget = Tidak ada anggota tim yang membuka peluncuran, meninggalkan catatan stand-up, memperbaiki, atau menulis apa pun selama 3 hari pada fase teknis, 7 pada fase produk, 14 pada fase hasil; tanpa fixer sampai hari ke-60; versi yang mengeluarkan fixer atau engineer sebelum hari ke-60; tidak ada anggota tim yang pernah masuk.
anti-check-why-launch-and-forget = Yang rusak di bulan kedua ditemukan pelanggan bila pembuatnya sudah pergi.
anti-check-trips-launch-and-forget = Sembilan hari pada fase produk tanpa catatan stand-up atau halaman yang dibuka anggota tim.
anti-check-passes-launch-and-forget = Akhir pekan tanpa siapa pun, pada fase teknis; seorang engineer digantikan yang lain.
anti-check-mirage = Fatamorgana 30 hari
anti-check-looks-mirage = Bacaan yang belum matang tetapi akan lewat sebagai sukses (metrik penentu yang terlalu dini, di batas sukses atau lebih; atau gate harian yang lulus saat metrik penentu akhir siklus masih terbuka), yang dijadikan dasar keputusan atau laporan: SCALE ditandatangani, ringkasan dibawa, catatan yang menyebutnya sukses. Sekadar melihat lebih awal bukan fatamorgana.
anti-check-why-mirage = Rasa baru, puncak belanja, dan pengguna pertama membuat bulan yang bagus; apakah fitur dipakai terlihat setelah satu siklus penuh.
anti-check-trips-mirage = SCALE ditandatangani pada hari ke-31 karena penyelesaian lulus, padahal akun Pro baru dinilai 1 Januari.
anti-check-passes-mirage = Hari yang sama dilihat sepuluh kali, tanpa tanda tangan; SCALE ditandatangani setelah kuartal selesai.
