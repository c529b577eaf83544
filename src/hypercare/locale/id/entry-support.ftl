# Kesiapan support: panduan, jalur eskalasi, latihan; dan pengecualian syarat apa pun
entry-support-no-guide = Belum ada panduan yang dideklarasikan.
entry-support-no-place = “{ $guide }” bukan path di repositori dan bukan alamat https://.
entry-support-write-guide = Tuliskan jawaban untuk support, lalu sebut tempatnya di support: guide.
entry-support-guide = Panduannya { $guide }.
entry-support-guide-version = Versi yang dideklarasikan: { $version }.
entry-support-no-readers = Belum ada yang disebut harus membaca panduan.
entry-support-name-readers = Sebut seorang support lead, atau orang-orangnya di support: read by.
entry-support-read = { $name } sudah membaca panduan.
entry-support-read-evidence = Dikonfirmasi oleh { $by }.
entry-support-read-earlier = { $name } membaca panduan sebelum panduannya berubah.
entry-support-unread = { $name } belum mengonfirmasi sudah membaca panduan.
entry-support-let-read = Minta { $name } membaca panduan dan mengonfirmasinya, di halaman syarat masuk atau dengan hypercare acknowledge.
entry-support-no-level = Belum ada orang di { $level }.
entry-support-fill = Sepakati siapa { $level }, lalu tambahkan di support: escalation.
entry-support-no-hours = { $level } adalah { $who }; jam mereka bisa dihubungi belum dideklarasikan.
entry-support-say-hours = Sebutkan kapan { $level } bisa dihubungi, misalnya hours: Mon-Fri 09:00-17:00, atau 24/7.
entry-support-gaps = { $level } adalah { $who }, tetapi pada { $gaps } waktu yang dibutuhkan peluncuran tidak ada siapa pun.
entry-support-gap-day = Tidak ada orang di { $level } pada hari { $weekday ->
    [1] Senin
    [2] Selasa
    [3] Rabu
    [4] Kamis
    [5] Jumat
    [6] Sabtu
   *[7] Minggu
 }.
entry-support-gap-hours = Tidak ada orang di { $level } pada hari { $weekday ->
    [1] Senin
    [2] Selasa
    [3] Rabu
    [4] Kamis
    [5] Jumat
    [6] Sabtu
   *[7] Minggu
 } pukul { $start } sampai { $end }.
entry-support-cover = Cari orang untuk { $level } pada waktu itu, atau deklarasikan jam yang dibutuhkan peluncuran di support: hours.
entry-support-level = { $level } adalah { $who }, { $hours }.
entry-support-contact = Dihubungi lewat { $contact }.
entry-drill-never = Belum ada insiden latihan yang melewati jalur eskalasi.
entry-drill-waits = Latihan sedang berjalan: { $level } belum mengonfirmasinya.
entry-drill-stopped = Latihan terakhir berhenti di { $level }.
entry-drill-changed = Jalur eskalasi berubah pada { $date }, setelah latihan terakhir.
entry-drill-old = Latihan terakhir selesai pada { $date }, lebih dari { $days } hari sebelum go-live.
entry-drill-slow = { $level } baru mengonfirmasi latihan setelah { NUMBER($minutes) } menit; yang dideklarasikan { NUMBER($limit) } menit.
entry-drill-passed = Semua level mengonfirmasi latihan, yang paling lambat ({ $level }) setelah { NUMBER($minutes) } menit.
entry-drill-run = Mulai latihan: hypercare drill { $launch }
entry-drill-acknowledge = Minta level itu mengonfirmasi di halaman insiden, atau dengan hypercare incident ack.
entry-drill-raised = Diteruskan ke { $level }.
entry-drill-answered = { $level }: dikonfirmasi oleh { $by } setelah { NUMBER($minutes) } menit.
entry-waiver-over = Pengecualian oleh { $by } sudah berakhir: { $reason }
