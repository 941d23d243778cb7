# Spanish: which languages the desk speaks, to somebody who writes this one.

other-language =
    ¡Hola! Solo entiendo { $languages ->
        [zh] chino
        [en] inglés
       *[both] chino e inglés
    }. Elige un idioma aquí abajo y escríbeme en él, por favor. Te ayudaré, y si no puedo, te puede llamar un compañero.
