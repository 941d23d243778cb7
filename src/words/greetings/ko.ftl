# Korean: which languages the desk speaks, to somebody who writes this one.

other-language =
    안녕하세요! 저는 { $languages ->
        [zh] 중국어만
        [en] 영어만
       *[both] 중국어와 영어만
    } 이해할 수 있습니다. 아래에서 언어를 선택하고 그 언어로 적어 주세요. 제가 도와드리고, 해결되지 않으면 담당자가 전화드릴 수 있습니다.
