# Bagaimana indikator awal berlanjut sejak pengguna mendapat fitur
trend-novelty = Nilainya turun makin lama orang memakai fitur ini: sebagian yang terlihat di awal hanya efek hal baru.
trend-slow-burn = Nilainya naik makin lama orang memakai fitur ini: berkembang perlahan, dan hari-hari awal belum menunjukkannya.
trend-steady = Nilainya bertahan: dalam tiga puluh hari perubahannya tidak sampai seperlima.
trend-unknown = Belum bisa dipastikan apakah nilainya turun, naik, atau bertahan.
