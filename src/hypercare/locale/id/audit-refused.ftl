# Percobaan yang ditolak
audit-refused-title = Percobaan yang ditolak
audit-refused-lead = Menandatangani, menyatakan sesuatu tentang syarat keluar, atau mengecualikan: percobaan ini tidak memutuskan apa pun dan dicatat di luar rantai. Satu baris per orang, peluncuran, hari, dan alasan; paling banyak 10.000 baris disimpan.
audit-refused-times = Kali
audit-refused-last = Terakhir
audit-refused-action = Keputusan
audit-refused-who = Siapa
audit-refused-what = Apa
audit-refused-says = { $what ->
    [synthesise] Menyatakan feedback { $launch } sudah dirangkum
    [accept_peak] Menerima puncak { $launch } yang tidak dialami
    [take_back] Menarik kembali pernyataan tentang syarat keluar { $launch }
    [exit] Menyatakan sesuatu tentang syarat keluar { $launch }
    [waive] Pengecualian pada syarat masuk { $launch }
    [entrance] Menyatakan sesuatu tentang syarat masuk { $launch }
   *[sign] Keputusan tentang { $launch }
    }: { $why ->
    [role] perannya tidak mencukupi
    [not_named] { $what ->
        [sign] file peluncuran tidak menyebutnya sebagai approver
       *[other] file peluncuran tidak menyebutnya untuk hal ini
        }
    [no_reason] { $what ->
        [sign] berbeda dari rekomendasi, tetapi tanpa alasan
       *[other] tanpa alasan
        }
    [when] waktunya belum tiba, atau sebelum peluncuran didaftarkan
    [end] akhirnya sudah lewat, tidak diisi, atau terlalu jauh
    [unseen] orang lain sudah lebih dulu menandatangani
   *[words] yang ditulis bersamanya tidak dapat diterima
    }
