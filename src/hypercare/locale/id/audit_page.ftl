# Halaman audit
audit-page-title = Audit
audit-page-lead = Siapa melakukan apa, dan kapan. Setiap catatan menyimpan hash catatan sebelumnya, sehingga perubahan apa pun langsung terlihat.
audit-page-whole = { $length ->
   *[other] { $length } catatan semuanya utuh seperti saat ditulis.
}
audit-page-head = Hash catatan terakhir. Bandingkan dengan yang pernah dicetak: hypercare audit --head HASH.
audit-page-head-name = Hash catatan terakhir
audit-page-sound = { $length ->
   *[other] { $length } catatan sebelumnya utuh, sampai hash ini.
}
audit-page-verifying = Rantai catatan panjang dan sedang diperiksa.
audit-page-verify = Periksa
audit-page-records = Catatan
audit-page-subject = Launch, orang, atau token
audit-page-kind = Jenis catatan
audit-page-all = Semua jenis
audit-page-filter = Saring
audit-page-reset = Tampilkan semua
audit-page-what = Apa
audit-page-by = Oleh
audit-page-at = Kapan
audit-page-record = Catatan
audit-page-place = Urutan dalam rantai
audit-page-hash = Hash
audit-page-previous = Hash sebelumnya
audit-page-shown = { $count ->
   *[other] { $count } catatan di halaman ini
}
audit-page-older = Lebih lama
audit-page-none-title = Tidak ada catatan yang cocok
audit-page-none = Pilih jenis lain, atau kurangi hurufnya.
audit-page-empty-title = Belum ada catatan
audit-page-empty = Peluncuran yang didaftarkan, putusan, keputusan, dan perubahan hak akses muncul di sini. Mulailah dengan mendaftarkan peluncuran.

audit-kind-declaration = Versi peluncuran
audit-kind-issue = Gate dinilai
audit-kind-verdict = Penilaian
audit-kind-decision = Keputusan
audit-kind-people = Anggota
audit-kind-token = Token
audit-kind-act = Pernyataan atas syarat masuk
audit-kind-entrance = Go-live
audit-kind-erasure = Penghapusan data orang
audit-kind-expiry = Baris yang lewat masa simpan
audit-kind-forecast = Prakiraan
audit-kind-forecast_score = Skor prakiraan
audit-kind-feedback_synthesised = Feedback dirangkum
audit-kind-peak_absence_accepted = Puncak yang tidak ada, diterima
audit-kind-outcome_act_revoked = Pernyataan exit dicabut
audit-kind-commitment = Komitmen
audit-kind-commitment_ended = Komitmen selesai

audit-did-declaration = Versi { $number } dari { $launch } didaftarkan
audit-did-issue = Gate { $gate } dari { $launch } dinilai: { $word ->
    [PASS] lulus
    [FAIL] gagal
    [HARM] merugikan
    [INVALID] tidak sah
    [INCONCLUSIVE] belum meyakinkan
    [TOO_EARLY] terlalu dini
   *[other] { $word }
}
audit-did-verdict = { $launch } dinilai pada hari { $day }: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}
audit-did-decision-kept = Keputusan untuk { $launch } ditandatangani: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}
audit-did-decision-overrode = Keputusan untuk { $launch } ditandatangani, berbeda dari rekomendasi: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}
audit-did-people-added = { $person } ditambahkan sebagai { $role ->
    [viewer] pembaca
    [contributor] kontributor
    [approver] approver
    [admin] admin
   *[other] { $role }
}
audit-did-people-role = { $person } menjadi { $role ->
    [viewer] pembaca
    [contributor] kontributor
    [approver] approver
    [admin] admin
   *[other] { $role }
}, sebelumnya { $before ->
    [viewer] pembaca
    [contributor] kontributor
    [approver] approver
    [admin] admin
   *[other] { $before }
}
audit-did-people-renamed = { $person } kini bernama { $name }
audit-did-people-password = { $person } memasang kata sandi
audit-did-people-no-password = { $person } menghapus kata sandinya
audit-did-people-deactivated = { $person } dinonaktifkan
audit-did-people-reactivated = { $person } diaktifkan kembali
audit-did-token-made = Token { $token } dibuat untuk { $source } ({ $vendor })
audit-did-token-rotated = Token { $token } milik { $source } ({ $vendor }) mendapat secret baru
audit-did-token-changed = Cakupan atau setelan token { $token } milik { $source } ({ $vendor }) diubah
audit-did-token-revoked = Token { $token } milik { $source } ({ $vendor }) dicabut
audit-did-erasure = Data seseorang dihapus: { $rows } baris dihapus, { $blanked } baris disamarkan
audit-did-expiry = { $rows } baris dihapus karena melewati masa simpannya
audit-did-other = Catatan berjenis { $kind }, tentang { $subject }
