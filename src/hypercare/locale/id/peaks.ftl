# Hari puncak yang sudah dilewati
peak-no-data = Tidak ada yang diketahui tentang apa yang dilakukan unit peluncuran pada hari-hari ini.
peak-broken = Jelas melewati batasnya selama hari puncak: { $names }.
peak-in-doubt = Melewati batasnya selama hari puncak, tetapi yang terukur terlalu sedikit untuk memastikannya: { $names }.
peak-nothing-watched = Tidak ada ukuran berbatas yang terukur selama hari puncak.
peak-held = { $count ->
    [one] Satu-satunya batas yang terukur selama hari puncak tetap terjaga.
   *[other] Semua { $count } batas yang terukur selama hari puncak tetap terjaga.
}
