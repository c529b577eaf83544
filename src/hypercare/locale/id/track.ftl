# Temuan verifikasi tracking: apa yang salah, dan apa yang harus dilakukan
track-never = { $event } belum pernah masuk, dari sumber mana pun.
track-never-todo = Kirim { $event } dari klien atau layanan yang mengetahuinya, dan pastikan satu masuk sebelum go-live.
track-never-todo-near = Kirim { $event } dengan nama ini: yang masuk { $near }, hampir sama.
track-elsewhere = { $event } belum pernah masuk dari { $source }; datangnya dari { $others }.
track-elsewhere-todo = Kirim { $event } lewat { $source }, atau tulis sumber yang mengirimnya setelah “from” di file peluncuran.
track-type = Tipe { $property } pada { $event } berbeda di { NUMBER($rows) } dari { NUMBER($looked) } baris: { $found } bukan { $type }.
track-type-todo = Kirim { $property } sebagai { $expected } di tempat { $event } dilacak, tanpa tanda kutip, satuan, atau pemisah.
track-missing = { $property } tidak ada di { NUMBER($rows) } dari { NUMBER($looked) } baris terbaru { $event }.
track-missing-todo = Kirim { $property } ({ $expected }) bersama setiap { $event }, atau rencanakan dengan “required: false”.
track-not-sampled = { $event } masuk, tetapi propertinya tidak bisa diperiksa: baris terbarunya terlalu jauh di belakang.
track-not-sampled-todo = Kirim satu { $event } sekarang dari akun uji, lalu periksa lagi.
track-value = { $property } pada { $event } berisi nilai yang tidak diizinkan di { NUMBER($rows) } dari { NUMBER($looked) } baris: { $found }.
track-value-todo = Kirim { $property } sesuai rencana ({ $expected }), atau tambahkan nilainya ke file peluncuran.
track-name = { $name } masuk dari { $source } ({ NUMBER($events) } sejauh ini); yang direncanakan { $event }.
track-name-todo = Ganti nama { $name } menjadi { $event } di tempat event itu dilacak; yang sudah masuk dengan nama salah tetap di sana.
track-unplanned = { NUMBER($count) } nama yang tidak direncanakan siapa pun masuk: { $names }.
track-unplanned-todo = Tambahkan ke rencana apa yang dibutuhkan peluncuran; hentikan pengiriman yang tidak dibaca siapa pun.
track-twice = { $event } terkirim dua kali: { NUMBER($pairs) } dari { NUMBER($rows) } baris mengulang baris sebelumnya dalam 2 detik.
track-twice-todo = Periksa apakah { $event } dilacak di dua tempat, atau lagi pada setiap render; kirim sekali saja, dengan id sendiri.
track-silent = { $event } senyap selama { NUMBER($hours) } jam; yang ditetapkan satu tiap { NUMBER($every) } { $unit ->
    [day] hari
    [hour] jam
   *[minute] menit
 }.
track-stopped = { $event } berhenti: senyap selama { NUMBER($hours) } jam, padahal pada minggu-minggu sebelumnya ada sekitar { $expected }.
track-stopped-long = { $event } berhenti: yang terakhir terjadi { NUMBER($hours) } jam lalu.
track-stopped-todo = Cari apa yang menghentikan { $event }: rilis klien terakhir, token, atau sumbernya.
track-young = Seberapa sering { $event } datang baru diketahui setelah { NUMBER($days) } hari.
track-young-todo = Tetapkan “every” untuk { $event } agar senyapnya diketahui sejak hari pertama.
track-volume-below = { $event } terlalu sedikit: { NUMBER($count) } pada { $per ->
    [hour] jam
    [day] hari
   *[week] minggu
 } penuh terakhir, rencananya { $band }.
track-volume-below-todo = Periksa apakah suatu platform atau versi berhenti mengirim { $event }; kalau memang segitu, ubah “volume”.
track-volume-above = { $event } terlalu banyak: { NUMBER($count) } pada { $per ->
    [hour] jam
    [day] hari
   *[week] minggu
 } penuh terakhir, rencananya { $band }.
track-volume-above-todo = Periksa apakah { $event } terkirim lebih dari sekali, atau untuk yang tidak seharusnya; kalau memang segitu, ubah “volume”.
track-volume-pending = Volumenya (rencananya { $band } { $event } per { $per ->
    [hour] jam
    [day] hari
   *[week] minggu
 }) dinilai mulai { $date }.
