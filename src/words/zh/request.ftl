# 客户从预约到评价所看到的文字。简单的 Markdown，句子要短，同 customer.ftl。

## 客户所在的时区

ask-zone = **您那里现在是几点？**请在下面选择，也可以直接写出您所在的城市。
zone-which = 您指的是哪一个？
zone-unknown = 没有找到这个地方。请写离您最近的大城市，或者在下面选择。
zone-set = 好的，之后的时间都按{ $zone }显示。

button-zone = { $city } · { $time }
button-change-zone = 换个时区

## 选择时间

soon-wait =
    { $before ->
        [0] 如果选“尽快”，下一位就是您。
       *[other] 如果选“尽快”，大约要等 { $wait }，前面还有 { $before } 位。
    }
booked-wait =
    { $before ->
        [0] 下一位就是您。
       *[other] 目前大约要等 { $wait }，您前面还有 { $before } 位。
    }
ask-day = **哪一天方便？**（{ $zone }）
ask-time-of-day = **这一天什么时候方便？**（{ $zone }）
window-taken = 抱歉，这个时间刚刚被约满了，请看看其他时间。
fully-booked = 抱歉，能约的时间都已约满，请稍后再试。

button-other-day = 选其他日期
button-back = ‹ 返回
button-days-more = 更晚的日期 ›

## 请求的状态

status-promised = 我们会在{ $when }（{ $zone }）给您打电话。
status-late = 约好{ $when }（{ $zone }）给您打电话，我们没能做到，非常抱歉。
status-next-try = 之前给您打过电话，没有联系上您。我们会在{ $when }（{ $zone }）再打一次。
status-try-now = 之前给您打过电话，没有联系上您。我们马上会再打一次。
status-queued = 我们已经和您通过话，会由更熟悉这类问题的同事再给您打电话。
status-due = 我们已经和您通过话，说好再打一次，现在就会打给您。
status-time-open = 您想改个时间，请点下面的按钮选择。如果不选，我们会在{ $when }（{ $zone }）给您打电话。
status-before =
    { $before ->
        [0] 下一位就是您。
       *[other] 您前面还有 { $before } 位，大约要等 { $wait }。
    }
status-claimed = { $agent } 已接手您的请求。
status-question = 同事有个问题想问您，请直接在这里回复。
call-now-closed = 抱歉，现在没法马上给您打电话了，可以约下面这些时间。

button-call-now = 现在就打给我
button-add-info = 补充说明
button-new-number = 换个号码

ask-info = 请写下同事需要知道的情况，也可以发截图。请不要包含密码、验证码或助记词。
ask-new-number = { $reference } 要改打哪个号码？请点下面的按钮分享号码，或者输入带国家区号的号码。
files-full = 附件已经很多了，其余的请在电话里告诉同事。
file-added = 已附到 { $reference }，只有给您打电话的同事能看到。
answer-passed = 谢谢，已转告同事。

## 通话前后

heads-up =
    📞 **{ $desk } 的 { $agent } 会在 { $minutes } 分钟内给您打电话**（{ $reference }），请留意来电。

    { $agent } 绝不会向您索要密码、验证码或助记词。
heads-up-noted = 好的，我们稍后给您打电话。
call-not-made = 抱歉，{ $agent } 刚才没能就 { $reference } 给您打电话。您的排队位置保留。
call-not-made-when = 同事会在{ $when }（{ $zone }）给您打电话。
call-not-made-soon = 同事会尽快给您打电话。
promise-withdrawn =
    {""}**工作时间有变，原定{ $when } 的回电（{ $reference }）没法按时进行，非常抱歉。**

    我们改在{ $new }（{ $zone }）给您打电话。如果不方便，请另选时间。
promise-withdrawn-open =
    {""}**工作时间有变，原定{ $when } 的回电（{ $reference }）没法按时进行，非常抱歉。**

    暂时还定不了新的时间。您的排队位置保留，我们会尽快给您打电话。

button-heads-up-ok = 好的

## 通话之后

ask-rating = 太好了。您对这次服务满意吗？1 分很不满意，5 分非常满意。
ask-comment = 谢谢您！如果还想补充几句，直接写在这里就行。
comment-kept = 谢谢，已经记下了。
comment-none = 谢谢您，再见。
rated-already = 您已经评过分了，谢谢！
ask-reopen = 抱歉没能帮您解决。**什么时候方便再给您打电话（{ $reference }）？**以下为{ $zone }。
reopened = { $reference } 已重新打开。我们会在{ $when }（{ $zone }）拨打 { $phone }。
reopen-too-late = { $reference } 结束太久，不能重新打开了。需要我们重新给您回电话吗？
reopened-already = { $reference } 已经在处理中了。

button-helped-yes = 已解决
button-helped-no = 没有，再打给我
button-no-comment = 不用了
button-stars = { $stars } ★

## 时间

span = { $from }–{ $to }

## 接手的客服看到的

claimer-file =
    📎 { $reference }，{ $time }{ $said ->
        [yes] ：{ $text }
       *[no] {""}
    }
claimer-answer-guarded = 🔒 { $reference } · 客户写的内容里有像验证码或钱包的词一样的东西，已经取出并删除，没有人看到。如果需要订单号，请让客户在前面写上“订单”二字。
claimer-answered = 💬 { $reference } · 客户回复：{ $text }
claimer-ready = 👍 { $reference }：客户已看到您即将来电。
claimer-renumbered = ☎️ { $reference }：客户换了号码。
details-file = { $time } 📎 { $text }
