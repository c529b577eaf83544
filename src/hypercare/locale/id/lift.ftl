# Kenaikan dibanding sebelum live dan dibanding kontrol
lift-no-before = Tidak ada pembanding: { $have } dari { $needed } hari sebelum live yang diperlukan.
lift-no-after = Hari sejak live masih terlalu sedikit: { $have } dari { $needed } yang diperlukan.
lift-too-thin = Kejadian per hari, per minggu, atau per dua minggu terlalu sedikit untuk dibandingkan satu per satu.
