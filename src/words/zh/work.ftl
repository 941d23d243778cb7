# 客服人员的命令，以及通话之外对回电请求的处理；还有客户由此看到的文字。

## 下一个、我的

next-none = 现在没有您可以拨打的回电请求。/queue 查看其他请求。
next-taken = { $reference } 由 { $agent } 接手。
mine-none = 您手上没有回电请求。/next 领取下一个。
mine-head = **您手上有 { $count } 个回电请求**
mine-line = { $entry }，保留到{ $ends }
button-details = 详情

## 队列

queue-ready = **现在可以拨打：{ $count } 个**
queue-worked = **处理中：{ $count } 个**
queue-later = **还没到时间：{ $count } 个**
queue-none = 目前没有这一类的请求。
queue-entry =
    { $mark ->
        [late] 🚨 已超时 ·{" "}
        [at-risk] ⏰ 快超时 ·{" "}
       *[none] {""}
    }{ $card } · { $language }{ $place ->
        [claimed] {" "}· { $owed } · { $agent }
        [calling] {" "}· { $owed } · { $agent } 呼叫中
        [snoozed] {" "}· { $time } 再打
        [scheduled] {" "}· { $time }
        [number-wrong] {" "}· ❌ 号码有误
       *[ready] {" "}· { $owed }
    }
owed-promised = 约定{ $window }
owed-again = 第 { $try } 次，最晚{ $time }
button-queue-page = { $page } / { $pages }
button-queue-all = 全部 { $count }
button-queue-mine = 我能打的 { $count }
button-queue-urgent = 紧急 { $count }
button-queue-late = 快超时 { $count }
button-queue-held = 处理中 { $count }
button-queue-later = 没到时间 { $count }
reopened-yours = 🔁 您处理过的 { $reference } 被客户重新打开了，先为您保留一刻钟。

## 查找

find-usage = 要查哪一个？请在命令后面写编号，例如 /find RB-1042。
find-no-reference = “{ $reference }”不是编号。编号的样子是 RB-1042。
find-none = 没有 { $reference } 这个回电请求。
find-history = **处理经过**
history-customer = 客户
history-desk = 系统
history-line = { $time } · { $by }：{ $what ->
    [booked] 预约回电
    [claimed] 认领
    [kept] 延长认领
    [released] 释放
    [unreachable] 退回队列，无法私聊该客服
    [left] 退回队列，该客服已离开
    [lapsed] 退回队列，认领到期
    [warned] 提醒认领将到期
    [heads-up] 告知客户即将来电
    [calling] 拨打电话
    [asked] 向客户提问
    [outcome] 记录结果 { $detail }
    [undone] 撤回结果 { $detail }
    [snoozed] 推迟到{ $detail }
    [given] 转接给 { $detail }
    [given-language] 转接给会{ $detail }的同事
    [time-came] 时间已到
    [sooner] 现在有空，可以提前打
    [waits-again] 继续等约定时间
    [offered] 已问客户要不要提前
    [at-risk] 快超时
    [breached] 已超过约定时间
    [number-never-came] 关闭，一直没有正确的号码
    [hours-changed] 工作时间有变，改约
    [moved] 改时间
    [raised] 客户反映紧急情况，优先处理
    [complained] 表示不满
    [renumbered] 换号码
    [cancelled] 取消
    [blocked] 被主管屏蔽
    [reopened] 重新打开
   *[untold] 有变动
}

## 上下班

shift-on = { $agent }，您已上班，会收到提醒。
shift-on-already = { $agent }，您已经在上班了。
shift-off = { $agent }，您已下班，不再收到提醒。回来时请发 /on。
shift-off-already = { $agent }，您已经下班了。
shift-off-claims = **您手上还有 { $count } 个回电请求。**释放之后，其他同事才能接手。
button-release-mine = 全部释放
released-mine =
    { $count ->
        [0] 没有释放任何请求。
       *[other] 已把 { $count } 个请求放回队列。
    }
released-by = { $agent } 已把 { $reference } 放回队列，不再由您处理。

## 今天的工作时间

hours-today = **今天：**{ $hours }（{ $zone }）
hours-span = { $from }–{ $to }
hours-none = 休息
hours-open = 现在是工作时间，到{ $time } 为止。
hours-closed = 现在是非工作时间，{ $time } 开始服务。
hours-never = 现在是非工作时间，近期没有开放时间。
hours-leads-only =
    { $count ->
        [0] 只有主管可以调整今天的工作时间，而名单里没有主管，请联系运维人员。
       *[other] 只有主管可以调整今天的工作时间，请找 { $leads }。
    }
extend-usage = 延长到几点？例如 /extend 23:00；到午夜以后写 /extend 02:00；休息日写 /extend 10:00-14:00。
close-usage = 几点结束？例如 /close 16:00。
hours-closed-today = 今天休息。要开放的话，请写 /extend 10:00-14:00。
hours-past = 这个时间已经过去了。
hours-not-longer = 本来就开放到{ $time }。要提前结束请用 /close。
hours-not-shorter = 本来就在{ $time } 结束。要延长请用 /extend。
hours-before-opening = { $time } 才开始服务，请写一个更晚的时间。
hours-done = 好了。**今天：**{ $hours }（{ $zone }）
hours-moved = 有 { $count } 位客户不能按原来的约定回电，已改约并通知他们，他们可以另选时间。
hours-offered = 已向 { $count } 位约在以后的客户提供今天的时间。
hours-changed = 🕒 { $agent } 调整了今天的工作时间：**{ $hours }**（{ $zone }）

