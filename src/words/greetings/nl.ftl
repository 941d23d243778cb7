# Dutch: which languages the desk speaks, to somebody who writes this one.

other-language =
    Hallo! Ik begrijp alleen { $languages ->
        [zh] Chinees
        [en] Engels
       *[both] Chinees en Engels
    }. Kies hieronder een taal en schrijf me daarin. Ik help je, en lukt dat niet, dan kan een collega je bellen.
