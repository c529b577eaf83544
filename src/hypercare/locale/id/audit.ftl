# Yang dikatakan audit tentang rantai catatan.
audit-empty = Belum ada yang tercatat.
audit-whole = Rantai berisi { $length } catatan utuh. Kepala: { $head }
audit-broken = Rantai terputus pada catatan { $sequence }.
audit-did-act-waived = Mengecualikan { $item } pada syarat masuk { $launch } sampai { $until }.
audit-did-act-unwaived = Mencabut pengecualian { $item } pada syarat masuk { $launch }.
audit-did-act-read = Mengonfirmasi sudah membaca panduan support { $launch }.
audit-did-act-checked = Memeriksa { $item } pada syarat masuk { $launch } secara manual.
audit-did-act-failed = Menemukan { $item } pada syarat masuk { $launch } tidak beres, secara manual.
audit-did-entrance = { $launch } go-live; syarat masuknya saat itu: { $criteria }.
