# Percobaan menandatangani yang ditolak
audit-refused-title = Percobaan menandatangani yang ditolak
audit-refused-lead = Percobaan ini tidak memutuskan apa pun dan dicatat di luar rantai. Satu baris per orang, peluncuran, hari, dan alasan; paling banyak 10.000 baris disimpan.
audit-refused-times = Kali
audit-refused-last = Terakhir
audit-refused-action = Keputusan
audit-refused-who = Siapa
audit-refused-what = Apa
audit-refused-role = Keputusan tentang { $launch }: perannya tidak boleh menandatangani
audit-refused-not-named = Keputusan tentang { $launch }: berkas peluncuran tidak menyebutnya sebagai approver
audit-refused-no-reason = Keputusan tentang { $launch }: berbeda dari rekomendasi, tetapi tanpa alasan
audit-refused-when = Keputusan tentang { $launch }: waktunya belum tiba, atau sebelum peluncuran didaftarkan
audit-refused-unseen = Keputusan tentang { $launch }: orang lain sudah lebih dulu menandatangani
audit-refused-words = Keputusan tentang { $launch }: yang ditulis bersamanya tidak dapat diterima
