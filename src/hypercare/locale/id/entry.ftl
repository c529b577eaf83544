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
entry-tracking-never = { $event } belum pernah masuk, dari sumber mana pun.
entry-tracking-send = Kirim { $event } dari klien atau layanan yang mengetahuinya, dan pastikan satu masuk sebelum go-live.
entry-tracking-elsewhere = { $event } belum pernah masuk dari { $source }; datangnya dari { $others }.
entry-tracking-mend-source = Kirim { $event } lewat { $source }, atau sebutkan sumber yang mengirimnya di file peluncuran.
entry-tracking-silent = { $event } senyap selama { NUMBER($hours) } jam; yang ditetapkan tiap { NUMBER($every) } jam.
entry-tracking-mend = Cari apa yang menghentikan { $event }: klien, token, atau sumbernya.
entry-tracking-arrives = { $event } masuk: { NUMBER($events) } sejauh ini.
entry-property-absent = { $property } ada di { NUMBER($have) } dari { NUMBER($rows) } baris terbaru.
entry-property-type = { $property } bertipe { $type } di { NUMBER($have) } dari { NUMBER($rows) } baris terbaru.
entry-property-mend = Kirim { $property } bersama setiap { $event }, sebagai { $type }.
entry-sanity-not-declared = Tidak ada sanity check yang ditetapkan, jadi belum ada yang lolos.
entry-sanity-declare = Sebutkan permintaan yang harus dijawab di bawah sanity: di file peluncuran.
entry-sanity-not-run = Belum dijalankan: hasil pemeriksaan ini tidak diketahui.
entry-sanity-run = Buka { $url } di produksi, dan pastikan jawabannya { $status }.

# Penilaiannya
entry-ready = Siap: semua syarat masuk terpenuhi.
entry-not-ready = Belum siap: { NUMBER($open) } hal masih kurang.
entry-unknown = Belum diketahui: { NUMBER($unknown) } hal belum bisa dipastikan.
