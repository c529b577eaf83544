# Menyambungkan sumber
connect-title = Sambungkan sumber
connect-lead = Ubah satu baris di client yang sudah Anda pakai, dan event-nya masuk ke sini.
connect-step-choose = Pilih client
connect-step-paste = Tempel barisnya
connect-step-wait = Lihat event pertama
connect-vendor = Client pengirim
connect-vendor-help = Client resmi yang mengirim event saat ini. Tidak ada: JSON menerima event dari program apa pun, Webhook menerima kiriman otomatis dari layanan lain.
connect-name = Nama sumber
connect-optional = (boleh kosong)
connect-name-help = Asal event-nya, misalnya android atau order-service. Kosong: nama client.
connect-bad-name = Pakai nama sepanjang 1 sampai 200 karakter, tanpa karakter kontrol.
connect-make = Buat token
connect-cancel = Batal
connect-made = Token untuk { $name } sudah dibuat.
connect-once = Token hanya ditampilkan sekali ini dan sudah ada di baris-baris di bawah. Pemegangnya bisa mengirim event, tidak lebih.
connect-token = Token akses
connect-paste = Tempel salah satu baris ini
connect-paste-lead = Di bagian kode yang sekarang membuat client. Yang lain tidak berubah.
connect-try = Atau kirim satu event secara manual
connect-try-lead = Di shell pada mesin yang bisa menjangkau server ini.
connect-first = Event pertama
connect-first-lead = Halaman ini sedang mendengarkan. Yang Anda kirim muncul di sini dalam tiga detik.
connect-waiting = Menunggu event pertama
connect-came = Event pertama sudah masuk
connect-rejected = Ada yang masuk tetapi tidak bisa dipahami: buka untuk melihat sebabnya
connect-to-live = Lihat langsung

# Apa yang bisa diberitahukan kepada penerima
connect-setting-webhook-mapping = Menjadi apa catatan dari webhook ini: YAML atau JSON, lihat docs/receivers/webhook.md.
connect-setting-webhook-signature-header = Header tempat pengirim menandatangani; kosong: x-hub-signature-256.
connect-setting-webhook-signature-secret = Rahasia yang dipakai pengirim untuk menandatangani (HMAC-SHA256): isi tanpa tanda tangannya ditolak.
connect-setting-clevertap-account-id = Id akun CleverTap yang dikirim client; kosong: id apa pun diterima.
connect-setting-zendesk-signing-secret = Signing secret milik webhook; untuk beberapa webhook, pisahkan dengan koma.
connect-setting-zendesk-user = Nama pemohon yang menjadi kunci pengguna: external_id atau email; kosong: external_id.
connect-setting-zendesk-account = Kunci grup yang diwakili external id sebuah organisasi, misalnya company_id.
