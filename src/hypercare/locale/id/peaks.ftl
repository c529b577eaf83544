# Peak yang sudah dilewati
peak-no-data = Tidak ada yang diketahui tentang apa yang dilakukan unit peluncuran pada hari-hari ini.
peak-broken = Jelas melewati batasnya selama peak: { $names }.
peak-in-doubt = Melewati batasnya selama peak, tetapi yang terukur terlalu sedikit untuk memastikannya: { $names }.
peak-nothing-watched = Tidak ada ukuran berbatas yang terukur selama peak.
peak-held = { $count ->
    [one] Satu-satunya batas yang terukur selama peak tetap terjaga.
   *[other] Semua { $count } batas yang terukur selama peak tetap terjaga.
}
