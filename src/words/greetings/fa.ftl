# Persian: which languages the desk speaks, to somebody who writes this one.

other-language =
    سلام! من فقط { $languages ->
        [zh] چینی
        [en] انگلیسی
       *[both] چینی و انگلیسی
    } می‌فهمم. لطفاً زبان را در پایین انتخاب کنید و به همان زبان بنویسید؛ کمکتان می‌کنم و اگر نتوانم، همکارم می‌تواند با شما تماس بگیرد.
