# French: which languages the desk speaks, to somebody who writes this one.

other-language =
    Bonjour ! Je ne comprends que { $languages ->
        [zh] le chinois
        [en] l’anglais
       *[both] le chinois et l’anglais
    }. Choisissez une langue ci-dessous et écrivez-moi dans cette langue. Je vous aiderai et, si je n’y arrive pas, un collègue pourra vous appeler.
