# Mengapa sebuah metrik belum mengatakan apa-apa
metric-no-units = Belum ada unit yang terpapar.
metric-no-mature-units = Dari { NUMBER($units) } unit, belum ada yang jendelanya selesai; { NUMBER($open) } masih mungkin berkonversi.
metric-no-denominator = Belum ada pembagi: belum ada unit yang memiliki event penyebut.
metric-no-unit-days = Belum ada pembagi: belum ada unit yang aktif atau terpapar pada hari mana pun.
