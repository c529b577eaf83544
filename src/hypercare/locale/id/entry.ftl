# Syarat masuk: apa yang ditemukan
entry-tracking-not-declared = Tidak ada event yang direncanakan, jadi tidak ada yang bisa diverifikasi.
entry-tracking-declare = Sebutkan event-nya di bawah tracking: di file peluncuran.
entry-tracking-arrives = { $event } masuk: { NUMBER($events) } dalam enam minggu terakhir.
entry-tracking-first = { $event } pertama di antaranya datang dari { $source }.

# Penilaiannya
entry-ready = Siap: semua syarat masuk lulus.
entry-ready-waived = Siap, dengan { NUMBER($waived) } hal dikecualikan.
entry-not-ready = Belum siap: { NUMBER($open) } hal masih kurang.
entry-unknown = Belum diketahui: { NUMBER($unknown) } hal belum bisa dipastikan.
