# The portfolio
portfolio-title = Portofolio
portfolio-lead = { $count ->
    [0] Setiap peluncuran dalam satu baris.
   *[other] { $count } peluncuran, yang bermasalah paling atas.
}
portfolio-launch = Peluncuran
portfolio-day = Hari
portfolio-health = Kondisi
portfolio-gates = Gate
portfolio-recommendation = Rekomendasi
portfolio-ritual = Yang berikutnya
portfolio-not-live = Live pada { $date }
portfolio-day-of = Hari ke-{ $day } dari { $last }
portfolio-day-before = { $days ->
    [1] Live besok
   *[other] Live { $days } hari lagi
}
portfolio-day-after = Hari ke-{ $day }, sudah selesai
portfolio-entrance-ok = Siap
portfolio-entrance-bad = Belum siap
portfolio-entrance-early = Belum diketahui
portfolio-commitments = { $open ->
    [0] Tidak ada komitmen terbuka
   *[other] { $open } komitmen terbuka
}{ $overdue ->
    [0] {""}
   *[other] , { $overdue } terlambat
}
portfolio-until = sampai { $date }
portfolio-signed = ditandatangani { $by }
portfolio-nothing-to-decide = belum ada yang diputuskan
portfolio-no-ritual = tidak ada lagi
portfolio-computing = sedang dihitung
portfolio-extended = Tinjauan hari ke-{ $day } diperpanjang sampai { $date }.
portfolio-legend = Garis berjalan dari hari live melalui fase teknis, produk, dan hasil sampai semuanya dinilai. Yang belum terjadi diarsir; gate berada di atasnya. Tinjauan yang diperpanjang menunggu satu siklus bisnis penuh selesai, dan datanya lengkap.
portfolio-empty = Belum ada peluncuran yang terdaftar
portfolio-empty-text = Setiap peluncuran akan tampil di sini dalam satu baris: harinya, kondisinya, kata gate-nya, dan agenda berikutnya. Daftarkan satu, atau lihat-lihat di demo.
