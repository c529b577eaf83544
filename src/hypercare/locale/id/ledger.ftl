# Yang dikatakan audit ledger tentang catatan pertama yang tidak lagi seperti saat ditulis.
ledger-chain-gap = Catatan { $sequence } hilang.
ledger-chain-content = Isi catatan { $sequence } diubah.
ledger-chain-hash = Hash catatan { $sequence } diubah.
ledger-chain-order = Catatan { $sequence } tidak lagi berada di tempatnya ditulis.
ledger-chain-previous = Catatan { $sequence } tidak menyambung dengan catatan sebelumnya.
ledger-chain-columns = Penanda pencarian catatan { $sequence } diubah: berbeda dari yang di-hash.
ledger-chain-evidence = Bukti catatan { $sequence } diubah, diambil, atau ditambah.
ledger-chain-version = Versi peluncuran dalam catatan { $sequence } diubah atau diambil.
ledger-chain-head-unknown = Catatan-catatannya saling menyambung, tetapi tidak ada yang memiliki hash { $hash }: itu bukan kepala yang pernah dicetak instalasi ini secara lengkap, atau rantainya sejak itu ditulis ulang atau dipotong.
