# Yang dikatakan audit tentang rantai catatan.
audit-empty = Belum ada yang tercatat.
audit-whole = Rantai berisi { $length } catatan utuh. Kepala: { $head }
audit-broken = Rantai terputus pada catatan { $sequence }.
