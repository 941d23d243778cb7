# 客户看到的：回电方面的愿望、刻不容缓的事，以及没有提问的话。写法同 customer.ftl。

## 刻不容缓的事

raised = **您的回电 { $reference } 已经排到最前面：{ $topic }。**
raised-already = **您的回电 { $reference } 已经排在最前面：{ $topic }。**
raised-before = 原来约的是{ $when }。如果还是那时更方便，点下面的按钮就能改回去。
raised-calling = { $agent } 正在和您通话，请马上告诉对方。
raised-claimed = { $agent } 已接手您的请求，也知道这个情况了。
first-in-line =
    { $before ->
        [0] 下一位就是您，大约 { $wait }，请留意来电。
       *[other] 前面还有 { $before } 位紧急客户，大约 { $wait }，请留意来电。
    }
first-when-open = 上班后我们第一个打给您：{ $when }。请现在就按上面的步骤做，这些不需要等我们。
urgent-while-closed = 请现在就按上面的步骤做，这些不需要等我们。预约紧急回电的话，上班后第一个打给您。
urgent-maybe = 如果是“{ $topic }”，请马上这样做。如果是别的问题，请换个说法告诉我。
fraud-alarm =
    {""}**请先停下来：这很可能是诈骗。**马上挂断，不管对方怎么催，都不要照做。

    我们的人绝不会让您转账、转币，不会要您念验证码或助记词，也不会让您安装任何软件。

button-move-back = 改回{ $when }

## 对回电的愿望

offer-move = **要把 { $reference } 改到这个时间吗？**点一下就好。（{ $zone }）
offer-move-near = 抱歉，那个时间我们没法打给您。**{ $reference } 最接近的时间有这些：**（{ $zone }）
sooner-now = 可以，{ $reference } 现在就能打给您。
ask-this-number = **{ $reference } 要改打 { $phone } 吗？**为保护隐私，您刚才发的号码已从聊天中删除。
number-same = { $reference } 留的就是 { $phone }，我们会打这个号码。
number-several = 这里面有几个号码，请问打哪一个？请只发那一个，并带上国家区号。
ask-call-again = 好的。**什么时候方便给您打电话（{ $reference }）？**您之前说的内容都还在。以下为{ $zone }。
nothing-owed = 好的，有需要随时找我。
sorry-for-the-wait = 让您久等了，非常抱歉。
not-called-yet = { $reference } 我们还没有给您打过电话。
called-so-often =
    { $count ->
        [1] { $reference } 我们打过一次 { $phone }：{ $when }（{ $zone }）。
       *[other] { $reference } 我们打过 { $count } 次 { $phone }，最后一次是{ $when }（{ $zone }）。
    }
ended-how =
    { $how ->
        [cancelled] { $reference } 已在{ $when } 取消。还需要我们给您打电话吗？
        [resolved] { $reference } 已在{ $when } 结束。如果还有问题，我们再打给您。
       *[expired] 因为没有联系上您，{ $reference } 已在{ $when } 结束。要不要再打给您？
    }
wait-unknown = 要等多久，现在还说不准。
wait-then-book = 需要同事给您回电话吗？
extension-story = 分机：{ $extension }

button-other-times = 其他时间
button-leave-it = 保持不变
button-call-this = 是，打这个号码
button-called-me = 不是，是它打给我的
button-call-again = 再打给我

## 没有提问的话

heard = 👍
welcome-thanks = 不客气，有问题随时找我。
how-can-i-help = 您好！有什么需要，直接打字告诉我，或者选一个主题。
what-about-it = 这方面您具体想了解什么？
what-about-value = 收到。请问是关于什么的？用一两句话告诉我，或者选一个主题。
other-words = 明白了。请换个说法告诉我是什么问题，或者让同事给您打电话。
still-unsolved = 抱歉，问题还没有解决。可以让同事在电话里帮您看看。
stop-explained = 只有您写给我，或者您预约了回电，我才会发消息。发送 /forget，我会删除保存的所有内容。
no-match-again = 这个问题我也答不上来。要不要让同事给您回个电话？
elsewhere-account = 这个账号是别家公司的，我们看不到，也改不了，请联系它的官方客服。如果和您在我们这里的账户用了同样的密码或邮箱，请马上把这边的密码改掉。如果您在我们这里的账户也被人登录了，请点“紧急回电”。
elsewhere-exchange = 这是别家平台的事，我们看不到，也改不了，请联系它的官方客服。如果您说的其实是我们这边的账户，请直接告诉我，或者转人工。
told-already = 这方面我知道的都在上面了。您是不是已经等得更久了，还是情况不太一样？可以请同事帮您查一下。
told-already-with-call = 这方面我知道的都在上面了。您说的已补充到 { $reference }，同事会在电话里帮您看。
answered-story = （机器人已回答：{ $topic }）{ $text }
no-such-language = 抱歉，这种语言我看不懂。请选择一种：

button-show-again = 再看一遍

## 客服看到的

card-raised = 🔴 **{ $reference } 现在最优先：**{ $topic }。客户刚刚反映了紧急情况。
claimer-raised = 🔴 { $reference } 现在最优先：客户刚刚反映了紧急情况，请尽快打电话。
