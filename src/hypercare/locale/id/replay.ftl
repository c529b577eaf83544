# Mengapa sebuah putusan tidak dihitung ulang dari faktanya: hypercare replay
replay-no-manifest = Catatan itu tidak menyimpan daftar file yang dibacanya.
replay-files = { $files } dari file yang dibacanya { $problem ->
    [missing] hilang
    [changed] berubah
    [gone] hilang
   *[other] { $problem }
}, yang pertama { $first }.
replay-erased = Sebagian fakta yang dibacanya dihapus pada { $date } atas permintaan penghapusan data seseorang ({ $record }).
replay-expired = Sebagian fakta yang dibacanya dihapus pada { $date } karena sudah melewati masa simpannya ({ $record }).
