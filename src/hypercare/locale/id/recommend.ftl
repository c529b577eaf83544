# Mengapa ini yang direkomendasikan
recommend-mend-measurement = Perbaiki dulu pengukurannya: yang tidak terukur tidak bisa dinilai.
recommend-too-early = { $metric } belum bisa dinilai sebelum { $date }.
recommend-passes = { $metric } lulus.
recommend-below-failure = { $metric } berada di bawah ambang gagal, dengan seluruh intervalnya.
recommend-fails-below-failure = { $metric } berada di bawah ambang gagal, dengan seluruh intervalnya.
recommend-fails-between-gates = { $metric } lebih baik daripada gagal, tetapi tidak mencapai sukses.
recommend-fails-short-of-success = { $metric } tidak mencapai sukses.
recommend-not-shown = { $metric } belum menunjukkan sukses.
recommend-no-data = { $metric } tidak punya data: tidak ada yang bisa dikatakan atau disimpulkan darinya.