track-volume-pending-todo = Sampai saat itu tidak perlu apa-apa.
track-clock = Jam klien salah pada { NUMBER($skewed) } dari { NUMBER($timed) } { $event }, sampai { NUMBER($minutes) } menit.
track-clock-todo = Kirim waktu pengiriman bersama setiap batch agar bisa dikoreksi; setel jam server yang salah.
track-future = { NUMBER($rejected) } dari { NUMBER($came) } catatan { $source } ada di karantina: waktunya di masa depan.
track-future-todo = Kirim waktu dalam UTC, dalam detik atau milidetik sesuai permintaan vendor; setel jam yang terlalu cepat.
track-platform-untold = Tidak ada properti yang menyebut platform mana yang mengirim { $event }.
track-platform-untold-todo = Kirim properti “platform” bersama { $event }, atau tulis properti yang menyebutnya setelah “platform_in”.
track-platform-never = { $platform } belum pernah mengirim { $event }; yang mengirim: { $found }.
track-platform-never-todo = Lakukan sekali di { $platform } apa yang mengirim { $event }, lalu cari bersama pengembang aplikasinya mengapa tidak masuk.
track-version-untold = Tidak ada properti yang menyebut versi aplikasi { $platform } yang mengirim { $event }.
track-version-untold-todo = Kirim properti “app_version” bersama { $event }, atau tulis properti yang menyebutnya setelah “version_in”.
track-version-never = Tidak ada { $event } dari { $platform } { $least } atau lebih baru; yang terbaru { $found }.
track-version-never-todo = Periksa apakah { $least } sudah dirilis di { $platform }, dan apakah build-nya melacak { $event }.
track-twin-less = { $event } terhitung { NUMBER($own) } kali dalam tujuh hari, { $twin } dari { $source } { NUMBER($other) } kali: { NUMBER($share, style: "percent", maximumFractionDigits: 1) } lebih sedikit.
track-twin-less-todo = Cari apa yang hilang di jalan: pemblokir iklan, batch yang tidak terkirim saat aplikasi ditutup, platform yang tidak mengirimnya.
track-twin-more = { $event } terhitung { NUMBER($own) } kali dalam tujuh hari, { $twin } dari { $source } { NUMBER($other) } kali: { NUMBER($share, style: "percent", maximumFractionDigits: 1) } lebih banyak.
track-twin-more-todo = Periksa apakah { $event } terkirim dua kali, atau sebelum backend menerimanya.
track-twin-silent = { $twin } tidak masuk dari { $source } dalam tujuh hari, sedangkan { $event } { NUMBER($own) } kali.
track-twin-silent-todo = Minta { $source } mengirim { $twin } agar keduanya bisa dibandingkan.
track-twin-few = { NUMBER($other) } { $twin } dalam tujuh hari: perlu { NUMBER($needed) } sebelum jumlahnya bisa dibandingkan.
track-twin-few-todo = Tidak perlu apa-apa: dinilai begitu jumlahnya cukup.

# Kalimat di atas tabel
track-says-none = Tidak ada event yang direncanakan, jadi tidak ada yang bisa diverifikasi.
track-says-pass = { NUMBER($planned) } event yang direncanakan semuanya masuk sesuai rencana.
track-says-open = { NUMBER($verified) } dari { NUMBER($planned) } event yang direncanakan sudah terverifikasi; { NUMBER($arrived) } sudah masuk.

# Bentuk debug
track-debug-unknown = { $event } tidak ada di rencana peluncuran mana pun.
track-debug-unknown-todo = Rencanakan di bawah tracking: pada peluncuran yang membutuhkannya; kalau tidak, tidak ada yang membacanya.
track-debug-near = { $event } tidak ada di rencana; { $near } pada { $launch } hampir sama.
track-debug-near-todo = Kirim sebagai { $near }.
track-debug-missing = { $event } tidak membawa { $property } ({ $expected }) yang direncanakan { $launch }.
track-debug-missing-todo = Tambahkan { $property } di tempat { $event } dilacak.
track-debug-type = { $property } pada { $event } adalah { $found }; { $launch } merencanakan { $expected }.
track-debug-type-todo = Kirim { $property } sebagai { $expected }, tanpa tanda kutip, satuan, atau pemisah.
track-debug-value = { $property } pada { $event } adalah { $found }, yang tidak diizinkan; { $launch } merencanakan { $expected }.
track-debug-value-todo = Kirim salah satu nilai yang direncanakan, atau tambahkan nilai ini ke file peluncuran.
track-debug-source = { $event } datang dari { $source }; { $launch } merencanakannya dari { $expected }.
track-debug-source-todo = Pakai token { $expected }, atau tulis { $source } setelah “from” di file peluncuran.
track-debug-clock = Menurut jam klien, { $event } dikirim { NUMBER($minutes) } menit dari saat diterima.
track-debug-clock-todo = Setel jam klien, atau kirim waktu pengirimannya agar bisa dikoreksi.
