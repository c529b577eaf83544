# Yang perlu tindakan
attention-primary-fails = { $metric } gagal di gate { $gate }.
attention-other-fails = { $metric } gagal di gate { $gate }, tetapi tidak menentukan.
attention-facts-late = Data terakhir masuk dari { $date }.
attention-facts-none = Belum ada data yang masuk.
attention-quarantined = { NUMBER($share, style: "percent", maximumFractionDigits: 1) } dari data terbaru tidak bisa dibaca.
attention-unsigned-scale = Hypercare merekomendasikan scale, tetapi belum ada yang menandatangani.
attention-unsigned-pivot = Hypercare merekomendasikan pivot, tetapi belum ada yang menandatangani.
attention-unsigned-rollback = Hypercare merekomendasikan rollback, tetapi belum ada yang menandatangani.
attention-limit-near = { $metric } melewati batasnya, tetapi belum meyakinkan.
attention-edited = { $times ->
   *[other] Definisi peluncuran diubah { $times } kali setelah live, terakhir pada { $date }.
}
attention-no-fixer = Belum ada fixer setelah hari ke-30.
attention-file-differs = Isi file { $launch } berbeda dari versi yang terdaftar.
attention-judgeable-soon = Gate { $gate } bisa dinilai pada { $date }.

# Apa yang perlu dilakukan
attention-hint-not-ready = Buka halaman syarat masuk: di sana ada daftar yang masih kurang dan cara melengkapinya.
attention-hint-invalid = Perbaiki dulu tracking atau pembagian fiturnya: sebelum itu semua angka hanya tebakan.
attention-hint-harm = Cek siapa yang dirugikan, lalu ubah arah atau matikan fitur untuk mereka.
attention-hint-harm-rollback = Tarik kembali fiturnya, lalu cari penyebabnya.
attention-hint-primary-fails = Buka buktinya: unit mana, langkah mana, sejak kapan.
attention-hint-other-fails = Cari penyebabnya sebelum tujuan peluncuran ikut terganggu.
attention-hint-facts-none = Hubungkan sumber data, atau impor yang sudah ada.
attention-hint-facts-late = Cek sumber mana yang berhenti, lalu jalankan lagi.
attention-hint-quarantined = Lihat alasan dan contoh terbarunya di halaman Sumber.
attention-hint-unsigned = Approver yang ditunjuk menandatangani, atau memutuskan lain dengan alasan.
attention-hint-limit-near = Pantau setiap hari; intervalnya akan menunjukkan kapan sudah pasti.
attention-hint-criterion-due = Tanpa ini peluncuran tidak bisa di-scale: hubungkan sumbernya, atau lengkapi yang kurang.
attention-hint-edited = Bandingkan versinya: batas yang digeser setelah live tidak membuktikan apa-apa.
attention-hint-no-fixer = Tunjuk fixer sampai hari ke-90 di file peluncuran.
attention-hint-file-differs = Daftarkan filenya dengan hypercare launch add, atau batalkan perubahannya.
attention-hint-judgeable-soon = Jadwalkan review pada hari itu.
attention-hint-overridden = Buka syarat masuk: penuhi yang kurang saat go-live, atau sebut siapa yang menanggungnya.
attention-hint-mirage = Sampaikan di tempat laporan itu bahwa ini terlalu dini, dan sampai kapan.
attention-hint-early-decision = Tinjau lagi keputusan itu pada tanggal yang direkomendasikan.
attention-hint-instrumentation = Perbaiki pelacakan sebelum angkanya disebut siapa pun.
attention-hint-forgotten = Tentukan siapa yang memeriksa peluncuran minggu ini, dan tinggalkan catatan stand-up.
attention-hint-mix-turned = Sebut angkanya per segmen: rata-ratanya saja berbeda dari bagian-bagiannya.
attention-hint-cherry-picked = Nilai dengan yang dinyatakan sebelum go-live, dan sampaikan di tempat yang menyebut lain.
