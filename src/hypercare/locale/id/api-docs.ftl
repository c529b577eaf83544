# Dokumentasi API
api-docs-title = API
api-docs-lead = Semua yang ditampilkan sebuah halaman, dengan nilai yang sama. Dijelaskan dengan OpenAPI.
api-docs-openapi = Deskripsi OpenAPI
api-docs-begin = Mulai
api-docs-token = Program mengirim token API di setiap permintaan. Yang boleh dilakukannya mengikuti perannya.
api-docs-make-token = Buat token
api-docs-line = Permintaan pertama
api-docs-language = Bahasa teks mengikuti Accept-Language (en atau id). Tambahkan day=60 atau as_of=2026-11-21 untuk memilih saatnya. Semua kesalahan berbentuk sama: code, message, where, expected, fix.
api-docs-operations = Permintaan
api-docs-parameter = Parameter
api-docs-type = Tipe
api-docs-meaning = Arti
api-docs-required = wajib
api-docs-answers = Menjawab dengan
api-docs-shapes = Nilai
api-docs-property = Properti
faces-nav-api-docs = API
