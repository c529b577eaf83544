# Mengapa ini yang direkomendasikan
recommend-mend-measurement = Perbaiki dulu pengukurannya: yang tidak terukur tidak bisa dinilai.
recommend-too-early = { $metric } belum bisa dinilai sebelum { $date }.
recommend-passes = { $metric } lulus.
recommend-below-failure = { $metric } berada di bawah ambang gagal, dengan seluruh intervalnya.
recommend-fails-below-failure = { $metric } berada di bawah ambang gagal, dengan seluruh intervalnya.
recommend-fails-between-gates = { $metric } lebih baik daripada gagal, tetapi tidak mencapai sukses.
recommend-fails-short-of-success = { $metric } tidak mencapai sukses.
recommend-not-shown = { $metric } belum menunjukkan sukses.
recommend-uncontrolled = Tidak ada yang bisa tahu apakah { $metric } bergerak karena peluncuran atau karena musim: tidak ada pembandingnya, dan menunggu lebih lama tidak mengubah itu.
recommend-declare-control = Lain kali, sebelum go-live, nyatakan kontrol untuk { $metric }: split membagikan fitur secara acak, control menyebut siapa yang tidak mendapatkannya.
recommend-no-data = { $metric } tidak punya data: tidak ada yang bisa dikatakan atau disimpulkan darinya.
