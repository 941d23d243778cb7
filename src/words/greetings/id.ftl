# Indonesian: which languages the desk speaks, to somebody who writes this one.

other-language =
    Halo! Saya hanya mengerti { $languages ->
        [zh] bahasa Mandarin
        [en] bahasa Inggris
       *[both] bahasa Mandarin dan Inggris
    }. Silakan pilih bahasa di bawah ini dan tulis dalam bahasa itu. Saya akan membantu, dan jika tidak bisa, rekan kami dapat menelepon Anda.
