# Syarat masuk: apa yang ditemukan
entry-live-not-yet = Go-live pada { $date }. Belum ada unit segmen yang bisa melihatnya.
entry-live-pilot = Go-live pada { $date }. { NUMBER($units) } unit segmen sudah melihatnya, jadi fiturnya bisa dijangkau.
entry-live-nobody-yet = Live kurang dari sehari, dan belum ada { $segment } yang melihatnya.
entry-live-nobody = Live lebih dari sehari, dan tidak ada { $segment } yang melihatnya.
entry-live-few = { NUMBER($units) } dari { NUMBER($expected) } unit yang diharapkan melihatnya ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }), seminggu setelah go-live: segmennya tidak terjangkau.
entry-live-reached = { NUMBER($units) } dari { NUMBER($expected) } unit yang diharapkan sudah melihatnya ({ NUMBER($share, style: "percent", maximumFractionDigits: 1) }).
entry-live-exposed = { NUMBER($units) } unit { $segment } sudah melihatnya. Berapa yang diharapkan tidak ditetapkan.
entry-live-switch-on = Pastikan fitur dinyalakan untuk segmennya, dan paparannya terkirim.
entry-tracking-not-declared = Tidak ada event yang direncanakan, jadi tidak ada yang bisa diverifikasi.
entry-tracking-declare = Sebutkan event-nya di bawah tracking: di file peluncuran.
entry-tracking-arrives = { $event } masuk: { NUMBER($events) } sejauh ini.
entry-tracking-first = { $event } pertama datang dari { $source }.

# Penilaiannya
entry-ready = Siap: semua syarat masuk terpenuhi.
entry-ready-waived = Siap, dengan { NUMBER($waived) } hal dikecualikan.
entry-not-ready = Belum siap: { NUMBER($open) } hal masih kurang.
entry-unknown = Belum diketahui: { NUMBER($unknown) } hal belum bisa dipastikan.
