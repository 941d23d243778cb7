# Arabic: which languages the desk speaks, to somebody who writes this one.

other-language =
    مرحبًا! أفهم { $languages ->
        [zh] الصينية
        [en] الإنجليزية
       *[both] الصينية والإنجليزية
    } فقط. يُرجى اختيار لغة من الأسفل والكتابة بها، وسأساعدك، وإن لم أستطع فيمكن لأحد زملائي الاتصال بك.
