# Kenaikan dibanding sebelum live dan dibanding kontrol
lift-no-before = Tidak ada pembanding: { $have } dari { $needed } hari sebelum live yang diperlukan.
lift-nothing-before = Tidak ada pembanding: pada { $days } hari sebelum live yang dibaca tidak ada yang terhitung{ $sides ->
    [1] .
   *[other] {" "}di grup dengan fitur atau di grup kontrol.
 }
lift-no-after = Hari sejak live masih terlalu sedikit: { $have } dari { $needed } yang diperlukan.
lift-nothing-after = Tidak ada yang bisa dibandingkan: pada { $days } hari sejak live yang dibaca tidak ada yang terhitung{ $sides ->
    [1] .
   *[other] {" "}di grup dengan fitur atau di grup kontrol.
 }
lift-mix-unknown = Interval dengan komposisi sebelum live tidak bisa dihitung: terlalu banyak bagiannya yang tidak diketahui di kedua grup.
lift-too-thin = Kejadian per hari, per minggu, atau per dua minggu terlalu sedikit untuk dibandingkan satu per satu.

# Apa yang menopang sebuah perbandingan
gate-uncontrolled-lift = Ini bisa karena musim, bisa juga karena peluncuran: tidak ada grup kontrol yang punya riwayat, dan masa sebelum live hanya memuat { $have } dari { $needed } rentang 14 hari yang diperlukan untuk membedakannya. Karena itu angkanya ditampilkan, tetapi tidak memutuskan apa pun.
gate-knowable-history = Ini bisa diketahui seandainya ada grup kontrol, atau { $days } hari lagi riwayat sebelum go-live.
gate-knowable-control = Ini hanya bisa diketahui seandainya ada grup kontrol: hari-harinya tidak bisa dibandingkan satu per satu.
gate-lift-control = Sudah bersih dari grup kontrol: yang menggerakkan keduanya sudah dikeluarkan.
gate-lift-units = Dibandingkan unit demi unit dengan grup kontrol yang dibagi secara acak: perilaku setiap unit sebelum live ikut diperhitungkan, dan yang menggerakkan kedua grup ada di keduanya.
gate-lift-history = Tanpa grup kontrol; dibandingkan dengan { $placebos } rentang 14 hari sebelum live saat tidak ada peluncuran.
gate-not-by-chance = Grup kontrol tidak dibagi secara acak dan dibandingkan apa adanya: bedanya bisa karena hal lain, bukan karena fitur.
gate-mix-shift = { $metric } mencapai sukses hanya karena komposisi { $segment } berubah: dengan komposisi sebelum live, tidak.
gate-mix-shift-short = { $metric } belum mencapai sukses hanya karena komposisi { $segment } berubah: dengan komposisi sebelum live, tidak demikian.
gate-mix-fixed = Angka ini dihitung dengan komposisi { $segment } sebelum live: perubahan siapa yang datang dikeluarkan, yang tersisa adalah perilaku masing-masing.
gate-mix-plain = Dengan komposisi apa adanya, angkanya { $percent }%.
gate-one-look = Interval yang ditampilkan berlaku untuk satu kali lihat pada tanggal gate: kalau dilihat setiap hari, kelirunya lebih dari 5 dari 100.

# Guardrail dan kalender
gate-guardrail-ordinary = Hari dalam minggu dan hari puncak sudah dikeluarkan, sesuai yang dipelajari dari masa sebelum go-live; yang masih belum pasti ada di dalam intervalnya.
gate-guardrail-plain = Dibandingkan dengan hari-hari biasa: baru ada { $have } dari { $needed } hari sebelum go-live yang diperlukan untuk mempelajari hari puncak. Hari puncak atau musim bisa terlihat seperti kerugian, atau menutupinya.

# Yang masih kurang dari perbandingan yang belum terputuskan
gate-needs-days = Sekitar { NUMBER($more) } hari lagi, di luar { NUMBER($have) } yang sudah dibaca, akan cukup untuk memutuskannya jika nilainya tetap di tempatnya.
gate-needs-no-days = Menambah hari tidak akan memutuskannya: dalam setahun lagi pun intervalnya paling sempit { NUMBER($half, maximumFractionDigits: 1) }% ke tiap sisi, sedangkan nilainya berjarak { NUMBER($away, maximumFractionDigits: 1) }% dari ambang. Yang tetap terbuka adalah tingkat sebelum go-live, pertumbuhan atau gerak naik-turun yang memang berjalan, dan kalender; grup kontrol menghilangkan itu.
gate-needs-no-units = Menambah unit tidak akan memutuskannya: seribu kali lipat pun intervalnya masih selebar { NUMBER($half, maximumFractionDigits: 1) }% ke tiap sisi, sedangkan nilainya berjarak { NUMBER($away, maximumFractionDigits: 1) }% dari ambang.

# In the headline
headline-metric-uncontrolled = tidak ada yang bisa tahu apa yang menggerakkan { $metric }, karena tidak ada pembandingnya
headline-metric-mix-shift = { $metric } naik karena komposisi yang datang berubah

# Grup yang bocor
gate-leak = { NUMBER($mixed) } dari { NUMBER($units) } unit melihat lebih dari satu nilai flag, jadi kedua grup tidak bisa dibedakan lagi.
