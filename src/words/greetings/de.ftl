# German: which languages the desk speaks, to somebody who writes this one.

other-language =
    Hallo! Ich verstehe nur { $languages ->
        [zh] Chinesisch
        [en] Englisch
       *[both] Chinesisch und Englisch
    }. Bitte wählen Sie unten eine Sprache und schreiben Sie mir darin. Ich helfe Ihnen, und wenn ich nicht weiterweiß, kann Sie ein Kollege anrufen.
