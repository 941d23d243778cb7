# Turkish: which languages the desk speaks, to somebody who writes this one.

other-language =
    Merhaba! Yalnızca { $languages ->
        [zh] Çince
        [en] İngilizce
       *[both] Çince ve İngilizce
    } anlıyorum. Lütfen aşağıdan bir dil seçip o dilde yazın; size yardımcı olurum, olamazsam bir çalışma arkadaşım sizi arayabilir.
