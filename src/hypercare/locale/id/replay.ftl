# Mengapa sebuah putusan tidak dihitung ulang dari faktanya: hypercare replay
replay-no-manifest = Catatan itu tidak menyimpan daftar file yang dibacanya.
replay-files = { $files } dari file yang dibacanya { $problem ->
    [missing] hilang
    [changed] berubah
    [gone] hilang
   *[other] { $problem }
}, yang pertama { $first }.
