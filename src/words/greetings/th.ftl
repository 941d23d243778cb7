# Thai: which languages the desk speaks, to somebody who writes this one.

other-language =
    สวัสดี! ที่นี่เข้าใจเฉพาะ{ $languages ->
        [zh] ภาษาจีน
        [en] ภาษาอังกฤษ
       *[both] ภาษาจีนและภาษาอังกฤษ
    } กรุณาเลือกภาษาด้านล่างแล้วพิมพ์เป็นภาษานั้น เราจะช่วยคุณ และถ้าช่วยไม่ได้ เจ้าหน้าที่โทรหาคุณได้
