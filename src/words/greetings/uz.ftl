# Uzbek: which languages the desk speaks, to somebody who writes this one.

other-language =
    Assalomu alaykum! Men faqat { $languages ->
        [zh] xitoy tilini
        [en] ingliz tilini
       *[both] xitoy va ingliz tillarini
    } tushunaman. Iltimos, quyidan tilni tanlang va shu tilda yozing – yordam beraman, bera olmasam, xodimimiz sizga qo‘ng‘iroq qilishi mumkin.
