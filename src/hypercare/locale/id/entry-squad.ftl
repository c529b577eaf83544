# Yang belum ada di squad
entry-squad-no-role = { $role ->
    [driver] Belum ada yang memimpin peluncuran ini.
    [engineering] Belum ada engineer di squad.
    [analyst] Belum ada data analyst di squad.
    [support_lead] Belum ada yang memimpin support.
    [designer] Belum ada product designer di squad.
    [fixer] Belum ada fixer yang tinggal ketika yang lain pindah.
    [approvers] Belum ada yang berhak menandatangani keputusan.
   *[other] Belum ada { $role }.
 }
entry-squad-todo-role = Sebut orangnya di squad: { $role } pada file peluncuran.
entry-squad-fixer-month = Fixer-nya, { $name }, selesai setelah hari { $day }, sebelum bulan kedua.
entry-squad-fixer-leaves = Fixer-nya, { $name }, selesai setelah hari { $day }, sebelum hari 90.
entry-squad-todo-fixer = Pertahankan { $name } sampai hari 90, atau sebut orang lain yang tinggal.
entry-squad-no-address = { $name } tidak punya alamat e-mail, jadi tidak ada pengingat yang sampai.
entry-squad-todo-address = Tambahkan alamat { $name } di file peluncuran.
entry-squad-unknown = Tidak satu pun dari { $people } orang squad bisa masuk ke sini.
entry-squad-todo-unknown = Undang mereka: hypercare people invite
