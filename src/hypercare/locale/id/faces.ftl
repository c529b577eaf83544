# Words that all pages share
faces-skip = Langsung ke isi
faces-menu = Menu
faces-close = Tutup
faces-search = Cari
faces-navigation = Halaman
faces-crumbs = Posisi Anda
faces-language = Bahasa
faces-theme = Tema
faces-theme-auto = Sistem
faces-theme-light = Terang
faces-theme-dark = Gelap
faces-copy = Salin
faces-copied = Tersalin.
faces-pages = Lanjutan daftar ini
faces-previous = Sebelumnya
faces-next = Berikutnya
faces-request-failed = Tidak berhasil: server tidak bisa dihubungi. Coba lagi.
faces-export-csv = Ekspor CSV
faces-print = Cetak

# Where one can go
faces-nav-portfolio = Portofolio
faces-nav-launches = Peluncuran
faces-nav-launch = Ringkasan
faces-nav-entrance = Syarat masuk
faces-nav-incidents = Insiden
faces-nav-gates = Gate
faces-nav-outcomes = Hasil
faces-nav-guardrails = Guardrail
faces-nav-anti-patterns = Anti-pattern
faces-nav-behaviour = Perilaku
faces-nav-funnel = Funnel
faces-nav-funnel-units = Unit
faces-nav-retention = Retensi
faces-nav-activity = Aktivitas
faces-nav-cycle = Target siklus
faces-nav-evidence = Bukti
faces-nav-evidence-units = Unit
faces-nav-definition = Definisi
faces-nav-data = Data
faces-nav-analyst = Analis
faces-nav-analyst-sql = Tanya dalam SQL
faces-nav-live = Langsung
faces-nav-sources = Sumber data
faces-nav-connect = Hubungkan sumber data
faces-nav-house = Pengelolaan
faces-nav-people = Anggota
faces-nav-tokens = Token
faces-nav-audit = Audit
faces-nav-new-launch = Peluncuran baru
faces-nav-help = Bantuan
faces-nav-me = Pengaturan Anda
faces-nav-sign-in = Masuk
faces-nav-chart = Grafik
faces-nav-widget = Grafik

# Who one is
faces-me = Pengaturan Anda
faces-sign-in = Masuk
faces-sign-out = Keluar
faces-visitor = Pengunjung
faces-visitor-may = boleh melihat semuanya
faces-role-public = belum masuk
faces-role-viewer = pembaca
faces-role-contributor = kontributor
faces-role-approver = approver
faces-role-admin = admin

# The palette and the keys
faces-palette = Buka halaman atau peluncuran
faces-palette-hint = Mau ke mana?
faces-palette-nothing = Tidak ada yang bernama itu.
faces-keys = Pintasan
faces-key-palette = Buka halaman atau peluncuran
faces-key-keys = Daftar ini
faces-key-filter = Saring daftar di halaman
faces-key-list = Berikutnya dan sebelumnya dalam daftar
faces-keys-single = Gunakan pintasan satu tombol
faces-keys-single-help = Matikan bila mengganggu input suara. Ctrl K selalu berfungsi.

# A verdict in a word
faces-word-PASS = Lulus
faces-word-FAIL = Gagal
faces-word-HARM = Merugikan
faces-word-TOO_EARLY = Terlalu dini
faces-word-INCONCLUSIVE = Belum meyakinkan
faces-word-INVALID = Tidak sah
faces-action-HOLD = Tahan dulu
faces-action-SCALE = Scale
faces-action-PIVOT = Pivot
faces-action-ROLLBACK = Rollback
faces-health-ok = Sehat
faces-health-watch = Pantau
faces-health-bad = Bermasalah
faces-health-unknown = Belum diketahui

# A gate by its name
faces-gate-day = Hari ke-{ $day }
faces-gate-cycle-end = Akhir siklus

# How fresh a page is
faces-facts-until = Data sampai
faces-facts-none = Belum ada data
faces-computed = Dihitung
faces-as-of = Per
faces-version = Versi
faces-head = Ujung buku keputusan
