# 客户看到的文字。可用简单的 Markdown：**加粗**、列表、链接。句子要短，手机屏幕上一眼看完。

## 首页

welcome =
    {""}**您好，这里是 { $desk } 客服。**

    有问题直接打字告诉我，或点下面的按钮。我答不上来的，会请同事给您打电话。

    我们绝不会向您索要密码、验证码或助记词。
help =
    用您自己的话告诉我就可以。您还可以：

    - /call 预约人工回电
    - /status 查看您的回电
    - /verify 核实来电、号码或链接
    - /cancel 取消回电
    - /language 选择语言
topics = 您想了解哪方面的问题？
only-text = 我只看得懂文字。请简单说一下是什么问题，或者转人工。
slow-down = 您发得有点快，我没能全部读到。请稍等一分钟再继续。
old-button = 这个按钮已经失效了，请用最新消息里的按钮。
agents-only = 这是客服人员专用的功能。
group-private = 请直接私聊我，我会为您解答。

choose-language = 您希望使用哪种语言？
language-fixed = 好的，之后都用中文。请问有什么可以帮您？
language-follows = 好的，您用什么语言，我就用什么语言回复。请问有什么可以帮您？

button-whole-answer = 查看全部
button-more-topics = 更多主题
button-language = 🌐 语言 / Language
button-topics = 全部主题
button-human = 转人工
button-solved = 解决了
button-call-me = 给我回电
button-none-of-these = 都不是
button-language-auto = 跟随我的输入
button-this-language =
    { $script ->
        [traditional] 繁體中文（台灣）
    [hong-kong] 繁體中文（香港）
       *[simplified] 简体中文
    }

## 回答

did-you-mean = 我不太确定，您是想问：
no-match = 这个问题我暂时答不上来。您可以换个说法，或者选一个主题；也可以让同事给您回电话。
offer-call = 抱歉，还是没能帮上您。要不要让同事给您回个电话？
solved = 太好了！有问题随时找我。

## 敏感内容

secret-removed = **为了您的安全，刚才那条消息已经删除，里面的敏感内容我们没有保存。**
secret-advice =
    { $kind ->
        [recovery-phrase] **助记词**：谁看到它，谁就能转走钱包里的资产。请尽快新建一个钱包，把资产转过去，旧钱包不要再用。
        [private-key] **私钥**：谁拿到它，谁就能转走这个地址里的资产。请尽快把资产转到新地址，旧地址不要再用。
        [api-secret] **API 密钥**：请现在就在官方应用里删除这组密钥，需要时再新建。
        [card] **银行卡信息**：我们不需要它。如果也发给过别人，请联系发卡银行挂失。
        [password] **密码**：请现在就在官方应用里改掉；别处用了同样的密码，也请一起改。
        [identity-number] **证件号码**：在这里我们不需要它。如果也发给过别人，请留意有没有人冒用您的身份。
       *[one-time-code] **验证码**：请不要再发给任何人。如果不是您本人在操作，请马上修改登录密码。
    }
secret-in-answer = 您正在回答我们的问题，所以我格外小心。**如果只是订单号或金额，请在前面写上“订单”，或者带上币种，再发一次。**我们从不需要您的验证码或钱包的词。
secret-never = 我们绝不会向您索要这些内容，自称客服来要的都是骗子。如果已经有人拿到了，请点下面的按钮，我们优先给您回电话。
picture-warning = 图片里的内容我看不到。如果上面有助记词、密码、验证码或银行卡号，请马上把图片删掉，也不要发给任何人。有什么问题，请用文字简单告诉我，或者转人工。

button-urgent-call = 紧急回电

## 预约回电

phone-not-a-number = 这好像不是电话号码。请点下面的按钮，或者输入带国家区号的号码，例如 +86 138…
phone-no-country = 请输入带国家区号的号码，以 + 开头。
phone-impossible = 这个号码无法拨打，可能位数不对或不存在。请检查一下。
closed-now = 现在是非工作时间，{ $opens }（{ $zone }）开始服务。
window-gone = 抱歉，这个时间已经不能预约了，请另选一个。
no-opening = 抱歉，目前暂不提供电话服务，无法为您预约。请稍后再试。
other-topic = 其他问题
button-skip = 跳过
button-soon = 尽快（{ $window }）
button-when-open = 上班后尽快（{ $window }）
maybe-sooner = 如果提前有空，我们会早点打给您。
button-earlier = ‹ 更早

