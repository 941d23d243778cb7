# Telegram 上显示的机器人资料：命令菜单和空白聊天页。Telegram 的限制：命令说明 256 字，简介 512 字，短简介 120 字。

profile-description =
    { $desk } 客服：用您自己的话提问，中英文都可以，马上得到回答；需要人工时，我们给您回电话。

    我们绝不会向您索要密码、验证码或助记词。
profile-short = { $desk } 客服：马上回答，或由人工回电。

command-start = 开始
command-help = 使用说明
command-call = 预约人工回电
command-status = 查看我的回电
command-verify = 核实来电、号码或链接
command-cancel = 取消回电
command-language = 选择语言
command-queue = 查看队列，紧急优先
command-next = 领取下一个回电
command-mine = 我手上的请求
command-find = 按编号查找
command-on = 上班
command-off = 下班
command-hours = 今天的工作时间
command-extend = 主管：延长今天的服务
command-close = 主管：提前结束今天的服务
command-stats = 今日数据（主管）
command-team = 谁在班（主管）
