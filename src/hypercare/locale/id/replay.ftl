# Mengapa sebuah putusan tidak dihitung ulang dari faktanya: hypercare replay
replay-no-manifest = Catatan itu tidak menyimpan daftar berkas yang dibacanya.
replay-files = { $files } dari berkas yang dibacanya { $problem ->
    [missing] hilang
    [changed] berubah
    [gone] hilang
   *[other] { $problem }
}, yang pertama { $first }.
