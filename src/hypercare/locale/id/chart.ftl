# Grafik: temuannya, penjelasannya bagi yang tidak dapat melihatnya, dan kepala tabelnya
chart-level-success = sukses { $value }
chart-level-failure = gagal { $value }
chart-level-limit = batas { $value }
chart-level-rollback = rollback { $value }

chart-finding-pass = { $metric } berada di { $value }, dengan seluruh intervalnya di sisi baik dari { $level }
chart-finding-fail = { $metric } berada di { $value } dan tidak mencapai { $level }
chart-finding-harm = { $metric } berada di { $value }, secara meyakinkan melewati { $level }
chart-finding-inconclusive = { $metric } berada di { $value } dan belum pasti: { $level } masih di dalam intervalnya
chart-finding-too-early = { $metric } terlalu dini untuk dinilai sampai { $date }
chart-finding-invalid = { $metric } tidak bisa dipercaya: pengukurannya cacat
chart-finding-watched = { $metric } berada di { $value }, dan tidak ada gate yang memintanya
chart-finding-judged = { $metric } kini { $value }; penilaian gate-nya pada { $date } tetap berlaku
chart-finding-none = { $metric } belum memiliki nilai
chart-finding-gates = Dari { $all } metrik yang dinilai, { $passed } lulus, { $failed } gagal, { $open } belum bisa diputuskan
chart-finding-no-gates = Tidak ada gate yang meminta metrik apa pun
chart-finding-funnel = { $metric } paling banyak kehilangan di { $step }: { $lost } dari yang mencapai langkah sebelumnya
chart-finding-funnel-whole = { $metric } tidak kehilangan siapa pun di antara langkah-langkahnya
chart-finding-funnel-early = Terlalu dini untuk mengatakan di mana { $metric } kehilangan: waktu semua yang memulai belum habis
chart-finding-funnel-empty = Belum ada yang memulai { $metric }

chart-alt-sequence = Grafik garis { $metric } untuk hari { $first } sampai { $last } peluncuran.
chart-alt-value = Pada hari { $day } nilainya { $value }, dengan interval dari { $low } sampai { $high }.
chart-alt-level = Sebuah garis menandai { $level }.
chart-alt-not-yet = Hari { $first } sampai { $last } belum terjadi dan digambar berarsir.
chart-alt-intervals = Batang interval dari { $count } metrik, masing-masing terhadap ambang batasnya sendiri.
chart-alt-funnel = Funnel { $metric } dengan { $count } langkah, dari { $first } sampai { $last } unit, dari yang waktunya sudah habis.
chart-alt-funnel-early = Funnel { $metric } dengan { $count } langkah, dari { $first } sampai { $last } unit sejauh ini; yang masih mungkin sampai diarsir.
chart-alt-none = Belum ada nilai yang bisa digambar.

chart-row = { $metric } · { $gate }
chart-day = hari { $day }
chart-today = hari { $day }
chart-not-yet = belum bisa diamati
chart-ends-between = dari yang sudah terhitung, antara { $low } dan { $high }
chart-no-value = belum ada nilai
chart-unbounded = tanpa batas
chart-source = { $launch } · hari { $day } · { $date } · Hypercare

chart-gate = gate { $gate }
chart-guardrail = guardrail

chart-column-series = Metrik
chart-column-day = Hari
chart-column-date = Tanggal
chart-column-name = Langkah
chart-column-units = Unit
chart-column-events = Event
chart-column-value = Nilai
chart-column-low = Interval dari
chart-column-high = Interval sampai
chart-column-end-low = Yang sudah terhitung: paling rendah
chart-column-end-high = Yang sudah terhitung: paling tinggi
chart-column-of-first = Dari langkah pertama
chart-column-lost = Hilang sejak langkah sebelumnya
chart-column-success = Sukses
chart-column-failure = Gagal
chart-column-limit = Batas
chart-column-rollback = Rollback
chart-column-verdict = Putusan
chart-column-note = Catatan

# Di sekitar grafik pada halaman
chart-data = Tabel data
chart-export = Ekspor
chart-events = Pada linimasa
chart-event = { $name }, hari { $day }
chart-event-span = { $name }, hari { $first } sampai { $last }
chart-drawing = Grafik sedang digambar.
chart-not-drawn = Grafik belum bisa digambar saat ini. Angka-angkanya ada di tabel data.
