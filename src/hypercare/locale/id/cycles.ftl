# Fase peluncuran
phase-entrance = Syarat masuk
phase-technical = Hypercare teknis
phase-product = Pemantauan produk
phase-outcome = Validasi hasil
phase-closed = Selesai
phase-continuous = Perbaikan berkelanjutan

# Hari puncak di kalender
peak-harbolnas = Harbolnas
peak-double-dates = Promo tanggal kembar
peak-small-double-dates = Promo tanggal kembar kecil
peak-payday = Gajian
peak-ramadan = Ramadan
peak-pre-eid = Lonjakan menjelang Lebaran
peak-lebaran = Musim Lebaran
peak-eid-trough = Pekan sepi Lebaran
peak-independence-day = Hari Kemerdekaan
peak-nataru = Natal dan Tahun Baru
peak-public-holiday = Hari libur nasional
peak-joint-leave = Cuti bersama
own-peak = { $peak }
