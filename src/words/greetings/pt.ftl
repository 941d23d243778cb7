# Portuguese: which languages the desk speaks, to somebody who writes this one.

other-language =
    Olá! Só entendo { $languages ->
        [zh] chinês
        [en] inglês
       *[both] chinês e inglês
    }. Escolha um idioma abaixo e escreva nele, por favor. Vou ajudar e, se não conseguir, um colega pode ligar para você.
