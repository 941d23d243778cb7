# 坐席控制台的工作页面：队列、单个请求、可以做的事。都是不带格式的短句。

console-queue = 队列
console-next = 接下一个
console-mine = 您名下：
console-calling = 通话中
console-parts = 队列分类
console-filters = 只看
console-find = 编号
console-pages = 翻页
console-before = 上一页
console-after = 下一页
console-shift-begin = 开始上班
console-shift-end = 下班
console-take = 认领
console-claim = 认领 { $reference }
console-open = 打开
console-undo = 撤销
console-tab =
    { $tab ->
        [ready] 可以拨打
        [agents] 处理中
        [later] 稍后
        [needs] 待补充
       *[all] 全部未结
    }
console-only =
    { $only ->
        [mine] 我的语言
        [urgent] 紧急
        [late] 已超时或快超时
        [tried] 已打过
       *[awake] 当地是白天
    }
console-queue-empty = 现在没有人在等。有新请求会自动出现在这里。
console-queue-none = 没有符合条件的请求。换个分类，或者减少筛选条件试试。
console-queue-place = 第 { $page } 页，共 { $pages } 页，{ $count } 个请求
console-queue-unread = 后面还有 { $count } 个在排队，前面的打完就会显示出来。

console-col-state = 状态
console-col-owed = 应回电时间
console-col-request = 请求
console-col-language = 语言
console-col-where = 当地
console-col-tries = 已打
console-col-agent = 客服
console-col-deed = 操作

console-late = 已超时
console-at-risk = 快超时
console-urgent = 紧急
console-high = 较急
console-reopened = 重新打开
console-complained = 有投诉
console-unproved = 号码未核实
console-night = 当地夜间
console-asked = 预约于

console-who = 客户
console-what = 经过
console-do = 可以做的事
console-number-verified = 本人的 Telegram 号码
console-number-typed = 自己输入的号码
console-unreachable = Telegram 消息发不到对方，请照常打电话。
console-code = 接通后先报
console-earlier = 以前的请求
console-covered = 这个请求不在您名下，姓名、号码和留言已隐藏。需要查看请写明理由，理由会留档。
console-shown-for-a-while = 详情只短暂显示，本次查看已留档。
console-written = 结果：{ $outcome }。稍后就会通知客户。

console-group =
    { $group ->
        [call] 通话
        [take] 这个请求
        [outcome] 结果如何？
        [snooze] 推迟到
        [give] 转给
       *[more] 其他
    }
console-field =
    { $field ->
        [note] 备注
        [summary] 给客户的小结
        [address] 邮件核验
        [reason] 推迟的原因
        [outcome] 结果说明
        [question] 问客户
        [number] 更正号码
        [snooze] 推迟到其他时间
       *[reveal] 查看详情
    }
console-field-hint =
    { $field ->
        [note] 只有客服能看到。
        [summary] 写下谈好的内容，客户会收到文字版。
        [address] 账户登记的邮箱。
        [reason] 简单写几个字，给下一位同事看。
        [outcome] 这个结果需要简单说明。
        [question] 以客服的名义发给客户，回复会显示在这里。
        [number] 请带上国家代码。
        [snooze] 比如 14:30，或者 明天 9:00。
       *[reveal] 为什么需要查看？理由会留档，组长看得到。
    }
console-field-send =
    { $field ->
        [note] 保存
        [summary] 发送
        [address] 发送
        [reason] 保存
        [outcome] 提交
        [question] 发送
        [number] 使用这个号码
        [snooze] 推迟
       *[reveal] 查看
    }

console-call-bar = 正在进行的通话
console-outcome = 填结果
console-note = 备注

console-open-until = 服务到 { $time }
console-opens = 未营业，{ $time } 开始
console-on-shift = 您于 { $time } 上班
console-late-count = { $count } 个已超时
