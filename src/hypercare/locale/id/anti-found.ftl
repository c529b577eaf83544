# Hal yang tidak boleh dilakukan peluncuran: apa kata tiap pemeriksaan
anti-before-go-live = Peluncuran belum live: belum ada yang dapat diperiksa.
anti-entrance-not-recorded = Keadaan syarat masuk saat go-live belum tercatat: pekerja mencatatnya saat pertama kali memeriksa.
anti-entrance-fail-criterion = { $criterion } gagal saat go-live{ $count ->
    [0] { "" }
   *[other] : { $items }
 }
anti-entrance-unknown-criterion = { $criterion } belum diketahui saat go-live{ $count ->
    [0] { "" }
   *[other] : { $items }
 }
anti-forget-no-squad = File peluncuran tidak menyebut nama atau alamat siapa pun yang mengurusnya, jadi tidak ada yang bisa dicari.
anti-forget-not-recorded = Kehadiran belum dicatat waktu itu.
anti-forget-partly = Kehadiran dicatat sejak { $date }; hari-hari sebelumnya tidak dapat dinilai.
anti-forget-silent = Tidak ada anggota tim yang hadir selama { $days } hari, sejak { $first }.
anti-forget-was-silent = Tidak ada anggota tim yang hadir selama { $days } hari, dari { $first } sampai { $last }.
anti-forget-silent-hint = Hari ini salah satu anggota tim memeriksa peluncuran ini dan meninggalkan catatan stand-up: siapa yang berikutnya.
anti-forget-was-silent-hint = Periksa yang terjadi pada hari-hari itu: error, tiket, dan guardrail saat tidak ada yang menjaga.
anti-forget-before = Terakhir hadir sebelumnya: { $what ->
    [opened] membuka halaman
    [reported] membawa ringkasan
    [stood_up] meninggalkan catatan stand-up
    [fixed] memperbaiki sesuatu
   *[commented] menulis sesuatu
 }
anti-forget-after = Pertama hadir lagi: { $what ->
    [opened] membuka halaman
    [reported] membawa ringkasan
    [stood_up] meninggalkan catatan stand-up
    [fixed] memperbaiki sesuatu
   *[commented] menulis sesuatu
 }
