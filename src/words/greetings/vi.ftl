# Vietnamese: which languages the desk speaks, to somebody who writes this one.

other-language =
    Xin chào! Tôi chỉ hiểu { $languages ->
        [zh] tiếng Trung
        [en] tiếng Anh
       *[both] tiếng Trung và tiếng Anh
    }. Vui lòng chọn ngôn ngữ bên dưới rồi nhắn bằng ngôn ngữ đó. Tôi sẽ giúp bạn; nếu không giúp được, đồng nghiệp của tôi có thể gọi cho bạn.
