# Gates and guardrails in sentences
new-launch-passes = Lulus bila { $measure } { $level }.
new-launch-passes-by = Lulus bila { $measure } { $level }; dapat dinilai paling lambat { $date }.
new-launch-fails = Gagal bila jelas { $level }; di antaranya berarti “belum terbukti”.
new-launch-fails-short = Gagal bila jelas tidak mencapainya.
new-launch-guards = Merugikan bila { $metric } jelas { $level }.
new-launch-guards-back = Merugikan bila { $metric } jelas { $level }; launch ditarik kembali bila jelas { $worse }.
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
new-launch-warn-mirage = { $gate } meminta { $metric }, yang perlu satu siklus bisnis penuh: belum dapat dinilai sebelum { $date }, dan angka pada { $gate } hanyalah fatamorgana. Mintalah di cycle end.
new-launch-warn-late = { $metric } melihat lebih jauh daripada { $gate }: baru dapat dinilai pada { $date }.
new-launch-warn-after-review = { $metric } pada { $gate } baru dapat dinilai pada { $date }, setelah hari { NUMBER($day) }: tinjauan terakhir akan menunggunya.
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
new-launch-warn-no-guardrail = Tidak ada yang menjaga dari kerugian: launch bisa lulus gate sementara keluhan berlipat dua. Tambahkan guardrail.
new-launch-warn-no-exposure = Belum disebut apa yang membuat seseorang ikut dalam launch, jadi event pertama dalam metrik yang menentukannya: { $event }.
new-launch-warn-no-approver = Belum ada nama yang boleh menandatangani keputusan.
