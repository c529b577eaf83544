# Apa yang ditetapkan sebuah peluncuran
definition-title = Definisi peluncuran
definition-once = Didaftarkan sekali, pada { $date }, dan belum pernah diubah.
definition-unedited = { $count } versi; yang berlaku saat live pada { $date } masih berlaku.
definition-not-live = { $count } versi; yang berlaku saat live pada { $date } menjadi dasar penilaian.
definition-edited = { $count ->
   *[other] { $count } bagian berbeda dari yang ditetapkan saat live pada { $date }.
}
definition-download = Unduh file
definition-file-differs = { $file } di server bukan versi yang terdaftar. Putusan memakai versi yang terdaftar.
definition-file-broken = { $file } di server tidak bisa dibaca sebagai definisi peluncuran. Putusan memakai versi yang terdaftar.
definition-file-comments = Hanya komentar atau tata letaknya yang berbeda; maknanya sama.
definition-register = Baris untuk mendaftarkan file
definition-since-live = Diubah setelah live
definition-since-live-why = Peluncuran dinilai dengan apa yang ditetapkan sebelum siapa pun melihat hasilnya.
definition-versions = Versi
definition-version = Versi
definition-number = Versi { $number }
definition-registered = Berlaku sejak
definition-by = Didaftarkan oleh
definition-digest = Digest
definition-changed = Yang berubah
definition-changes = { $count ->
    [0] Hanya komentar
   *[other] { $count } bagian
}
definition-first = Versi pertama
definition-frozen = Ditetapkan saat live
definition-after-live = Diubah setelah live
definition-compare = Bandingkan
definition-compared = Versi { $version } dibanding versi { $against }
definition-against = dibanding
definition-same-meaning = Maknanya sama: kalau ada beda, hanya komentar atau tata letak.
definition-text-diff = Baris per baris
definition-part = Bagian
definition-before = Sebelum
definition-after = Sesudah
definition-nothing = tidak ada
definition-as-registered = Versi { $number }, persis seperti saat didaftarkan
