# Sejauh mana unit menuju target satu siklus bisnis
cycle-lead = { $share } mencapai target: { $hits } dari { $mature } yang siklusnya sudah berakhir ({ $ends }).
cycle-lead-early = Terlalu dini untuk dinilai: { $reached } dari { $units } sudah mencapai target, dan siklusnya masih berjalan.
cycle-rule = { $units } yang melakukan “{ $event }” sedikitnya { $count } kali dalam satu { $every }.
cycle-none = Belum ada siklus yang dimulai
cycle-none-text = Begitu sebuah unit berada dalam siklus bisnis, kemajuannya tampil di sini.
cycle-goal = target
cycle-progress = Kemajuan
cycle-running = Siklus ini belum berakhir: yang masih di bawah target masih bisa mencapainya.
cycle-when = Kapan mereka mencapainya
cycle-day = Sampai hari
cycle-by-day = hari { $day }
cycle-all = Siklus
cycle-all-why = Sebuah siklus dinilai setelah berakhir; sebelum itu bagiannya belum diketahui.
cycle-cycle = Siklus
cycle-own = milik setiap unit
cycle-state = Status
cycle-over = berakhir
cycle-runs = berjalan
cycle-reached = Mencapai target
cycle-share = Bagian
cycle-finding-none = { $metric }: belum ada yang berada dalam siklus
cycle-finding-progress = { $goal } sudah mencapai target, dan { $half } sudah melewati separuhnya
cycle-finding-nobody = Belum ada yang mencapai target
cycle-finding-goal = { $reached } dari { $units } sudah mencapai target, yang pertama pada hari ke-{ $day } siklus
cycle-alt-progress = Grafik kolom unit { $metric } dalam { $count } tingkat kemajuan, dari nol sampai target.
cycle-alt-goal = Grafik kolom bagian unit yang sudah mencapai target sampai setiap dari { $count } hari siklus.
cycle-band = { $percent }%
cycle-every = { $kind ->
    [calendar-month] bulan kalender
    [calendar-quarter] kuartal kalender
    [from-activation] siklus { $days } hari sejak aktivasinya
   *[trailing] rentang { $days } hari terakhir
}
