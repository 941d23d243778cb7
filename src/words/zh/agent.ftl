# 客服人员在群里和私聊中看到的文字。

agent-help =
    {""}**{ $agent }，您好，您在客服名单里。**

    - 新的回电请求会以卡片形式出现，点“认领”即可接手，详细信息会私下发给您。
    - /next 领取您能打的最紧急的一个，/mine 查看自己手上的，/queue 查看队列。
    - /on 上班，/off 下班；提醒只发给在班的人。
    - /find RB-1042 查找请求，/hours 查看今天的工作时间。
    - 主管：/team 查看谁在班，/extend 23:00 延长、/close 16:00 提前结束今天的服务；/looks RB-1042 查看谁看过详情，/block RB-1042 屏蔽该客户。

    您在这里发的其他内容，会先问您发到哪里：记为备注，或像客户一样提问。
group-help = 新的回电请求会以卡片形式发到这里。点“认领”接手，详细信息会私下发给您。/queue 查看队列。

card =
    { $card }
    { $language } · { $phone }{ $verified ->
        [yes] {" "}✓ 本人号码
       *[no] （未验证）
    }
    提交：{ $asked } · 约定：{ $promised }
    { $state }
card-line =
    { $priority ->
        [urgent] 🔴 紧急 ·{" "}
        [high] 🟠 高优先 ·{" "}
        [low] 低优先 ·{" "}
       *[normal] {""}
    }{ $reopened ->
        [yes] 🔁 重新打开 ·{" "}
       *[no] {""}
    }**{ $reference }** · { $topic }{ $complained ->
        [yes] {" "}· 😠 客户不满
       *[no] {""}
    }
card-again = 🔔 { $reference } 等待回电。
card-state =
    { $state ->
        [new] 待认领
        [scheduled] 已预约
        [claimed] { $agent } 已认领
        [calling] { $agent } 呼叫中
        [snoozed] 未联系上（第 { $attempts } 次，共 { $most } 次），{ $until } 再打
        [put-off] 已推迟，{ $until } 再打
        [rescheduled] 客户要改时间；如果不选，{ $until } 再打
        [number-wrong] 号码有误，等待客户提供新号码
        [resolved] 已解决
        [cancelled] 已取消
        [declined] 已取消 · { $outcome }
        [closed] 已关闭 · { $outcome }
        [number-never-came] 已关闭，一直没有正确的号码
       *[expired] 已关闭，未联系上
    }
agent-unreachable = { $agent }，我没法私聊您。请先打开与我的私聊并点“开始”，再重新认领 { $reference }。它已放回队列。
agent-secret = 刚才那条消息里有敏感内容（例如密码、验证码、助记词），我已删除，没有保存，也没有转给任何人。请去掉这些内容再发一次。
alarm-dead-letter =
    { $count ->
        [1] ⚠️ 有一条客户消息无法处理，已另行保存。请通知运维人员查看日志。
       *[other] ⚠️ 又有 { $count } 条客户消息无法处理，已另行保存。请通知运维人员查看日志。
    }

# 客服群
group-silent =
    ⚠️ **我无法在客服群里发消息。**{ $why ->
        [not-in-group] 我已不在群里，请重新把我拉进去。
        [may-not-write] 我没有发消息的权限，请开放权限，或把我设为管理员。
        [topic-closed] 群里的话题已关闭，请重新打开。
       *[no-such-group] Telegram 找不到这个群，请运维人员检查设置里的群号。
    }

    在此期间，我会把卡片私发给当班客服。
group-works = ✅ 客服群恢复了，卡片都在群里。
group-elsewhere = 请在与我的私聊里发送这条命令。
group-anonymous = 您是以群的身份发言，我看不出您是谁。请在管理员权限里关闭“保持匿名”，或者私聊我。

# 短时间内来了很多
cards-waiting =
    { $count ->
        [1] ⏳ **又有一个回电请求在等待。**
       *[other] ⏳ **有 { $count } 个回电请求在等待。**
    }群里不再逐个发卡片，全部请看 /queue。
cards-waiting-topic = { $topic }：{ $count } 个
cards-waiting-others = 其他：{ $count } 个
cards-none-waiting = ✅ 已经没有等待的回电请求了。
button-take-next = ▶️ 下一个

queue-empty = 队列是空的。
queue-line =
    { $card }{ $open ->
        [yes] {" "}· 已等 { $waited }
       *[no] {""}
    }
queue-more = ……还有 { $hidden } 个。

details =
    { $card }

    {""}**{ $name }** · { $language }
    提交：{ $asked } · 约定：{ $promised }（{ $zone }）
    { $state }
details-phone =
    📞 **{ $phone }**{ $verified ->
        [yes] {" "}✓ 本人 Telegram 号码
       *[no] （手动输入，未验证）
    }{ $placed ->
        [yes] {" "}· { $country }
       *[no] {""}
    }
details-there =
    { $night ->
        [yes] 🌙
       *[no] 🕙
    } { $zones ->
        [one] 客户当地现在是 **{ $time }**（{ $zone }）。
       *[many] 客户当地现在是 **{ $time }** 到 **{ $latest }** 之间。
    }{ $night ->
        [yes] 对方可能在睡觉。
       *[no] {""}
    }
details-before = **{ $reference }：这位客户以前的请求**
details-before-line = **{ $reference }** · { $topic } · { $state } · { $date }
details-written = 已记录**{ $outcome }**。{ $seconds } 秒后通知客户，在此之前可以撤回。
details-unreachable = 已无法在 Telegram 上联系到该客户，电话仍可拨打。
details-earlier = …… 更早的 { $count } 条内容较长，请看上方的消息。
details-prepared = **已请客户准备**
details-history = **处理记录**
details-more = **{ $reference }（续）**
details-said = { $time } 💬 { $text }
details-note = { $time } 📝 { $by }：{ $text }
details-call = { $time } 📞 { $by }：{ $outcome }
details-reopened = { $time } 🔁 客户重新打开了请求

