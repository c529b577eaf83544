# Gate keluar
exit-gate-open = { $open ->
   *[other] { $open } baris masih menahan gate.
}
exit-gate-ready = Tidak ada lagi yang menahan gate: tinggal tanda tangan. Rekomendasinya: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}.
exit-gate-signed = Sudah ditandatangani: semua baris terpenuhi.
exit-gate-signed-against = Sudah ditandatangani, meskipun { $open ->
   *[other] { $open } baris masih menahan gate hari ini.
}
exit-gate-recommends = Rekomendasi: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}.
exit-gate-recommends-until = Rekomendasi: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
} sampai { $date }.
exit-gate-missing-recommendation = Belum ada rekomendasi selain menahan; alasannya menjelaskan apa yang ditunggu.
exit-gate-signature = { $by } menandatangani pada { $date }: { $action ->
    [HOLD] tahan dulu
    [SCALE] scale
    [PIVOT] pivot
    [ROLLBACK] rollback
   *[other] { $action }
}.
exit-gate-unsigned = Belum ada yang menandatangani.
exit-gate-missing-sign-off = Seorang approver menandatangani keputusannya: scale, pivot, rollback, atau tahan dulu.
exit-gate-missing-sign-off-early = Approver menandatangani setelah baris di atas terpenuhi. Yang menandatangani lebih awal berarti mengganti rekomendasi, dan harus menyebut alasannya.
exit-gate-missing-approver = File peluncuran tidak menyebut approver dengan alamat e-mail: tambahkan di bawah squad, approvers.
exit-gate-missing-stability-open = Kembalikan yang melewati batas ke dalam batasnya, dan jaga tetap di sana.
exit-gate-missing-stability-early = Hanya soal waktu: dua minggu penuh harus selesai, dan datanya lengkap.
exit-gate-missing-stability-unknown = Belum ada yang melaporkan batas yang ditetapkan: impor requests, errors, dan sessions.
exit-gate-missing-feedback-open = Baca apa yang dikatakan pengguna, masukkan temuannya ke backlog, lalu catat di mana temuannya tersimpan.
exit-gate-missing-feedback-unknown = Ada kanal yang belum bersuara: hubungkan sumbernya, atau impor apa yang dikatakan di sana.
exit-gate-missing-business-cycle-open = Hanya soal waktu: siklus bisnis penuh yang pertama harus selesai, dan datanya lengkap.
exit-gate-missing-business-cycle-unknown = Siklus bisnisnya belum bisa dipastikan.
exit-gate-missing-peaks-open = Lalui satu hari puncak yang dipantau; atau seorang approver menerima atas namanya bahwa hari puncak itu tidak ada, dan menyebut alasannya.
exit-gate-missing-peaks-unknown = Tidak ada data dari hari puncak: masukkan datanya; atau seorang approver menerima atas namanya bahwa hari puncak itu tidak ada.
