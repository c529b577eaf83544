# Mengapa kondisi peluncuran seperti itu
health-passing = Semua metrik penentu lulus.
health-not-live = Belum live.
health-fails = { $metric } gagal.
health-other-fails = { $metric } gagal, tetapi tidak menentukan.
health-limit-near = { $metric } melewati batasnya, tetapi belum meyakinkan.
health-undecided = { $metric } belum terbukti.
health-no-data = { $metric } belum punya data.
health-too-early = { $metric } terlalu dini untuk dinilai.
health-no-primary = Tidak ada metrik penentu.
