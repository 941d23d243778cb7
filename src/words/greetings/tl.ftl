# Tagalog: which languages the desk speaks, to somebody who writes this one.

other-language =
    Kumusta! { $languages ->
        [zh] Tsino
        [en] Ingles
       *[both] Tsino at Ingles
    } lang ang naiintindihan ko. Pumili po ng wika sa ibaba at sumulat sa wikang iyon. Tutulungan ko kayo, at kung hindi ko kaya, puwede kayong tawagan ng kasamahan ko.
