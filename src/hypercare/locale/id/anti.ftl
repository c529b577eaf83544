# Anti-pattern
anti-title = Anti-pattern
anti-entrance-failing = Go-live dengan { $failing } syarat gagal{ $unknown ->
    [0] { "" }
   *[other] { " " }dan { $unknown } belum diketahui
 }: { $criteria }.
anti-entrance-unknown = Go-live dengan { $unknown } syarat belum diketahui: { $criteria }.
anti-entrance-hint = Penuhi sekarang apa yang kurang, atau kecualikan dengan alasan; lalu jelaskan di tinjauan berikutnya mengapa tetap go-live.
