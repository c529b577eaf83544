# Mengapa sebuah catatan masuk karantina.
source-invalid-json = Ini bukan JSON yang sah.
source-not-an-object = Sebuah catatan harus berupa objek JSON.
source-event-name-invalid = Nama event tidak ada, atau lebih dari 255 karakter.
source-event-too-large = Catatan ini lebih besar dari 1 MiB.
source-properties-invalid = Properti harus berupa objek JSON.
source-too-many-properties = Catatan ini punya lebih banyak properti daripada yang diizinkan vendornya.
source-property-name-too-long = Nama sebuah properti lebih panjang daripada yang diizinkan vendornya.
source-too-many-items = Sebuah daftar atau objek di dalamnya berisi lebih banyak butir daripada yang diizinkan vendornya.
source-nested-too-deep = Propertinya bersarang lebih dalam daripada yang diizinkan vendornya.
source-number-out-of-range = Sebuah angka melampaui 64 bit.
source-time-missing = Waktunya tidak ada.
source-time-invalid = Waktunya tidak bisa dibaca.
source-time-before-1971 = Waktunya sebelum tahun 1971.
source-time-in-future = Waktunya lebih dari satu jam di masa depan.
source-id-missing = Id tidak ada.
source-id-invalid = Id harus berupa teks paling panjang 255 karakter.
source-not-utf8 = Teksnya bukan UTF-8.
source-cells-missing = Jumlah sel di baris ini tidak sama dengan jumlah kolom di baris judul.
source-id-placeholder = Id hanya pengisi tempat yang tidak mewakili siapa pun, misalnya "undefined".
source-id-too-short = Id lebih pendek dari yang diizinkan vendor.
source-insert-id-invalid = Insert id tidak ada atau bukan yang diterima vendornya.
source-key-invalid = Kunci harus berupa teks paling panjang 255 karakter, digest 32 digit heksadesimal.
source-source-invalid = Sumber harus berupa teks 1 sampai 255 karakter.
source-identity-incomplete = Event yang menyatakan siapa adalah siapa harus menyebut dua id.
source-operation-invalid = Pembaruan profil tidak memuat operasi yang bisa dipakai.
source-group-invalid = Kunci grup harus berupa teks 1 sampai 255 karakter.
source-kind-unknown = Rekamannya bukan event dan bukan profil.
source-event-reserved = Nama event ini dicadangkan vendor untuk event miliknya sendiri.
source-trait-invalid = Salah satu isian profil memuat nilai yang ditolak vendornya.
source-feedback-invalid = Masukan ini tidak punya kanal atau ID, atau salah satu isiannya bertipe lain dari yang seharusnya.
source-out-of-scope = Token ini tidak boleh membawa fakta jenis ini.
source-token-unknown = Token ini bukan milik instalasi ini.

# File yang diimpor.
source-file-empty = File ini tidak berisi satu baris pun
source-file-is-list = File ini satu daftar JSON, bukan satu objek per baris: jq -c '.[]' FILE mengubahnya menjadi baris
source-file-shape-unknown = Tidak ada event di { $lines } baris pertama: bukan bentuk Hypercare dan bukan ekspor vendor, satu objek JSON per baris
