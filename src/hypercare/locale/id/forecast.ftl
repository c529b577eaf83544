# Mengapa tidak ada prakiraan untuk sebuah siklus
forecast-nobody = Belum ada siapa pun di dalam siklus ini.
forecast-too-soon = Baru { NUMBER($elapsed, style: "percent", maximumFractionDigits: 0) } siklus berjalan; sebelum seperlima lewat, hari-hari yang tersisa lebih menentukan daripada yang sudah terlihat.
forecast-few-units = { $have } unit terlalu sedikit untuk mengetahui seberapa berbeda perilaku mereka: dibutuhkan { $needed }.
forecast-few-events = { $have } event terlalu sedikit untuk mengetahui seberapa sering unit kembali: dibutuhkan { $needed }.
forecast-novelty = Aktivitas unit berubah { NUMBER($change, style: "percent", maximumFractionDigits: 0) } per tiga puluh hari sejak pertama kali mencoba: efek kebaruan memudar, dan tidak ada yang tahu di mana berhentinya.
forecast-slow-burn = Aktivitas unit naik { NUMBER($change, style: "percent", maximumFractionDigits: 0) } per tiga puluh hari sejak pertama kali mencoba: pertumbuhannya pelan, dan tidak ada yang tahu di mana berhentinya.
forecast-not-excluded = Belum bisa dikesampingkan bahwa aktivitas unit berubah { NUMBER($low, style: "percent", maximumFractionDigits: 0) } sampai { NUMBER($high, style: "percent", maximumFractionDigits: 0) } per tiga puluh hari: sampai akhir siklus itu melampaui rentang mana pun.
forecast-course-unknown = Belum bisa dipastikan apakah efek kebaruan memudar atau minat masih tumbuh.
forecast-unknown-peak = Di depan ada puncak yang besarnya tidak diketahui dari apa pun: { $peaks }.
forecast-broken = Pengukurannya rusak: setelah diperbaiki, siklus ini baru bisa diprakirakan.
forecast-harm = Masih ada dampak yang merugikan: sebelum itu teratasi atau fiturnya ditarik, tidak ada yang tahu siklus ini akan berakhir di angka berapa.
forecast-over = Siklus sudah selesai: tidak ada lagi yang diprakirakan.
forecast-not-begun = Siklus belum dimulai.

# Yang disimpan rantai catatan tentang prakiraan
audit-did-forecast-told = { $metric } pada { $launch } diprakirakan, berdasarkan yang diketahui sampai { $until }
audit-did-forecast-abstained = Tidak ada prakiraan untuk { $metric } pada { $launch }, berdasarkan yang diketahui sampai { $until }
audit-did-scored-forecast = Prakiraan { $of } pada { $launch } dinilai, karena siklusnya sudah selesai

# Di halaman target siklus
foreseen-title = Di akhir siklus
foreseen-why = Prakiraan tidak memutuskan apa-apa: tidak ada gate yang membacanya, dan tidak ada putusan yang berubah karenanya.
foreseen-expected = Perkiraan di akhir siklus, pada { $last }: { $share }, dan dalam 95 dari 100 kasus antara { $low } dan { $high }.
foreseen-so-far = Sejauh ini { $reached } dari { $units } sudah mencapai target dan { $open } masih bisa; { $elapsed } hari sudah lewat, dengan bobot { $weight } dari keseluruhan.
foreseen-success = Peluang porsinya paling sedikit { $success }, yang disebut sukses oleh gate: { $meets }. Peluang gate lulus: { $passes }.
foreseen-none = Tidak ada prakiraan
foreseen-said = Apa yang diprakirakan, dan apa yang terjadi
foreseen-said-why = Satu prakiraan per hari disimpan selama siklus berjalan, lalu dinilai saat siklus selesai. Skor Brier yang lebih rendah lebih baik.
foreseen-known-until = Diketahui sampai
foreseen-expected-short = Perkiraan
foreseen-came = Yang terjadi
foreseen-came-of = dari { $units }
foreseen-brier = Skor Brier
foreseen-record = Catatan
foreseen-held = dalam rentang
foreseen-missed = di luar rentang
