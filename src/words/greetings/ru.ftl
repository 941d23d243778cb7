# Russian: which languages the desk speaks, to somebody who writes this one.

other-language =
    Здравствуйте! Я понимаю только { $languages ->
        [zh] китайский
        [en] английский
       *[both] китайский и английский
    }. Выберите язык ниже и напишите, пожалуйста, на нём – я помогу, а если не смогу, вам может позвонить наш сотрудник.
