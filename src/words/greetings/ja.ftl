# Japanese: which languages the desk speaks, to somebody who writes this one.

other-language =
    こんにちは。対応できる言語は{ $languages ->
        [zh] 中国語
        [en] 英語
       *[both] 中国語と英語
    }だけです。下のボタンで言語を選び、その言語でご入力ください。こちらで解決できない場合は、担当者からお電話することもできます。
