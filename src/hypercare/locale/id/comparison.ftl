# Selisih antara sisi-sisi sebuah perbandingan. Poin berarti poin persentase
comparison-points-above = { $side } berada { NUMBER($difference, maximumFractionDigits: 1) } poin di atas { $rest ->
    [yes] semua yang lain
   *[no] { $against }
} (antara { NUMBER($low, maximumFractionDigits: 1) } dan { NUMBER($high, maximumFractionDigits: 1) }).
comparison-points-below = { $side } berada { NUMBER($difference, maximumFractionDigits: 1) } poin di bawah { $rest ->
    [yes] semua yang lain
   *[no] { $against }
} (antara { NUMBER($low, maximumFractionDigits: 1) } dan { NUMBER($high, maximumFractionDigits: 1) }).
comparison-points-alike = { $side } belum dapat dibedakan dari { $rest ->
    [yes] semua yang lain
   *[no] { $against }
}: selisihnya antara { NUMBER($low, maximumFractionDigits: 1) } dan { NUMBER($high, maximumFractionDigits: 1) } poin.
comparison-value-above = { $side } lebih tinggi { NUMBER($difference, maximumFractionDigits: 3) } daripada { $rest ->
    [yes] semua yang lain
   *[no] { $against }
} (antara { NUMBER($low, maximumFractionDigits: 3) } dan { NUMBER($high, maximumFractionDigits: 3) }).
comparison-value-below = { $side } lebih rendah { NUMBER($difference, maximumFractionDigits: 3) } daripada { $rest ->
    [yes] semua yang lain
   *[no] { $against }
} (antara { NUMBER($low, maximumFractionDigits: 3) } dan { NUMBER($high, maximumFractionDigits: 3) }).
comparison-value-alike = { $side } belum dapat dibedakan dari { $rest ->
    [yes] semua yang lain
   *[no] { $against }
}: selisihnya antara { NUMBER($low, maximumFractionDigits: 3) } dan { NUMBER($high, maximumFractionDigits: 3) }.
comparison-unknown = Jawaban jenis ini tidak dapat saling dibandingkan.
