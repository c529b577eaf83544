# Kriteria keluar
exit-stability-not-declared = Tidak ada batas kesehatan teknis yang ditetapkan.
exit-stability-no-data = Batasnya sudah ditetapkan ({ $limits }), tetapi belum ada yang melaporkannya: tanpa data bukan berarti hijau.
exit-feedback-not-declared = Tidak ada kanal feedback yang ditetapkan.
exit-feedback-no-data = Kanal yang belum membawa feedback sejak go-live: { $channels }. Tanpa data bukan berarti hijau.
exit-feedback-not-synthesised = Semua kanal yang ditetapkan sudah membawa feedback ({ $channels }), tetapi belum ada yang menyatakan temuannya sudah masuk ke backlog.
exit-feedback-met = { $by } mencatat pada { $date } bahwa temuan dari { $channels } sudah masuk ke backlog.
exit-feedback-met-and-more = { $by } mencatat pada { $date } bahwa temuannya sudah masuk ke backlog. Setelah itu, selama lebih dari sebulan, masih ada feedback baru: { $channels }.
exit-cycle-none = Peluncuran ini menyatakan tidak punya siklus bisnis: { $why }.
exit-cycle-met = Satu siklus bisnis penuh sudah selesai pada { $date }.
exit-cycle-open = Siklus bisnis penuh yang pertama selesai, dan datanya lengkap, pada { $date }.
exit-peaks-not-required = Tidak ada peak yang disyaratkan.
exit-peaks-met = Peak yang sudah dilalui: { $peaks }.
exit-peaks-open = Peak yang disyaratkan masih akan datang: { $peak } berakhir pada { $date }.
exit-peaks-none-coming = Peak yang disyaratkan belum dilalui, dan kalender tidak memuatnya sampai setahun ke depan.
exit-peaks-accepted = { $by } menerima pada { $date } bahwa { $peaks } belum dilalui: { $why }
exit-peaks-accepted-until = { $by } menerima pada { $date }, sampai { $until }, bahwa { $peaks } belum dilalui: { $why }
