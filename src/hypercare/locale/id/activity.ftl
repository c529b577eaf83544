# Siapa yang aktif, dan bagaimana
activity-lead-user = { $count } pengguna aktif sejak menjadi bagian dari peluncuran.
activity-lead-account = { $count } akun aktif sejak menjadi bagian dari peluncuran.
activity-lead-device = { $count } perangkat aktif sejak menjadi bagian dari peluncuran.
activity-rule = Dihitung sejak setiap unit terpapar, dalam hari lokal; minggu dimulai hari Senin. Periode yang belum selesai digambar berongga.
activity-per = Per
activity-event = Aktif karena
activity-event-any = event apa pun
activity-nobody = Belum ada yang aktif
activity-nobody-text = Begitu unit yang terpapar melakukan sesuatu, hasilnya tampil di sini.
activity-nobody-event = Belum ada unit terpapar yang melakukan event ini. Coba event lain, atau event apa pun.
activity-active = Unit aktif
activity-in-day = Aktif dalam sehari
activity-in-week = Aktif dalam seminggu
activity-in-month = Aktif dalam sebulan
activity-not-over = Belum ada yang selesai
activity-running = belum selesai
activity-sticky = Kelekatan
activity-sticky-of = Dari unit satu bulan, pada hari rata-rata di { $date }. Pada minggu rata-rata: { $weekly }.
activity-sticky-early = Terlalu dini
activity-sticky-when = Butuh satu bulan penuh.
activity-sticky-months = Stickiness per bulan
activity-sticky-why = Berapa bagian dari unit aktif sebulan yang hadir pada hari rata-rata, dan pada minggu rata-rata.
activity-sticky-daily = Hari dari bulan
activity-sticky-weekly = Minggu dari bulan
activity-lifecycle = Siklus hidup
activity-lifecycle-how = Di atas sumbu: yang aktif untuk pertama kali, yang aktif lagi setelah periode sebelumnya, atau yang kembali setelah jeda. Di bawahnya: yang aktif pada periode sebelumnya tetapi tidak pada periode ini.
activity-phase = Fase
activity-new = baru
activity-returning = berlanjut
activity-resurrecting = aktif kembali
activity-dormant = tidak aktif lagi
activity-usage = Apa yang mereka lakukan
activity-usage-event = Event
activity-usage-share = Dari yang aktif
activity-usage-events = Jumlah event
activity-usage-each = Tiap unit
activity-usage-others = { $count ->
   *[other] { $told } event dengan nama lain tidak ditampilkan.
}
activity-frequency = Seberapa sering mereka aktif
activity-days = Hari aktif
activity-days-7 = 7–13
activity-days-14 = 14–29
activity-days-30 = 30+
activity-finding-early = Belum ada { $per ->
    [day] hari
    [week] minggu
    [month] bulan
   *[other] kuartal
  } yang selesai
activity-finding-active = { $units } aktif { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }
activity-finding-more = { $units } aktif { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }, { $change } lebih banyak daripada sebelumnya
activity-finding-less = { $units } aktif { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }, { $change } lebih sedikit daripada sebelumnya
activity-finding-same = { $units } aktif { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }, sama banyak dengan sebelumnya
activity-finding-grew = { $came } datang atau kembali { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }, dan { $went } tidak aktif lagi
activity-finding-shrank = { $went } tidak aktif lagi { $per ->
    [day] pada { $date }
    [week] dalam minggu mulai { $date }
    [month] dalam bulan mulai { $date }
   *[other] dalam kuartal mulai { $date }
  }, dan hanya { $came } yang datang atau kembali
activity-finding-held = { $per ->
    [day] Pada { $date }
    [week] Dalam minggu mulai { $date }
    [month] Dalam bulan mulai { $date }
   *[other] Dalam kuartal mulai { $date }
  }, yang datang sama banyak dengan yang tidak aktif lagi: { $went }
activity-finding-frequency = { $share } aktif pada { $days } hari, kelompok yang terbesar
activity-alt-active = Grafik kolom unit aktif dalam { $count } { $per ->
    [day] hari
    [week] minggu
    [month] bulan
   *[other] kuartal
  }; yang belum selesai digambar berongga.
activity-alt-lifecycle = Grafik kolom bertumpuk dari { $count } periode: unit baru, berlanjut, dan aktif kembali di atas sumbu, yang tidak aktif lagi di bawahnya.
activity-finding-usage = { $event } dilakukan oleh paling banyak unit: { $share } dari yang aktif
activity-alt-usage = Grafik kolom bagian unit aktif yang melakukan masing-masing dari { $count } event.
activity-alt-frequency = Grafik kolom bagian unit dalam { $count } kelompok menurut jumlah hari aktif.
