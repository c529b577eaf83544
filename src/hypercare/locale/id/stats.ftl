stats-too-few-units = Terlalu sedikit unit untuk sebuah interval: { $have } dari { $needed } yang diperlukan.
stats-too-concentrated = Terlalu sedikit unit yang memikul totalnya: sebarannya setara dengan { $have } unit yang sama besar, padahal diperlukan { $needed }.
stats-no-variation = Semua { $have } unit bernilai sama, jadi sebarannya tidak bisa dinilai.
stats-no-denominator = Dari { $have } unit, tidak ada yang punya pembagi.
stats-no-base = Grup pembanding tidak punya apa pun di atas 0 untuk dibandingkan.