## 客户自己的回电请求

status =
    {""}**{ $reference }** · { $topic }

    号码：{ $phone }

    { $state }
status-none = 您目前没有待处理的回电。需要我们给您回电话吗？
state-calling = { $agent } 正在给您打电话。
state-number-wrong = 我们手上的号码不对，请发给我们新的号码。
ask-move = **您想改到什么时候？**（{ $zone }）
moved = 好的，{ $reference } 改到{ $when }（{ $zone }）打给 { $phone }。
ask-cancel = 确定要取消回电 { $reference } 吗？
cancelled = 回电 { $reference } 已取消。
cancel-kept = 好的，{ $reference } 照常保留。
nothing-to-cancel = 目前没有可以取消的回电。
added-to-request = 已补充到 { $reference }，同事会在通话前看到。
request-is-full = { $reference } 的补充内容已满，这一条没有加进去，请在电话里告诉同事。
number-changed = 谢谢，{ $reference } 我们会改打 { $phone }。
refused-being-called = 我们正在给您打电话，现在不能修改。
refused-closed = 这个回电请求已经结束了。

button-status = 我的回电
button-move = 改时间
button-cancel-request = 取消回电
button-cancel-yes = 确定取消
button-cancel-no = 先不取消

## 通话前后

customer-calling =
    📞 **{ $desk } 的 { $agent } 正在给您打电话**（{ $reference }）。

    {""}**来电核验码：{ $code }**

    电话接通后，{ $agent } 会先说出这个核验码。对方说不出来，或者说得不对，请立即挂断。您不用念出任何内容。

    { $agent } 绝不会向您索要密码、验证码或助记词，也不会让您转账。如果对方这样要求，请立即挂断。
customer-resolved =
    {""}**通话已结束：{ $reference }**

    { $agent } 与您沟通了“{ $topic }”（{ $time }）。如有约定事项，会以文字发给您。

    {""}**问题解决了吗？**如果还没有，七天内可以用同一个编号请我们再打给您。
customer-summary =
    {""}**约定事项（{ $reference }）：**

    { $text }

    如果以上内容没有兑现，或者还有疑问，可以用同一个编号请我们再打给您。
customer-missed = 我们就 { $reference } 给您打了电话，但没有联系上您。我们会在{ $time }（{ $zone }）再打一次。
customer-given-up = 我们就 { $reference } 给您打了几次电话都没有联系上，这次先结束了。七天内可以用同一个编号请我们再打给您。
customer-number-wrong = { $reference } 留的号码好像不对。请点下面的按钮分享号码，或者输入带国家区号的号码。
customer-cancelled = 按您在电话里说的，回电 { $reference } 已取消。
number-never-came = { $reference } 一直没有正确的号码，这次先结束了。您随时可以重新预约。

## 时间

window = { $day } { $from }–{ $to }
window-ending = { $day } { $to } 前
moment = { $day } { $time }
today = 今天
tomorrow = 明天
date =
    { $month }月{ $day }日{ $weekday ->
        [mon] 周一
        [tue] 周二
        [wed] 周三
        [thu] 周四
        [fri] 周五
        [sat] 周六
       *[sun] 周日
    }
zone =
    { $kind ->
        [utc] 协调世界时 UTC
        [bare] 时区 { $name }
       *[place] { $city }时间
    }
length =
    { $unit ->
        [minutes] { $number } 分钟
        [hours] { $number } 小时
       *[days] { $number } 天
    }

# 通话结果
customer-time-needed = 按电话里说好的，请为 { $reference } 另选一个回电时间。如果不选，我们会在{ $time }（{ $zone }）给您打电话。
customer-queued = { $reference } 会由更熟悉这类问题的同事给您回电，您的排队位置保留。
customer-closed = { $reference } 已结束。如果仍需要帮助，随时可以再预约回电。
