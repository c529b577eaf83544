# Isi catatan tentang keluarnya sebuah peluncuran
audit-did-feedback-synthesised = Feedback { $launch } sudah disintesis: { $subjects }
audit-did-peak-absence-accepted = Diterima untuk { $launch } bahwa hari puncak ini tidak ada: { $subjects }
audit-did-outcome-act-revoked = { $of } dari { $launch } ditarik kembali
audit-did-commitment = { $launch } berjanji: { $text }
audit-did-commitment-done = Komitmen { $of } dari { $launch } sudah selesai
audit-did-commitment-dropped = Komitmen { $of } dari { $launch } dibatalkan