customer-offer-today =
    {""}**今天我们延长服务，可以提前给您回电（{ $reference }）。**

    不需要的话不用操作，我们仍按约定在{ $promised }（{ $zone }）给您打电话。
customer-offer-now =
    {""}**我们现在就有空（{ $reference }）。** 要不要马上给您打电话？

    不需要的话不用操作，我们仍按约定在{ $promised }（{ $zone }）给您打电话。
button-take-call-now = 📞 好，现在打给我
button-take-window = 改到{ $window }

## 详情下方的按钮

button-heads-up = 🔔 10 分钟内拨打
button-more = 更多…
button-snooze = 💤 推迟
button-transfer = 👥 转接
button-question = ❓ 问客户
button-number = ☎️ 改号码
button-snooze-own = 其他时间
button-transfer-language = 转给会{ $language }的同事
button-never-mind = 不用了
language-spoken =
    { $language ->
        [zh] 中文
       *[en] 英语
    }

heads-up-given = 已告知客户您会在 10 分钟内来电。
heads-up-already = 刚才已经告知过客户了。
heads-up-unreachable = 无法在 Telegram 上联系到该客户，请直接拨打。
no-opening-ahead = 近期没有开放时间。
ask-snooze = **{ $reference } 推迟到什么时候？**请写时间，例如 14:30、明天 9:30、11-25 14:30。
time-not-read = 看不懂这个时间。请写成 14:30、明天 9:30 或 11-25 14:30 这样。
ask-reason = { $reference } 已推迟，{ $time } 再回到队列。可以写下原因，同事会看到。
colleague-off = { $agent } 现在不在班。
given = { $reference } 已转给 { $agent }。
given-to-language = { $reference } 已放回队列，由会{ $language }的同事接手。
given-to-you = { $agent } 把 { $reference } 转给了您。

ask-question = **想问 { $reference } 的客户什么？**客户会在 Telegram 里看到问题和您的名字，看不到您的账号。回答会发到这里。
question-note = ❓ { $text }
question-sent = 正在发给客户，{ $reference } 的回答会发到这里。
question-not-read = 已记入 { $reference }，但该客户已无法在 Telegram 上收到消息。
question-unreachable = 已无法在 Telegram 上联系到该客户，电话仍可拨打。
customer-question =
    {""}**{ $desk } 的 { $agent } 想就 { $reference } 问您：**

    { $text }

    直接在这里回复就可以。请不要写密码、验证码或助记词。

ask-right-number = **{ $reference } 的正确号码是什么？**请带上国家区号。您发的号码会从聊天中删除。
number-taken = { $reference } 的号码已更正，并已告知客户。
number-not-taken =
    { $problem ->
        [not-a-number] 这好像不是电话号码。请带上国家区号，例如 +86 138…
        [no-country] 请写带国家区号的号码，以 + 开头。
       *[impossible] 这个号码无法拨打，可能位数不对或不存在。
    }
a-colleague = 同事
customer-renumbered = { $reference } 的回电号码已由同事改为 { $phone }。如果不对，请在这里告诉我们。

ask-outcome-note = **“{ $outcome }”需要为 { $reference } 写备注。**请现在写下，写完就会记录处理结果。
text-too-late = 这条消息没有记到 { $reference }：上次提问已经超过半小时。如果还需要，请再点一次按钮。

# 非工作时间的紧急请求
card-on-call = 🌙 **您正在值班待命。**现在是非工作时间，这件事不能等到上班：

## 没有被问到时写的内容

stray = 这段话要发到哪里？目前没有转给任何人。
button-stray-note = 📝 记入 { $reference } 的备注
button-stray-ask = 像客户一样问服务台

## 主管

team-head = **在班：{ $on } 人，共 { $all } 人**
team-line =
    { $shift ->
        [on] 🟢
       *[off] ⚪
    } **{ $agent }**（{ $languages }）· { $shift ->
        [on] 在班
       *[off] 下班
    }{ $told ->
        [yes] ，自{ $since }起
       *[no] {""}
    }{ $busy ->
        [yes] {" "}· { $has }
       *[no] {""}
    }
team-has =
    { $reference }（{ $does ->
        [calls] 呼叫中
       *[has] 已认领
    }，{ $length }）
button-assign = 👥 转交
assign-to = **{ $reference } 交给谁？**
assign-nobody = 在班的其他人都不会 { $reference } 的语言。
assigned-away = { $lead } 已把 { $reference } 转交给 { $agent }，不再由您处理。

ask-search = **为什么要查 { $phone } 的请求？**请写一句原因。查找会像查看详情一样留下记录。
search-none = 没有请求用这个号码。
search-found = **有 { $count } 个请求用这个号码**
search-too-late = 上次询问原因已经超过半小时，请重新查找。
button-reveal-reference = { $reference } 的详情
