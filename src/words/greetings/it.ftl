# Italian: which languages the desk speaks, to somebody who writes this one.

other-language =
    Ciao! Capisco solo { $languages ->
        [zh] il cinese
        [en] l’inglese
       *[both] il cinese e l’inglese
    }. Scegli una lingua qui sotto e scrivimi in quella. Ti aiuterò e, se non ci riesco, può chiamarti un collega.
