# 客服控制台：浏览器里的页面。都是不带格式的短句，放在哪里由页面决定。

console-skip = 跳到正文
console-language = 语言
console-theme = 外观
console-theme-system = 跟随系统
console-theme-light = 浅色
console-theme-dark = 深色
console-theme-contrast = 高对比度
console-apply = 应用
console-back-home = 回到首页

console-not-found = 这里什么都没有
console-not-found-hint = 可能是地址写错了、内容已失效，或者您的角色看不到这一页。
console-malformed = 无法识别这个操作
console-malformed-hint = 请返回，刷新页面后再试一次。
console-wrong-host = 这不是控制台的地址
console-wrong-host-hint = 请从 { $address } 进入。
console-forged = 这个操作不是从本页发出的
console-forged-hint = 没有任何改动。请刷新页面再按一次；如果您什么也没按，就是有别的网页想冒用您的身份。
console-too-large = 内容太长，放不下
console-too-large-hint = 没有任何改动。请缩短后再发送。
console-too-many = 尝试次数太多
console-too-many-hint = 请等一分钟再试。
console-unavailable = 客服台暂时没有响应
console-unavailable-hint = 可能正在停止或重启。客服台一恢复，Telegram 就会继续工作；请稍后刷新本页。

console-sign-in = 登录
console-sign-in-lead = 用 Telegram 登录：本页会显示一个数字，请在和客服机器人的聊天里点同一个数字。没有密码。
console-sign-in-telegram = 用 Telegram 登录
console-sign-in-who = 仅供本客服台的同事使用。如果您在这里工作却登录不了，请让组长把您加进名单。
console-number-title = 您的数字
console-number-link = 打开机器人，在那里点这个数字。
console-open-telegram = 打开 Telegram
console-number-type = Telegram 在另一台设备上？请发给机器人：
console-number-waits = 正在等您点数字，最多一分钟。
console-number-never = 请不要把数字告诉任何人，也不要替别人点。
console-places = 页面
console-live = 实时
console-lost = 正在重新连接…
console-stopping = 只读：客服台正在停止
console-sign-out = 退出登录
console-role-agent = 客服
console-role-lead = 组长
console-role-writer = 编辑
console-role-viewer = 观察员
console-session = 我的登录
console-sessions = 已登录的浏览器
console-browser = 浏览器
console-address = 地址
console-since = 登录时间
console-used = 最近使用
console-way = 方式
console-way-number = 在 Telegram 里点数字
console-deeds = 操作
console-this-browser = 当前浏览器
console-end-session = 退出
console-sign-out-everywhere = 全部退出
console-session-ends = 30 分钟没有操作、登录满 12 小时，或者名单有变动时，登录会自动结束。
console-keys = 快捷键
console-key-help = 显示快捷键
console-key-close = 离开输入框、关闭、返回
console-key-rows = 在列表中下移、上移
console-close = 关闭

# 操作记录，仅组长可见。

console-record = 操作记录
console-record-lead = 谁登录、谁被拒绝、谁退出，最新的在最前面。任何人都不能改动。
console-record-when = 时间
console-record-who = 人员
console-record-what = 操作
console-record-where = 来源
console-record-console = 控制台
console-record-unknown = 未知
console-record-former = 已离开的成员 { $id }
console-record-empty = 还没有任何记录。
console-record-older = 更早
console-record-newest = 最新
console-record-did =
    { $what ->
        [signed-in] 登录
        [signed-out] 退出登录
        [signed-out-everywhere] 全部退出
       *[disowned] 表示“不是我”
    }
console-record-denied =
    { $why ->
        [late] 被拒绝：已超时
        [wrong-number] 被拒绝：数字不对
        [not-me] 被拒绝：“不是我”
        [taken] 被拒绝：是别人的登录请求
        [used] 被拒绝：已经用过
        [stranger] 被拒绝：不在名单上
        [other-browser] 被拒绝：另一个浏览器
       *[unknown] 被拒绝：没有这个登录请求
    }

# 登录控制台：和机器人的私聊。

sign-in-how = 要登录控制台，请在浏览器里打开它并点“登录”。页面会带您回到这里；如果 Telegram 在另一台设备上，请把页面上显示的那一行发给我。
sign-in-ask =
    要在 **{ $browser }** 登录控制台吗？

    请点页面上显示的数字，一分钟内有效。如果不是您刚刚打开的控制台，请点“不是我”。
sign-in-done = ✅ 已登录控制台：{ $browser }，{ $time }。
sign-in-unknown = 没有这个代码的登录请求。请在页面上重新点“登录”。
sign-in-late = 一分钟已过。请在页面上重新点“登录”。
sign-in-wrong-number = 数字不对，没有登录。请在页面上重新点“登录”。
sign-in-taken = 这是别人的登录请求。请在您自己的页面上点“登录”。
sign-in-used = 这个登录请求已经用过了。请在页面上重新点“登录”。
sign-in-stranger = 只有本客服台的同事才能登录控制台。如果您在这里工作，请让组长把您加进名单。
sign-in-disowned = 登录请求已关闭，以您的名义打开的控制台也全部退出了，组长会收到通知。请不要把控制台的数字或链接转给任何人。
sign-in-not-wanted = Telegram 里收到请求的人表示不是本人操作，没有登录。
sign-in-closed-already = 已经关闭了。
button-not-me = 🚫 不是我
alarm-sign-in = ⚠️ { $agent } 收到了控制台登录请求，但并不是本人操作。其打开的控制台已全部退出。可能有人想冒充登录，请和 { $agent } 核实。
