# Polish: which languages the desk speaks, to somebody who writes this one.

other-language =
    Dzień dobry! Rozumiem tylko { $languages ->
        [zh] chiński
        [en] angielski
       *[both] chiński i angielski
    }. Proszę wybrać język poniżej i napisać w nim. Pomogę, a jeśli nie będę umiał, może zadzwonić nasz pracownik.
