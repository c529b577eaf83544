# Yang berlanjut setelah hasilnya diketahui, di halaman peluncuran
launch-goes-on = Evaluasi ulang
launch-commitments = Komitmen
launch-commitments-open = { $open ->
    [0] tidak ada yang terbuka
   *[other] { $open } terbuka
}{ $overdue ->
    [0] {""}
   *[other] , { $overdue } terlambat
}
launch-looked-at-again = Ditinjau lagi
launch-still-runs = Masih berjalan
launch-still-runs-what = guardrail, tracking, penilaian harian
launch-review-from = mulai { $date }
launch-review-extended = diperpanjang sampai { $date }: siklus bisnis harus selesai
launch-review = Tinjauan hari ke-{ $day }
launch-commitments-next = jatuh tempo berikutnya { $date }
launch-commitments-was-due = sudah jatuh tempo { $date }
launch-again-on = ditinjau lagi { $date }
