# 给主管看的数据
leads-only = 只有主管可以这样做。
stats-usage = 请输入 /stats today（今天）、/stats yesterday（昨天）或 /stats week（近 7 天）。
stats-head =
    📊 **{ $day }**

    当前未完成：{ $open }（可拨打 { $ready }，处理中 { $claimed }，未到时间 { $later }）
    { $oldest ->
        [yes] 等待最久：{ $reference }，{ $waited }
       *[no] 没有人在等。
    }
    已超时：{ $overdue }
stats-totals =
    📞 **回电**
    承诺 { $promised } · 守时 { $kept } · 失约 { $breached }（守时率 { $keptshare }）
    拨打 { $attempts } · 解决 { $resolved } · 首次解决率 { $first } · 重新打开 { $reopened }
    未解决 { $closed } · 取消 { $cancelled }
    平均处理 { $call } · 首次回电平均等待 { $wait }
    评分 { $rating } / 5（{ $ratings } 次）

    🤖 **机器人**
    已回答 { $answered } · 反问 { $unsure } · 未匹配 { $nomatch }
    转回电 { $booked }（占全部问题的 { $escalated }）
stats-unread =
    ⚠️ **未读消息**
    超出单个聊天的发送上限：{ $unread }
    消息洪峰中舍弃：{ $out }
stats-topics = **主题**
stats-topic = { $topic }：回答 { $answered }，回电 { $booked }
stats-agents = **客服**
stats-agent = { $agent }：拨打 { $attempts }，解决 { $resolved }，守时 { $kept }
stats-hours = **最忙的时段**
stats-hour = { $hour }：消息 { $messages }，回电 { $booked }