language-name =
    { $locale ->
        [zh-hans] 简体中文
        [zh-hant] 繁体中文（台湾）
    [zh-hant-hk] 繁体中文（香港）
       *[en] 英语
    }

agent-must-start = 我没法私聊您。请先打开与我的私聊并点“开始”，再来认领。
claimed-here = { $reference } 已由您认领。
claimed = { $reference } 已由您认领，详细信息在私聊里。
claim-off-shift = 您已下班，不能认领。发 /on 开始上班。
claim-hands-full = 您手上还有 { $count } 个请求（{ $mine }）。请先填写结果、推迟或释放，再领取下一个。
claim-language-elsewhere = 这位客户说{ $language }，不在您会的语言里。如果仍要认领 { $reference }，请到私聊里确认。
claim-language = 这位客户说**{ $language }**，不在您会的语言里。仍要认领吗？
button-claim-anyway = 仍要认领
already-yours = { $reference } 已经是您的了。
released = { $reference } 已放回队列。
calling = 正在告知客户您要打电话。
calling-unread = 该客户已无法在 Telegram 上收到消息：他不知道您要打电话，也无法核对来电核验码。
customer-not-told =
    ⚠️ { $reference }：{ $state ->
        [calling] 没能告知客户您正在拨打，客户也无法核对来电核验码。他已无法在 Telegram 上收到消息，电话仍可拨打。
       *[other] 客户没有收到您的消息。他已无法在 Telegram 上收到消息，请在电话里告知。
    }
outcome-kept = { $reference } 的处理结果已记录。
outcome-undone = 已撤回“{ $outcome }”，客户没有收到任何消息。{ $reference } 仍由您处理。
no-note = 好的。
refused-taken = { $reference } 已由 { $agent } 认领。
refused-not-claimed = { $reference } 还没有人认领，请先认领。
refused-not-called = 这次认领后还没有拨打 { $reference }，不能记录这个结果。拨打时请先点“正在拨打”；没有拨打的话，可以释放、推迟或转接。
refused-outcome-written = { $reference } 的处理结果已记录，马上生效。如果点错了，请先点“撤回”。
refused-too-late = 来不及撤回了：{ $reference } 的处理结果已经生效，客户也已收到通知。
refused-code-just-given = 刚刚已告知 { $reference } 的客户您在拨打，或者这次认领里已告知多次。请过几分钟再换新的核验码。
refused-number-wrong = { $reference } 的号码有误，正在等客户提供新号码。
refused-closed-request = { $reference } 已经结束了。

ask-note = 请写下 { $reference } 的内部备注，只有客服人员能看到。
note-not-yours = { $reference } 已不由您处理，这条备注没有保存。
note-kept = 已记入 { $reference }。
notes-full = { $reference } 的备注已满，这条没有保存。
ask-summary = **{ $reference } 与客户约定了什么？**现在写下来，会以文字发给客户；没有可以跳过。
summary-not-read = 已记入 { $reference }。该客户已无法在 Telegram 上收到消息，请在电话里告知。
summary-sent = 正在发给客户，并已记入 { $reference }。

claimer-cancelled = { $reference }：客户已取消，不再由您处理。
claimer-moved = { $reference }：客户改了时间，已放回队列。
claimer-added =
    { $reference }：客户补充：

    { $text }

button-claim = 认领
button-claim-reference = 认领 { $reference }
button-calling = 📞 正在拨打
button-release = 释放
button-note = 备注
button-undo = ↩️ 撤回
button-no-note = 不写备注
button-no-summary = 没有补充

intents-broken = ⚠️ 修改后的意图文件有错误，仍在使用原来的回答。运行 `ringback check` 可以查看错误。
intents-reloaded = 修改后的意图文件已生效。
intents-reloaded-again = 十分钟内意图文件又修改了 { $times } 次，最新内容已生效。
intents-broken-again = ⚠️ 十分钟内意图文件又有 { $times } 次修改含有错误。运行 `ringback check` 可查看是否已改好。
intents-refused = ⚠️ 意图文件夹突然空了，或大部分内容不见了，仍在使用原来的回答。如果确实要这样修改，请重启服务台。

# 时钟
claim-ending = ⏳ 您对 { $reference } 的认领将在 10 分钟后到期。请填写处理结果；还需要时间的话请点下面的按钮。
claim-lapsed = { $reference } 没有及时填写处理结果，已退回队列，不计入回电次数。
claim-kept = { $reference } 继续由您处理。
button-keep-claim = ⏳ 我还需要时间
alert-at-risk = ⏰ **有 { $count } 个电话要在 10 分钟内拨打。**
alert-breached = 🚨 **有 { $count } 个电话已经晚了。**请马上回电。

# 处理结果不被接受
refused-note-needed = 选这个结果之前请先写备注：点“备注”。
refused-unverified = { $reference } 的客户身份还没有核实，不能标为已解决。只有本人号码还不够。
refused-address-unconfirmed = { $reference }：客户填的码是对的，但邮箱是客户自己说的。请与账户里的邮箱核对，一致就点“与账户一致”，否则请用其他方式核实身份。
refused-beyond-promise = 只有客户本人可以把回电改到约定时间之后。
refused-bad-time = 这个时间已经过去，或者太远。
refused-bad-target = { $reference } 不能转给这位同事：它已经在对方手上，或者对方不会这种语言。