anti-forget-run = Tanpa catatan stand-up, halaman dibuka, perbaikan, atau tulisan tim; { $limit } hari sudah terlalu lama pada fase ini
anti-forget-no-fixer = Tidak ada yang ditunjuk untuk perbaikan di bulan kedua.
anti-forget-fixer-undeclared = File peluncuran tidak punya fixer
anti-forget-fixer-leaves = { $name } memperbaiki sampai hari ke-{ $day }; bulan kedua berakhir pada hari ke-59.
anti-forget-fixer-until = Hari-hari saat fixer masih ada
anti-forget-fixer-hint = Sebut fixer sampai hari ke-60 atau lebih di file peluncuran, lalu daftarkan.
anti-forget-reassigned = Pada hari ke-{ $day } sebuah versi mengeluarkan { $names } tanpa pengganti.
anti-forget-reassigned-hint = Sebut siapa yang memperbaiki dan membangun sampai hari ke-60, atau jelaskan di tinjauan berikutnya mengapa tidak perlu.
anti-forget-never-signed-in = Belum pernah ada anggota tim yang masuk.
anti-forget-addresses = Belum pernah masuk: { $people }
anti-forget-never-signed-in-hint = Undang tim, atau sebut di file peluncuran alamat yang mereka pakai untuk masuk.
anti-edit-gone = { $path } dihapus: { $before }
anti-edit-easier = { $path }: { $before } menjadi { $after }, lebih mudah dicapai
anti-edit-easier-moved = { $path }: { $before } menjadi { $after }, lebih mudah dicapai; menurut bacaan hari ini putusannya berubah dari { $old } ke { $new }
anti-edit-harder = { $path }: { $before } menjadi { $after }, lebih sulit dicapai
anti-edit-harder-moved = { $path }: { $before } menjadi { $after }, lebih sulit dicapai; menurut bacaan hari ini putusannya berubah dari { $old } ke { $new }
anti-edit-unclear = { $path }: { $before } menjadi { $after }; pengaruhnya pada angka tidak terbaca dari baris itu
anti-edit-unclear-moved = { $path }: { $before } menjadi { $after }; menurut bacaan hari ini putusannya berubah dari { $old } ke { $new }
anti-mirage-passed = { $metric } lulus di gate { $gate }
anti-mirage-immature = { $metric } sudah di batas sukses pada gate { $gate } sebelum waktunya
anti-mirage-open = { $metric } dinilai di gate { $gate } pada { $date }; baru sebesar ini yang matang
anti-mirage-signed = Scale ditandatangani atas dasar itu
anti-mirage-decided = Scale ditandatangani saat { $metric } masih terbuka sampai { $date }.
anti-mirage-decided-hint = { $by } menandatangani lagi setelah { $metric } dinilai, sesudah { $date }; sampai saat itu, tahan dulu.
anti-mirage-reported = Sudah dilaporkan sebagai sukses { $count } kali, padahal { $metric } masih terbuka sampai { $date }.
anti-mirage-reported-hint = Sampaikan di tempat laporan itu bahwa { $metric } belum dapat dinilai sebelum { $date }.
anti-mirage-noted = Sebuah catatan menyebutnya sukses: “{ $note }”
anti-mirage-brief = Ringkasan dibawa sebagai file
anti-early-reason = Alasan yang diberikan: “{ $reason }”
anti-early-signed = { $action ->
    [SCALE] Scale
    [PIVOT] Pivot
    [ROLLBACK] Rollback
   *[HOLD] Tahan dulu
} ditandatangani
anti-early-metric = { $metric } masih terlalu dini di gate { $gate }
anti-early-hint = Tinjau lagi keputusan ini setelah semuanya dinilai: yang berubah sejak itu tampil di sampingnya.
anti-early-hint-until = Tinjau lagi keputusan ini pada { $date }: saat itu yang tidak ditunggu sudah diketahui.
anti-early-decided = { $action ->
    [SCALE] Scale
    [PIVOT] Pivot
    [ROLLBACK] Rollback
   *[HOLD] Tahan dulu
} ditandatangani { $when ->
    [before] { $ahead } hari sebelum live
   *[since] pada hari ke-{ $day }
} oleh { $by }, padahal rekomendasinya menunggu.
anti-instrumentation-not-verified = Ada yang terbaca sukses di gate { $gate }, tetapi pelacakannya tidak dapat diverifikasi.
anti-instrumentation-flaw = { $metrics } terbaca bagus di gate { $gate }, tetapi pengukurannya tidak dapat dipercaya.
anti-instrumentation-tracking = { $metrics } terbaca bagus di gate { $gate }, tetapi pelacakan yang mendasarinya gagal.
anti-instrumentation-good = { $metric } terbaca bagus di gate { $gate }
anti-instrumentation-hint = Perbaiki pelacakan, dan sebut angkanya hanya setelah diukur ulang.
anti-cherry-said = “{ $said }”
anti-cherry-swapped = { $by } melaporkan “{ $events }” yang tidak pernah dinyatakan, padahal { $failed } gagal.
anti-cherry-undeclared = { $by } melaporkan “{ $events }” yang tidak dibaca metrik mana pun yang dinyatakan.
anti-cherry-swapped-hint = Laporkan yang sudah dinyatakan beserta intervalnya; yang lain menjadi pertanyaan untuk file peluncuran berikutnya.
anti-cherry-failed = { $metric } gagal di gate { $gate }
anti-cherry-ground-undeclared = { $by } memutuskan atas dasar { $metrics } yang tidak dinyatakan peluncuran ini.
anti-cherry-ground-beside = { $by } memutuskan atas dasar { $metrics }, padahal yang menentukan { $primary }.
anti-cherry-ground-hint = Sebut apa yang ditunjukkan { $primary }; keputusan bertumpu pada metrik yang bisa saja gagal.
anti-cherry-edited-turned = Versi { $version } mengubah { $lines } baris yang mendasari putusan, dan membaliknya demi peluncuran ini.
anti-cherry-edited-easier = Versi { $version } membuat { $lines } baris yang mendasari putusan lebih mudah dicapai setelah data pertama masuk.
anti-cherry-edited-unclear = Versi { $version } mengubah { $lines } baris yang mendasari putusan setelah data pertama masuk.
anti-cherry-edited-harder = Versi { $version } membuat { $lines } baris yang mendasari putusan lebih sulit dicapai setelah data pertama masuk.
anti-cherry-edited-hint = Daftarkan lagi yang dinyatakan sebelum go-live, atau jelaskan perubahannya di tinjauan berikutnya; putusan yang sudah terbit tetap berlaku.
anti-cherry-harm = { $guardrails } jelas melewati batasnya sementara { $metrics } terbaca sukses.
anti-cherry-harm-hint = Pagar pengaman tidak ditukar dengan pemakaian: kembalikan ke dalam batas sebelum apa pun diperluas.
anti-cherry-up = { $metric } terbaca bagus di gate { $gate }
anti-cherry-signed-over = { $by } menandatangani Scale saat { $guardrails } melewati batasnya.
anti-cherry-guardrail = { $metric } waktu itu
anti-sign-peaks = Hari ini: sebesar ini dari { $metric } datang pada hari puncak, yaitu { $percent }% dari semua hari
anti-sign-raw = Hari ini: { $metric } bulan pertama dibanding sebelumnya, apa adanya
anti-sign-normalised = Hari ini: sama, pada hari biasa setelah kalender dikeluarkan
anti-sign-novelty = Hari ini: { $metric } memudar seiring hari sejak terpapar, sebesar ini per tiga puluh hari pada skala log
anti-sign-slow-burn = Hari ini: { $metric } tumbuh seiring hari sejak terpapar, sebesar ini per tiga puluh hari pada skala log
anti-sign-straddles = Hari ini: prakiraan { $metric } belum menunjukkan di sisi mana dari batas sukses siklusnya berakhir
anti-cherry-reversed = Di gate { $gate }, arah efek pada { $metric } berlawanan antara campuran { $segment } yang datang dan campuran seperti sebelum go-live (paradoks Simpson). Ini terbaca dari data; belum tentu ada yang berbuat sesuatu.
anti-cherry-mix = Di gate { $gate }, { $metric } mencapai sukses dengan campuran { $segment } yang datang, tetapi belum terbukti begitu dengan campuran seperti sebelum go-live.
anti-cherry-reversed-hint = Sebut { $metric } menurut { $segment }, atau dengan campuran sebelum go-live: rata-ratanya saja menyesatkan yang mendengarnya.
anti-cherry-effect =
    { $base ->
        [before] Selisih { $metric } dari sebelumnya, apa adanya
        [control] Selisih { $metric } dari kontrol, apa adanya
       *[success] Selisih { $metric } dari ambang sukses, apa adanya
    }
anti-cherry-effect-held =
    { $base ->
        [before] Selisih { $metric } dari sebelumnya, dengan campuran { $segment } dipertahankan
        [control] Selisih { $metric } dari kontrol, dengan campuran { $segment } dipertahankan
       *[success] Selisih { $metric } dari ambang sukses, dengan campuran { $segment } dipertahankan
    }
anti-cherry-as-it-is = { $metric } apa adanya
anti-cherry-standardised = { $metric } dengan campuran { $segment } seperti sebelumnya
