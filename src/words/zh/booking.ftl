# 预约回电时客户看到的文字。简单的 Markdown，句子要短，同 customer.ftl。

## 哪方面的问题

ask-topic = 好的，同事会给您打电话。请问是哪方面的问题？
ask-topic-again = 这次通话想说哪方面的问题？
ask-topic-change = 这次通话要改成“{ $topic }”吗？

button-other-topic = 其他问题
button-topic-change = 对，{ $topic }
button-topic-keep = 不，还是{ $topic }

## 客户说的情况

story-noted = 记下了，同事会看到。
story-corrected = 已更正，同事会看到新的内容。
story-full = 通话前记不下更多了，其余的请在电话里告诉同事。
edited-story = 更正：{ $text }
booking-file-kept = 收到，只有给您打电话的同事能看到。
booking-under-way = 好的，这就为您安排人工回电。
booking-not-yet = 回电还没约好，马上就好。

## 哪个号码

ask-phone =
    {""}**我们打哪个号码给您？**

    点下面的按钮分享您的号码，或者输入别的号码（带国家区号，例如 { $example }）。

    发生了什么，也可以直接在这里简单说说。号码只用于您要求的回电。
ask-phone-again = 我们打哪个号码给您？
ask-phone-known =
    还是打 { $phone } 吗？
ask-phone-urgent =
    {""}**您的电话排在最前面。**点下面的“马上打给我”分享号码就行，其他的都不用填。
ask-phone-urgent-known =
    {""}**您的电话排在最前面。**点一下，我们就给您打电话。
ask-phone-typed = 请输入带国家区号的号码，例如 { $example } 收到后我会把它从聊天中删除。
ask-phone-country = 这个号码在不止一个国家或地区存在，您的是哪一个？
ask-phone-which = 打其中哪一个？
urgent-closed = **现在没有同事值班。**我们一上班就先打给您：{ $when }（{ $zone }）。在此之前，上面的步骤最能保护您。
phone-shown = +{ $code }（{ $country }）••• { $end }
phone-with-extension = { $phone } 转 { $extension }
phone-verified = 好的，我们会拨打 { $phone }。
phone-unverified = 好的，我们会拨打 { $phone }。您输入的号码已从聊天中删除。
phone-extension = 好的，我们会拨打 { $phone }，转分机 { $extension }。您输入的号码已从聊天中删除。
phone-unverified-many = 好的，我们会拨打 { $phone }。您输入的号码已从聊天中删除。现在预约回电的人非常多，用按钮分享号码的会优先安排。您可以点下面的按钮分享，也可以直接继续。
phone-refused =
    { $why ->
        [short] 好像少了几位数字。请检查一下，或者点下面的按钮。
        [country] 这是哪个国家或地区的号码？请加上区号，例如 { $example }
        [impossible] 这个号码打不通，可能位数不对或不存在。请检查一下。
        [anonymous] Telegram 的匿名号码（+888）没有电话线路，我们打不了。请输入别的号码。
        [special] 短号和紧急号码我们打不了，请输入您的手机或座机号码。
       *[none] 这好像不是电话号码。请输入带国家区号的号码，例如 { $example }
    }
phone-why = 号码只用来给您回电，不作别的用途。不想接电话的话，点“暂不预约”，继续在这里打字问我就好。
phone-messenger = 我们只打电话，不用微信、WhatsApp 等软件。

button-share-contact = 📱 分享我的号码
button-share-and-call = 📱 马上打给我
button-type-number = 换个号码
button-call-on = 对，{ $phone }
button-call-now-on = 📞 马上打 { $phone }
button-not-now = 暂不预约

## 什么时候

ask-timing = **您什么时候方便接电话？**（{ $zone }）
time-noted = 时间记下了。
time-later = 好的，晚一点。
propose-time = **{ $when }（{ $zone }）给您打电话，对吗？**
propose-times = 这些时间可以（{ $zone }）：
propose-closed = { $when }（{ $zone }）我们不上班。最近的时间：
propose-taken = { $when }（{ $zone }）已经约满。最近的时间：

button-time-yes = 对，就这个时间
button-other-time = 其他时间
button-choose-time = 选其他时间
button-window = { $window }

## 约好了

booked =
    {""}**回电已预约：{ $reference }**

    我们会在{ $when }（{ $zone }）拨打 { $phone }。
booked-urgent =
    {""}**回电已预约：{ $reference }**

    您排在最前面，我们会在{ $when }（{ $zone }）拨打 { $phone }。请把手机带在身边，同时先做上面的步骤。
booked-on-call =
    {""}**回电已预约：{ $reference }**

    现在是非工作时间，已通知值班同事，会在{ $when }（{ $zone }）拨打 { $phone }。请把手机带在身边，同时先做上面的步骤。
booked-urgent-closed =
    {""}**回电已预约：{ $reference }**

    现在没有同事值班。我们一上班就先拨打 { $phone }：{ $when }（{ $zone }）。在此之前，请先做上面的步骤。
booked-story =
    同事会看到：

    { $story }
booked-tell = **发生了什么？**请在这里简单说一两句，同事打电话前会看。我们绝不会向您索要密码、验证码或助记词。
booked-more = 在此之前您在这里补充的内容，同事也都会看到。我们绝不会向您索要密码、验证码或助记词。
booking-abandoned = 好的，没有预约回电。需要时随时跟我说。
