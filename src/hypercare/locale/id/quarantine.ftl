# Mengapa sebuah catatan dikarantina padahal tidak ditolak oleh decoder.
quarantine-decoder-failed = Hypercare tidak bisa membaca request yang membawanya.
quarantine-segment-damaged = Sebagian log tidak terbaca kembali seperti saat ditulis.
quarantine-unknown = Ditolak oleh versi Hypercare yang lebih baru.

# Apa yang harus dilakukan: satu untuk setiap alasan.
quarantine-fix-decoder-failed = Ini kesalahan kami: laporkan beserta pesan di bawah. Catatannya tetap disimpan dan bisa diimpor lagi setelah pembaruan.
quarantine-fix-segment-damaged = Periksa disk, lalu jalankan hypercare doctor atau pulihkan backup. Yang terbaca utuh tidak hilang.
quarantine-fix-unknown = Perbarui Hypercare; setelah itu alasannya akan terlihat.
quarantine-fix-invalid-json = Biarkan library client yang menyusun JSON-nya, jangan merangkai teksnya sendiri.
quarantine-fix-not-an-object = Kirim setiap event sebagai objek berisi event dan properties; beberapa event sebagai daftar objek seperti itu.
quarantine-fix-event-name-invalid = Beri event nama sepanjang 1 sampai 255 karakter di bagian kode yang mengirimnya.
quarantine-fix-event-too-large = Keluarkan properti yang memuat seluruh dokumen atau gambar; kirim tautan atau ukurannya saja.
quarantine-fix-properties-invalid = Kirim properties sebagai objek berisi nama dan nilai.
quarantine-fix-too-many-properties = Kirim hanya properti yang memang dipakai: nama yang dibentuk dari id seharusnya menjadi nilai satu properti.
quarantine-fix-property-name-too-long = Pendekkan nama propertinya; bagian yang berubah-ubah taruh di nilainya.
quarantine-fix-too-many-items = Kirim jumlah isinya, dan beberapa yang penting saja.
quarantine-fix-nested-too-deep = Ratakan propertinya: cart_total, bukan objek di dalam objek.
quarantine-fix-number-out-of-range = Kirim angka yang sangat besar, seperti nomor rekening, sebagai teks.
quarantine-fix-time-missing = Kirim waktu event, atau biarkan library client yang mengisinya.
quarantine-fix-time-invalid = Kirim waktu sebagai detik atau milidetik sejak 1970, atau sebagai ISO 8601.
quarantine-fix-time-before-1971 = Jam perangkat salah, atau detik dikirim padahal milidetik yang diharapkan: periksa satuannya.
quarantine-fix-time-in-future = Jam perangkat terlalu cepat, atau waktu lokal dikirim sebagai UTC: periksa jam dan zona waktunya.
quarantine-fix-id-missing = Kenali penggunanya sebelum event dikirim, atau biarkan library client membuat id anonim.
quarantine-fix-id-invalid = Kirim id sebagai teks paling panjang 255 karakter.
quarantine-fix-not-utf8 = Simpan file sebagai UTF-8.
quarantine-fix-cells-missing = Beri tanda kutip pada sel yang memuat pemisah, dan samakan jumlah sel tiap baris dengan baris judul.
quarantine-fix-id-placeholder = Kode membaca id sebelum tersedia: tunggu sampai pengguna dikenali, baru kirim event-nya.
quarantine-fix-insert-id-invalid = Hilangkan $insert_id, atau isi dengan 1 sampai 36 huruf, angka, dan tanda hubung.
quarantine-fix-key-invalid = Beri setiap baris kunci sendiri paling panjang 255 karakter, atau tanpa kunci sama sekali.
quarantine-fix-source-invalid = Beri nama sumber sepanjang 1 sampai 255 karakter, atau kosongkan.
quarantine-fix-identity-incomplete = Kirim kedua id bersama event yang menghubungkannya; identify dan alias milik client melakukannya.
quarantine-fix-operation-invalid = Pakai operasi yang dikenal profil: $set, $set_once, $add, $append, $union, $remove, $unset, $delete.
quarantine-fix-group-invalid = Kirim kunci grup sebagai teks, sama di setiap event.
quarantine-fix-token-unknown = Pasang token milik instalasi ini di client; token yang sudah dicabut akan ditolak.
